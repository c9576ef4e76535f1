// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/event_view.h"
#include "ui/widgets/table_view.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>
#include <utility>

namespace castellan::ui {

/// Roles of the audit log's cells besides RecordDataRole.
enum AuditDataRole : int {
    GapRole = Qt::UserRole + 100,  ///< true: events may be missing here
};

/// The rows of an EventView, newest first: what comes in is inserted at the top in ranges, nothing else moves.
class AuditModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        OutcomeColumn,
        TimeColumn,
        ServerColumn,
        ActorColumn,
        TeamColumn,
        WhatColumn,
        EventColumn,
        AddressColumn,
        LevelColumn,
        ColumnCount
    };

    explicit AuditModel(client::EventView &view, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    [[nodiscard]] client::EventRow eventAt(int row) const;
    [[nodiscard]] int rowOf(client::EventRow event) const;
    [[nodiscard]] client::EventView &view() const { return m_view; }
    void setUtc(bool utc);
    [[nodiscard]] bool isUtc() const { return m_utc; }

    struct OutcomeLook {
        Shape shape;
        Tone tone;
    };
    [[nodiscard]] static OutcomeLook lookOf(client::RowOutcome outcome);
    [[nodiscard]] static QString clock(const QDateTime &at, bool utc);
    /// By what "Only this" filters on a cell, and the value of it; nothing where it can't.
    [[nodiscard]] std::optional<std::pair<client::FilterKey, client::EventColumn>> filterOf(client::EventRow event,
                                                                                            Column column) const;
    /// The event's sentence without its actor, who has a column of their own.
    [[nodiscard]] static QString whatHappened(const records::AuditEntry &entry, const QString &team = {});

private:
    /// One column: the parts of a cell that do not depend on the event, and its text.
    struct Look {
        const char *title;
        std::function<QString(const AuditModel &model, client::EventRow event)> text;
        Tone tone = Tone::normal;
        bool fixed = false;
        bool elidesMiddle = false;
        bool titled = true;  ///< false: for readers only
    };
    [[nodiscard]] QVariant gapData(client::EventRow event, Column column, int role) const;
    [[nodiscard]] QVariant whatRuns(client::EventRow event) const;
    [[nodiscard]] QString text(client::EventRow event, Column column) const;
    /// "Operations › Press 7": the team, and what of it the event is about.
    [[nodiscard]] QString teamAndAsset(client::EventRow event) const;
    [[nodiscard]] static const Look &lookOf(Column column);

    client::EventView &m_view;
    bool m_utc = false;
};

}  // namespace castellan::ui
