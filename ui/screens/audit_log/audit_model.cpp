// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/audit_model.h"

#include "client/display_text.h"
#include "client/events/entry_sentence.h"
#include "client/events/texts.h"
#include "ui/lists/words.h"

#include <array>

namespace castellan::ui {

using client::EventRow;

AuditModel::AuditModel(client::EventView &view, QObject *parent) : QAbstractTableModel(parent), m_view(view)
{
    // The view counts from the oldest, the table from the newest.
    connect(&view, &client::EventView::aboutToInsert, this, [this](qsizetype first, qsizetype last) {
        const auto top = int(m_view.size() - first);
        beginInsertRows({}, top, top + int(last - first));
    });
    connect(&view, &client::EventView::inserted, this, &AuditModel::endInsertRows);
    connect(&view, &client::EventView::aboutToRemove, this, [this](qsizetype first, qsizetype last) {
        const auto newest = m_view.size() - 1;
        beginRemoveRows({}, int(newest - last), int(newest - first));
    });
    connect(&view, &client::EventView::removed, this, &AuditModel::endRemoveRows);
    connect(&view, &client::EventView::aboutToReset, this, &AuditModel::beginResetModel);
    connect(&view, &client::EventView::wasReset, this, &AuditModel::endResetModel);
    connect(&view, &client::EventView::relabelled, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

int AuditModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_view.size());
}

EventRow AuditModel::eventAt(int row) const
{
    return m_view.at(m_view.size() - 1 - row);
}

int AuditModel::rowOf(EventRow event) const
{
    const auto position = m_view.positionOf(event);
    return position < 0 ? -1 : int(m_view.size() - 1 - position);
}

void AuditModel::setUtc(bool utc)
{
    if (m_utc == utc)
        return;
    m_utc = utc;
    Q_EMIT headerDataChanged(Qt::Horizontal, TimeColumn, TimeColumn);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, TimeColumn), index(rowCount() - 1, TimeColumn));
}

AuditModel::OutcomeLook AuditModel::lookOf(client::RowOutcome outcome)
{
    constexpr OutcomeLook looks[] = {
        {Shape::ring, Tone::muted},
        {Shape::dot, Tone::success},
        {Shape::triangle, Tone::danger},
        {Shape::cross, Tone::danger},
    };
    return looks[std::size_t(outcome)];
}

