// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/lists/record_model.h"

namespace castellan::ui {

/// Who was invited to a team and hasn't answered yet.
class InvitationsModel : public RecordModel<records::Invitation> {
    Q_OBJECT
public:
    enum Column { PersonColumn, RoleColumn, InvitedByColumn, InvitedColumn, ExpiresColumn, MoreColumn, ColumnCount };

    InvitationsModel(client::Server &server, const QString &teamId, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

    /// A user's name, or the e-mail address of somebody without an account.
    [[nodiscard]] static QString inviteeOf(const records::Invitation &invitation);

protected:
    [[nodiscard]] QString sentenceAt(int row) const override;
    [[nodiscard]] Cell cellAt(int row, int column) const override;
    [[nodiscard]] QString titleOf(int section) const override;
};

}  // namespace castellan::ui
