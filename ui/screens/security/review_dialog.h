// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/change.h"
#include "client/profile/profile.h"
#include "ui/screens/security/review_model.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QCheckBox;
class QLabel;

namespace castellan::ui {

class Button;

/// What a draft of security settings would change, field by field, before it is applied, with the tick that the tier
/// may demand. Stays open until the server has answered.
class ReviewDialog : public QDialog {
    Q_OBJECT
public:
    ReviewDialog(Theme &theme, const SecurityDraft &draft, const client::Profile &server, client::Tier tier,
                 QWidget *parent);

    /// While the server answers.
    void setBusy(bool busy);
    /// Why it can't be applied now; empty: it can.
    void setBlocked(const QString &why);
    void showError(const QString &sentence);

Q_SIGNALS:
    void applyRequested();

private:
    void updateActs();
    QLabel *m_error;
    QCheckBox *m_reviewed;
    Button *m_cancel;
    Button *m_apply;
    QString m_blocked;
    bool m_busy = false;
};

}  // namespace castellan::ui
