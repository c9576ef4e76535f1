// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/welcome/local_start.h"

#include "ui/guards/state_view.h"
#include "ui/screens/welcome/recover_dialog.h"
#include "ui/screens/welcome/recovery_key_dialog.h"

#include <QWidget>

namespace castellan::ui {

void startLocal(Theme &theme, LocalHost &host, QWidget *asker,
                const std::function<void(const Result<LocalHost::Started> &)> &done)
{
    client::whenDone(asker, host.start(), [&theme, &host, asker, done](const Result<LocalHost::Started> &result) {
        if (!result && (result.error().code == ErrorCode::key_missing || result.error().code == ErrorCode::key_wrong)) {
            auto *dialog = new RecoverDialog(theme, host, sentenceOf(result.error()), asker->window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            QObject::connect(dialog, &RecoverDialog::recovered, asker,
                             [done](const LocalHost::Started &started) { done(started); });
            QObject::connect(dialog, &QDialog::rejected, asker, [done, error = result.error()] { done(fail(error)); });
            dialog->open();
            return;
        }
        if (result && !result->recoveryKey.isEmpty())
            RecoveryKeyDialog::show(theme, result->recoveryKey, asker->window());
        done(result);
    });
}

}  // namespace castellan::ui
