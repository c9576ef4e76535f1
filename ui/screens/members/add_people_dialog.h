// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace castellan::ui {

class Button;

/// Adds people to a team: at once where the server offers it and the caller may, else by invitation. Stays open with
/// the errors per person, and then with only those in the field who were not invited.
class AddPeopleDialog : public QDialog {
    Q_OBJECT
public:
    AddPeopleDialog(Theme &theme, client::Server &server, const QString &teamId, const QString &teamName,
                    QWidget *parent);

Q_SIGNALS:
    void added(const QString &who);
    void invited(const QString &who);

private:
    void update();
    void go();
    void add();
    void invite();
    void keepThoseWhoFailed(const std::vector<client::Teams::InvitationProblem> &problems);
    void say(const QString &problem);
    [[nodiscard]] Role role() const;

    client::Server &m_server;
    QString m_teamId;
    QRadioButton *m_addNow;
    QRadioButton *m_invite;
    QLabel *m_label;
    QLineEdit *m_who;
    QLabel *m_hint;
    QComboBox *m_role;
    QLabel *m_problem;
    Button *m_go;
    bool m_busy = false;
};

}  // namespace castellan::ui
