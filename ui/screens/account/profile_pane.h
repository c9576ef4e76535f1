// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/theme/theme.h"

#include <QJsonObject>
#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QLineEdit;

namespace castellan::ui {

class Button;
class FieldProblem;
class WriteGuard;

/// Name, user name and e-mail address of the signed-in user, as a draft until it is saved.
class ProfilePane : public QWidget {
    Q_OBJECT
public:
    ProfilePane(Theme &theme, client::Server &server, QWidget *parent = nullptr);

    /// As the server has it. A draft stays.
    void setUser(const records::User &user);
    /// The fields that differ from the server's, by the names of their members; empty if none does.
    [[nodiscard]] QJsonObject typedDraft() const;
    void restoreDraft(const QJsonObject &draft);
    void focusFirst();

Q_SIGNALS:
    void draftChanged();
    void toast(const QString &text, const QString &act = {}, const std::function<void()> &onAct = {});

private:
    struct Field {
        QLineEdit *edit;
        FieldProblem *problem;
        json::Patch<std::string> records::UserUpdate::*member;
        const char *path;  ///< in the server's errors
        ErrorCode code;    ///< of errors about it that have no path
        QString now;       ///< on the server
    };
    [[nodiscard]] static QString typed(const Field &field);
    [[nodiscard]] bool hasDraft() const;
    [[nodiscard]] records::UserUpdate draft() const;
    [[nodiscard]] bool isAcceptable() const;
    void discard();
    void save();
    void saved(const records::User &user, const records::User &before, const records::UserUpdate &asked);
    void undo(const records::UserUpdate &back);
    void say(const Error &error);
    void update();

    client::Server &m_server;
    records::User m_user;
    QJsonObject m_kept;  ///< a draft that waits for the user
    std::vector<Field> m_fields;
    bool m_busy = false;
    QLabel *m_note = nullptr;  ///< about the e-mail address
    QLabel *m_problem = nullptr;
    Button *m_save = nullptr;
    Button *m_discard = nullptr;
    WriteGuard *m_guard;
};

}  // namespace castellan::ui
