// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/lists/record_model.h"

namespace castellan::ui {

/// What an account is; the first that fits.
enum class AccountState { suspended, locked, passwordExpired, active };

/// The accounts of one server, for administrators and auditors.
class UsersModel : public RecordModel<records::User> {
    Q_OBJECT
public:
    enum Column {
        NameColumn,
        UserNameColumn,
        EmailColumn,
        RoleColumn,
        StateColumn,
        LastSeenColumn,
        MoreColumn,
        ColumnCount
    };

    explicit UsersModel(client::Server &server, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

    [[nodiscard]] static QString nameOf(const records::User &user);
    [[nodiscard]] static AccountState stateOf(const records::User &user);
    [[nodiscard]] static QString wordsOf(AccountState state);
    [[nodiscard]] bool isOneself(int row) const;
    /// Administrators that can sign in, among the loaded rows.
    [[nodiscard]] int activeAdministrators() const;
    /// Whether the platform would be without an administrator if this one were suspended, demoted or deleted.
    [[nodiscard]] bool isLastAdministrator(int row) const;

protected:
    [[nodiscard]] QString sentenceAt(int row) const override;
    [[nodiscard]] Cell cellAt(int row, int column) const override;
    [[nodiscard]] QString titleOf(int section) const override;

private:
    client::Server &m_server;
};

}  // namespace castellan::ui
