// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/security.h"
#include "client/servers/server.h"
#include "ui/lists/record_model.h"

namespace castellan::ui {

/// Where somebody is signed in: oneself, or another user.
class SessionsModel : public RecordModel<records::Session> {
    Q_OBJECT
public:
    enum Column {
        ClientColumn,
        AddressColumn,
        SignedInColumn,
        LastUsedColumn,
        EndsColumn,
        FactorColumn,
        NoteColumn,
        MoreColumn,
        ColumnCount
    };

    /// `userId` empty: oneself.
    SessionsModel(client::Server &server, const QString &userId, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

    [[nodiscard]] static QString clientOf(const records::Session &session);
    [[nodiscard]] static QString noteOf(const records::Session &session);
    /// The one that asks, and the local person's, end in other ways.
    [[nodiscard]] bool canEnd(int row) const;
    /// Sessions beside the one that asks.
    [[nodiscard]] int others() const;

protected:
    [[nodiscard]] QString sentenceAt(int row) const override;
    [[nodiscard]] Cell cellAt(int row, int column) const override;
    [[nodiscard]] QString titleOf(int section) const override;
};

}  // namespace castellan::ui
