// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/profile.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace castellan::ui {

class Button;

/// Last step of adding a server: its name, environment, read-only, and where its credential is stored.
class KeepPage : public QWidget {
    Q_OBJECT
public:
    explicit KeepPage(Theme &theme, QWidget *parent = nullptr);
    void show(const client::Profile &profile, const QString &signedInAs, bool byToken);
    /// Writes the choices into `profile`.
    void writeTo(client::Profile &profile) const;
    void setBusy(bool busy);
    void showProblem(const QString &sentence);

Q_SIGNALS:
    void saveRequested();

private:
    void environmentChosen();
    void explainPlace();

    QLabel *m_who;
    QLineEdit *m_name;
    QComboBox *m_environment;
    QCheckBox *m_readOnly;
    QComboBox *m_place;
    QLabel *m_placeMeaning;
    QLabel *m_problem;
    Button *m_save;
    bool m_readOnlyTouched = false;
    bool m_byToken = false;  ///< the credential is an access token, not a session
};

}  // namespace castellan::ui
