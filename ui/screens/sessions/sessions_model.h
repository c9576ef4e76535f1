// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/security.h"
#include "client/servers/server.h"
#include "ui/lists/record_model.h"

namespace castellan::ui {

/// The sessions of the caller, or of another user.
class SessionsModel : public RecordModel<records::Session> {
    Q_OBJECT
public:
    enum {
        ClientColumn,
        AddressColumn,
        SignedInColumn,
        LastUsedColumn,
        EndsColumn,
        FactorColumn,
        NoteColumn,
        MoreColumn,
    };

    /// `userId` empty: the caller.
    SessionsModel(client::Server &server, const QString &userId, QObject *parent = nullptr);

    [[nodiscard]] static QString clientOf(const records::Session &session);
    [[nodiscard]] static QString noteOf(const records::Session &session);
    /// False for the caller's own session and the local person's, which end in other ways.
    [[nodiscard]] bool canEnd(int row) const;
    /// Sessions other than the caller's.
    [[nodiscard]] int others() const;
};

}  // namespace castellan::ui
