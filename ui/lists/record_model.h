// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "client/when_done.h"
#include "core/json/codec.h"
#include "ui/lists/table_model.h"
#include "ui/lists/words.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <vector>

namespace castellan::ui {

/// One page of a list.
template <class Record> struct RecordPage {
    std::vector<Record> records;
    std::optional<std::string> next;
    qint64 total = 0;
};

/// Asks a facet for pages: `ask(facet, cursor)` answers what `read` makes a page of. ErrorCode::not_offered, with
/// `missing`, where the server has no such facet.
template <class Facet, class Ask, class Read>
[[nodiscard]] auto pagesOf(client::Server &server, QObject *context, Facet *(client::Platform::*facet)(),
                           const QString &missing, Ask ask, Read read)
{
    using Answer = decltype(ask(std::declval<Facet &>(), QString()).takeResult());
    using Page = std::invoke_result_t<Read, typename Answer::value_type>;
    return [=, &server](const QString &cursor) -> client::Future<Page> {
        auto *platform = server.platform();
        Facet *offered = platform == nullptr ? nullptr : (platform->*facet)();
        if (offered == nullptr)
            return client::ready<Page>(fail(ErrorCode::not_offered, missing.toStdString()));
        return client::mapped(context, ask(*offered, cursor), [read](Answer answer) -> Result<Page> {
            if (!answer)
                return fail(std::move(answer).error());
            return read(std::move(*answer));
        });
    };
}

/// Rows of records known by their `id`. A refresh merges the difference, so that selection and scroll position survive;
/// the model is never reset. Rows keep the order in which they came (a sorting proxy shows another).
template <class Record> class RecordModel : public TableModel {
public:
    using Page = RecordPage<Record>;
    using Fetch = std::function<client::Future<Page>(const QString &cursor)>;

    using Sentence = std::function<QString(const Record &record)>;

    /// `sentence` is a row for screen readers. After the columns comes that of the dots that open the row's menu.
    RecordModel(Fetch fetch, Columns<Record> columns, Sentence sentence, QObject *parent = nullptr)
        : TableModel(parent), m_fetch(std::move(fetch)), m_columns(std::move(columns)), m_sentence(std::move(sentence))
    {
    }

    int columnCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : int(m_columns.size()) + 1;
    }
    [[nodiscard]] std::vector<ColumnSpec> columnSpecs() const final
    {
        auto specs = specsOf(m_columns);
        specs.push_back({9});  // the dots
        return specs;
    }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    [[nodiscard]] const Record &record(int row) const { return m_rows[std::size_t(row)]; }
    [[nodiscard]] const std::vector<Record> &records() const { return m_rows; }
    [[nodiscard]] int rowOf(const QString &id) const { return m_rowOf.value(id, -1); }

    bool canFetchMore(const QModelIndex &parent) const override
    {
        return !parent.isValid() && !isLoading() && !m_next.isEmpty();
    }
    void fetchMore(const QModelIndex &parent) override
    {
        if (!canFetchMore(parent))
            return;
        beginLoading();
        load(m_next, {}, 0);
    }

    void refresh() override
    {
        ++m_round;  // the result of an earlier request is ignored
        beginLoading();
        load({}, std::vector<Record>{}, m_rows.size());
    }

