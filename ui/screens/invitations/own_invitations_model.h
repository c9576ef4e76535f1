// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/lists/record_model.h"

namespace castellan::ui {

/// The invitations to the signed-in user.
class OwnInvitationsModel : public RecordModel<records::Invitation> {
    Q_OBJECT
public:
    enum { TeamColumn, RoleColumn, InvitedByColumn, InvitedColumn, ExpiresColumn, MoreColumn };

    explicit OwnInvitationsModel(client::Server &server, QObject *parent = nullptr);

    [[nodiscard]] static QString teamOf(const records::Invitation &invitation);
    [[nodiscard]] bool hasExpired(int row) const;
};

}  // namespace castellan::ui
