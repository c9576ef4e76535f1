// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/lists/record_model.h"

namespace castellan::ui {

/// The state of an account; the first that applies.
enum class AccountState { suspended, locked, passwordExpired, active };

/// The accounts of one server, for administrators and auditors.
class UsersModel : public RecordModel<records::User> {
    Q_OBJECT
public:
    enum { NameColumn, UserNameColumn, EmailColumn, RoleColumn, StateColumn, LastSeenColumn, MoreColumn };

    explicit UsersModel(client::Server &server, QObject *parent = nullptr);

    [[nodiscard]] static AccountState stateOf(const records::User &user);
    [[nodiscard]] static QString wordsOf(AccountState state);
    [[nodiscard]] bool isOneself(int row) const;
    /// The loaded administrators who can sign in.
    [[nodiscard]] int activeAdministrators() const;
    /// Whether this is the only administrator who can sign in.
    [[nodiscard]] bool isLastAdministrator(int row) const;

private:
    [[nodiscard]] Cell nameCell(const records::User &user) const;

    client::Server &m_server;
};

}  // namespace castellan::ui