QString AuditModel::clock(const QDateTime &at, bool utc)
{
    return (utc ? at.toUTC() : at.toLocalTime()).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString AuditModel::whatHappened(const records::AuditEntry &entry, const QString &team)
{
    auto sentence = client::sentenceOf(entry, team);
    const auto actor = client::actorWithMeansOf(entry);
    // Sentences begin with a capital, user names stay as they are: "Luca Moretti" does not begin with the user luca.
    const bool isUser = entry.username && !entry.username->empty();
    if (!actor.isEmpty() && sentence.startsWith(actor, isUser ? Qt::CaseSensitive : Qt::CaseInsensitive)) {
        auto rest = sentence.mid(actor.size());
        while (!rest.isEmpty() && (rest.front() == u' ' || rest.front() == u':'))
            rest.remove(0, 1);
        if (!rest.isEmpty())
            return rest;
    }
    return sentence;
}

const AuditModel::Look &AuditModel::lookOf(Column column)
{
    using client::EventColumn;
    const auto stored = [](EventColumn which) {
        return [which](const AuditModel &model, EventRow event) { return model.m_view.store().text(event, which); };
    };
    const auto none = [](const AuditModel &, EventRow) { return QString(); };
    const auto time = [](const AuditModel &model, EventRow event) {
        return clock(model.m_view.store().time(event), model.m_utc);
    };
    const auto actor = [](const AuditModel &model, EventRow event) {
        const auto &store = model.m_view.store();
        // Only entries of other means than a session are decoded for it.
        const auto means = store.text(event, EventColumn::auth);
        const auto entry = means.isEmpty() || means == u"session" ? nullptr : store.entry(event);
        const auto name = entry ? client::actorWithMeansOf(*entry) : store.text(event, EventColumn::actor);
        return name.isEmpty() ? Words::none() : name;
    };
    const auto team = [](const AuditModel &model, EventRow event) { return model.teamAndAsset(event); };
    const auto level = [](const AuditModel &model, EventRow event) {
        return client::levelText(model.m_view.store().text(event, EventColumn::scope));
    };
    const auto what = [](const AuditModel &model, EventRow event) {
        const auto entry = model.m_view.store().entry(event);
        return entry ? whatHappened(*entry, model.m_view.store().teamName(event)) : QString();
    };
    static const std::array<Look, ColumnCount> looks{
        Look{.title = QT_TR_NOOP("Outcome"), .text = none, .titled = false},
        Look{.title = QT_TR_NOOP("Time"), .text = time, .fixed = true},
        Look{.title = QT_TR_NOOP("Server"), .text = stored(EventColumn::server)},
        Look{.title = QT_TR_NOOP("Actor"), .text = actor},
        Look{.title = QT_TR_NOOP("Team"), .text = team},
        Look{.title = QT_TR_NOOP("What happened"), .text = what},
        Look{.title = QT_TR_NOOP("Event"),
             .text = stored(EventColumn::event),
             .tone = Tone::muted,
             .fixed = true,
             .elidesMiddle = true},
        //: network address
        Look{.title = QT_TR_NOOP("Address"),
             .text = stored(EventColumn::address),
             .tone = Tone::muted,
             .fixed = true,
             .elidesMiddle = true},
        //: whose log: the platform's, a team's, an instance's …
        Look{.title = QT_TR_NOOP("Level"), .text = level, .tone = Tone::muted},
    };
    return looks[column];
}

QString AuditModel::teamAndAsset(EventRow event) const
{
    const auto &store = m_view.store();
    const auto team = store.text(event, client::EventColumn::team);
    const auto asset = store.text(event, client::EventColumn::asset);
    if (team.isEmpty() || asset.isEmpty())
        return team.isEmpty() ? asset : team;
    return QString(client::isolated(team) % QStringLiteral(" › ") % client::isolated(asset));
}

QString AuditModel::text(EventRow event, Column column) const
{
    return lookOf(column).text(*this, event);
}

std::optional<std::pair<client::FilterKey, client::EventColumn>> AuditModel::filterOf(EventRow event,
                                                                                      Column column) const
{
    using client::EventColumn;
    using client::FilterKey;
    switch (column) {
    case ServerColumn:
        return std::pair{FilterKey::server, EventColumn::server};
    case ActorColumn:
        return std::pair{FilterKey::actor, EventColumn::actor};
    case TeamColumn:
        if (!m_view.store().text(event, EventColumn::asset).isEmpty())
            return std::pair{FilterKey::asset, EventColumn::asset};
        return std::pair{FilterKey::team, EventColumn::team};
    case LevelColumn:
        return std::pair{FilterKey::level, EventColumn::scope};
    case WhatColumn:
    case Column::EventColumn:
        return std::pair{FilterKey::event, EventColumn::event};
    case AddressColumn:
        return std::pair{FilterKey::ip, EventColumn::address};
    case OutcomeColumn:
    case TimeColumn:
    case ColumnCount:
        break;
    }
    return std::nullopt;
}

QVariant AuditModel::whatRuns(EventRow event) const
{
    const auto what = text(event, WhatColumn);
    const auto name = m_view.store().text(event, client::EventColumn::target);
    const auto at = name.isEmpty() ? -1 : what.indexOf(name);
    if (at < 0)
        return QVariant::fromValue(TextRuns{{what}});
    return QVariant::fromValue(TextRuns{{what.left(at)}, {name, true}, {what.mid(at + name.size())}});
}

QVariant AuditModel::gapData(EventRow event, Column column, int role) const
{
    const auto &store = m_view.store();
    if (role == GapRole)
        return true;
    if (role == ToneRole)
        return int(Tone::warning);
    if (role == ShapeRole && column == OutcomeColumn)
        return int(Shape::diamond);
    const auto sentence = tr("Events may be missing here: %1", "%1: from when to when, and why")
                              .arg(client::isolated(store.text(event, client::EventColumn::detail)));
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
        return sentence;
    if (role == FixedRole && column == TimeColumn)
        return true;
    if (role != Qt::DisplayRole)
        return {};
    if (column == WhatColumn)
        return sentence;
    return column == TimeColumn || column == ServerColumn ? QVariant(text(event, column)) : QVariant();
}

QVariant AuditModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto event = eventAt(index.row());
    const auto &store = m_view.store();
    const auto column = Column(index.column());
    if (store.kind(event) == client::RowKind::gap)
        return gapData(event, column, role);
    switch (role) {
    case Qt::DisplayRole:
        return text(event, column);
    case Qt::AccessibleTextRole: {
        const auto entry = store.entry(event);
        return tr("%1, %2, %3, %4", "a row: outcome, time, server, sentence")
            .arg(client::outcomeText(store.outcome(event)), text(event, TimeColumn),
                 client::isolated(text(event, ServerColumn)),
                 entry ? client::sentenceOf(*entry, store.teamName(event)) : QString());
    }
    case Qt::ToolTipRole:
        if (column == OutcomeColumn)
            return client::outcomeText(store.outcome(event));
        if (column == TimeColumn)
            return (m_utc ? store.time(event).toUTC() : store.time(event).toLocalTime()).toString(Qt::ISODateWithMs);
        return text(event, column);
    case ShapeRole:
        if (column == OutcomeColumn)
            return int(lookOf(store.outcome(event)).shape);
        break;
    case ToneRole:
        if (column == OutcomeColumn)
            return int(lookOf(store.outcome(event)).tone);
        return int(lookOf(column).tone);
    case FixedRole:
        return lookOf(column).fixed;
    case ElideRole:
        if (lookOf(column).elidesMiddle)
            return int(Qt::ElideMiddle);
        break;
    case RunsRole:
        if (column == WhatColumn)
            return whatRuns(event);
        break;
    case StaleRole:
        return store.isOldHistory(event);
    default:
        break;
    }
    return {};
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    const auto &look = lookOf(Column(section));
    if (role == Qt::AccessibleTextRole && !look.titled)
        return tr(look.title);
    if (role != Qt::DisplayRole)
        return {};
    if (section == TimeColumn && m_utc)
        return tr("Time UTC");
    return look.titled ? tr(look.title) : QString();
}

}  // namespace castellan::ui
