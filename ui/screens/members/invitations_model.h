// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/lists/record_model.h"

namespace castellan::ui {

/// The open invitations to a team.
class InvitationsModel : public RecordModel<records::Invitation> {
    Q_OBJECT
public:
    enum { PersonColumn, RoleColumn, InvitedByColumn, InvitedColumn, ExpiresColumn, MoreColumn };

    InvitationsModel(client::Server &server, const QString &teamId, QObject *parent = nullptr);

    /// A user's name, or the e-mail address of a person without an account.
    [[nodiscard]] static QString inviteeOf(const records::Invitation &invitation);
};

}  // namespace castellan::ui