    /// Makes the rows equal to `next`. Rows that are missing in it go; `removeMissing` false only adds and changes.
    void merge(std::vector<Record> next, bool removeMissing)
    {
        if (removeMissing)
            removeAllBut(next);
        std::vector<Record> added;
        QSet<QString> seen;
        int changedFrom = -1;
        int changedTo = -1;
        std::vector<int> changed;
        for (auto &record : next) {
            const auto id = idOf(record);
            if (seen.contains(id))
                continue;
            seen.insert(id);
            const auto row = rowOf(id);
            if (row < 0)
                added.push_back(std::move(record));
            else if (!same(m_rows[std::size_t(row)], record)) {
                m_rows[std::size_t(row)] = std::move(record);
                changed.push_back(row);
            }
        }
        std::ranges::sort(changed);
        for (const int row : changed) {
            if (changedTo >= 0 && row != changedTo + 1)
                tellChanged(changedFrom, changedTo);
            if (changedTo < 0 || row != changedTo + 1)
                changedFrom = row;
            changedTo = row;
        }
        if (changedTo >= 0)
            tellChanged(changedFrom, changedTo);
        append(std::move(added));
    }

protected:
    [[nodiscard]] QString idAt(int row) const final { return idOf(record(row)); }
    [[nodiscard]] QString sentenceAt(int row) const final { return m_sentence(record(row)); }
    [[nodiscard]] QVariant cellData(int row, int column, int role) const final
    {
        const auto &shown = m_columns[std::size_t(column)];
        return role == Qt::TextAlignmentRole ? headerOf(shown, role) : dataOf(shown.cell(record(row)), role);
    }
    [[nodiscard]] QVariant titleData(int column, int role) const final
    {
        return headerOf(m_columns[std::size_t(column)], role);
    }
    [[nodiscard]] static QString idOf(const Record &record) { return verbatim(record.id); }
    /// Whether a record became another one.
    [[nodiscard]] static bool same(const Record &a, const Record &b)
    {
        if constexpr (requires { a.raw; })
            if (a.raw != b.raw)
                return false;
        return json::encodeText(a) == json::encodeText(b);
    }
    void tellChanged(int from, int to) { Q_EMIT dataChanged(index(from, 0), index(to, columnCount({}) - 1)); }

private:
    void removeAllBut(const std::vector<Record> &next)
    {
        QSet<QString> stay;
        for (const auto &record : next)
            stay.insert(idOf(record));
        for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
            if (stay.contains(idOf(record(last))))
                continue;
            int first = last;
            while (first > 0 && !stay.contains(idOf(record(first - 1))))
                --first;
            beginRemoveRows({}, first, last);
            m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
            renumber();
            endRemoveRows();
            last = first;
        }
    }

    void append(std::vector<Record> added)
    {
        if (added.empty())
            return;
        const int first = int(m_rows.size());
        beginInsertRows({}, first, first + int(added.size()) - 1);
        for (auto &record : added)
            m_rows.push_back(std::move(record));
        renumber();
        endInsertRows();
    }

    void renumber()
    {
        m_rowOf.clear();
        for (std::size_t row = 0; row < m_rows.size(); ++row)
            m_rowOf.insert(idOf(m_rows[row]), int(row));
    }

    /// A refresh collects pages until it has walked as far as before; fetchMore takes one page.
    void load(const QString &cursor, std::optional<std::vector<Record>> collected, std::size_t wanted)
    {
        client::whenDone(this, m_fetch(cursor),
                         [this, round = m_round, collected = std::move(collected), wanted](Result<Page> page) mutable {
                             if (round == m_round)
                                 take(std::move(page), std::move(collected), wanted);
                         });
    }

    void take(Result<Page> page, std::optional<std::vector<Record>> collected, std::size_t wanted)
    {
        if (!page) {
            failLoading(page.error());
            return;
        }
        const auto next = page->next && !page->records.empty() ? verbatim(*page->next) : QString();
        if (!collected) {
            merge(std::move(page->records), false);
        } else {
            for (auto &record : page->records)
                collected->push_back(std::move(record));
            if (!next.isEmpty() && collected->size() < wanted) {
                load(next, std::move(collected), wanted);
                return;
            }
            merge(std::move(*collected), true);
        }
        m_next = next;
        // A server may count fewer than it sent when its count is of another moment.
        endLoading(std::max<qint64>(page->total, qint64(m_rows.size())), QDateTime::currentDateTimeUtc());
    }

    Fetch m_fetch;
    Columns<Record> m_columns;
    Sentence m_sentence;
    std::vector<Record> m_rows;
    QHash<QString, int> m_rowOf;
    QString m_next;
    quint64 m_round = 0;
};

}  // namespace castellan::ui
