// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/lists/record_list.h"
#include "ui/screens/members/invitations_model.h"

namespace castellan::ui {

class Button;

/// The open invitations to a team; each can be withdrawn.
class InvitationsPane : public QWidget {
    Q_OBJECT
public:
    InvitationsPane(Theme &theme, client::Server &server, const QString &teamId, QWidget *parent = nullptr);

    void setTeamName(const QString &name) { m_teamName = name; }
    void setOwnRole(Role role);
    void refresh() { m_list->refresh(); }
    [[nodiscard]] RecordList *list() const { return m_list; }
    [[nodiscard]] InvitationsModel &model() const { return *m_model; }

Q_SIGNALS:
    void countChanged(int invitations);
    void toast(const QString &text, const QString &act = {}, const std::function<void()> &onAct = {});

private:
    void updateButton();
    [[nodiscard]] RowAction withdrawal(int row) const;
    /// Why the caller may withdraw none; empty: they may.
    [[nodiscard]] QString whyKept() const;

    client::Server &m_server;
    QString m_teamId;
    QString m_teamName;
    Role m_ownRole = Role::none;
    InvitationsModel *m_model;
    RecordList *m_list;
    Button *m_withdraw;
};

}  // namespace castellan::ui
