// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/welcome/local_start.h"

#include "ui/guards/state_view.h"
#include "ui/screens/welcome/recover_dialog.h"
#include "ui/screens/welcome/recovery_key_dialog.h"
#include "ui/sign_in/sealed_file_dialog.h"

#include <QCoreApplication>
#include <QWidget>

namespace castellan::ui {

namespace {

using Done = std::function<void(const Result<LocalHost::Started> &)>;

struct Start {
    Theme &theme;
    LocalHost &host;
    client::SealedFileStore *sealed;
    QWidget *asker;
    Done done;
    bool changedPlace = false;  ///< the key was to be in the keychain, before this start

    void run() const
    {
        client::whenDone(asker, host.start(),
                         [start = *this](const Result<LocalHost::Started> &result) { start.answered(result); });
    }

private:
    void answered(const Result<LocalHost::Started> &result) const
    {
        if (!result && (result.error().code == ErrorCode::key_missing || result.error().code == ErrorCode::key_wrong))
            return recover(result.error());
        if (!result && sealed && !sealed->isUnlocked() &&
            result.error().code ==
                (host.keepsKeyInFile() ? ErrorCode::secret_store_locked : ErrorCode::secret_store_absent))
            return askForPassphrase(result.error());
        if (result && !result->recoveryKey.isEmpty())
            RecoveryKeyDialog::show(theme, result->recoveryKey, asker->window());
        done(result);
    }

    void askForPassphrase(const Error &error) const
    {
        const QString why =
            host.keepsKeyInFile()
                ? QString()
                : QCoreApplication::translate("LocalStart", "This desktop has no keychain for the key of "
                                                            "the local server.");
        const auto open = [start = *this] {
            Start again = start;
            again.changedPlace = !again.host.keepsKeyInFile();
            again.host.keepKeyInFile(true);
            again.run();
        };
        withSealedFile(theme, *sealed, why, asker, open, [done = done, error] { done(fail(error)); });
    }

    void recover(const Error &error) const
    {
        auto *dialog = new RecoverDialog(theme, host, sentenceOf(error), asker->window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(dialog, &RecoverDialog::recovered, asker,
                         [done = done](const LocalHost::Started &started) { done(started); });
        QObject::connect(dialog, &QDialog::rejected, asker, [start = *this, error] {
            if (start.changedPlace)
                start.host.keepKeyInFile(false);
            start.done(fail(error));
        });
        dialog->open();
    }
};

}  // namespace

void startLocal(Theme &theme, LocalHost &host, client::SealedFileStore *sealed, QWidget *asker, const Done &done)
{
    Start{theme, host, sealed, asker, done}.run();
}

}  // namespace castellan::ui
