// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/lists/record_model.h"

namespace castellan::ui {

/// The teams of one server that the caller may see.
class TeamsModel : public RecordModel<records::Team> {
    Q_OBJECT
public:
    enum { NameColumn, SlugColumn, TypeColumn, MembersColumn, CreatedColumn, NoteColumn, MoreColumn };

    explicit TeamsModel(client::Server &server, QObject *parent = nullptr);
};

}  // namespace castellan::ui
