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
    enum Column { NameColumn, SlugColumn, TypeColumn, MembersColumn, CreatedColumn, MoreColumn, ColumnCount };

    explicit TeamsModel(client::Server &server, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

protected:
    [[nodiscard]] QString sentenceAt(int row) const override;
    [[nodiscard]] Cell cellAt(int row, int column) const override;
    [[nodiscard]] QString titleOf(int section) const override;
    [[nodiscard]] Qt::Alignment alignmentOf(int section) const override;
};

}  // namespace castellan::ui
