// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/event_record.h"
#include "core/result.h"
#include "ui/widgets/label.h"
#include "ui/widgets/shapes.h"
#include "ui/widgets/table_view.h"

#include <QAbstractTableModel>
#include <QDateTime>

#include <optional>

namespace castellan::ui {

/// What cells offer besides Qt's roles and TableRole.
enum RecordDataRole : int {
    IdRole = Qt::UserRole + 1,  ///< the record's id
    SortRole,                   ///< what to compare when sorting
    FilterRole,                 ///< what a text filter looks at
    MoreRole,                   ///< true: the dots that open the row's menu
};

/// What one cell shows, and how.
struct Cell {
    QString words;
    QVariant sort = {};                  ///< what to compare; the words unless set
    std::optional<QString> filter = {};  ///< what a text filter looks at; the words unless set
    QString toolTip = {};
    Tone tone = Tone::normal;
    Shape shape = Shape::none;
    bool strong = false;
    bool fixed = false;   ///< for what is typed and compared: names, addresses
    bool choice = false;  ///< a menu changes it
};

/// A time in words, muted, exact in its tool tip.
[[nodiscard]] Cell timeCell(const QDateTime &at, const QString &words);

/// A table over records of a server that are loaded page by page. What the view shows instead of rows is told by
/// these three: isLoading, error, loadedAt.
class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit TableModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    [[nodiscard]] bool isLoading() const { return m_loading; }
    /// Of the last try; rows of an earlier one stay.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// When the rows were read; invalid before the first answer.
    [[nodiscard]] QDateTime loadedAt() const { return m_loadedAt; }
    /// As the server counts them, loaded or not.
    [[nodiscard]] qint64 total() const { return m_total; }

    /// The last column of every list holds the dots that open the row's menu.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;

    /// Reads again what is loaded (at least the first page) and merges the difference.
    virtual void refresh() = 0;
    /// Whether the rows show what the event tells, so that nothing has to be read.
    virtual bool takeEvent(const client::EventRecord & /*event*/) { return false; }

Q_SIGNALS:
    /// One of isLoading, error, loadedAt, total changed.
    void stateChanged();

protected:
    [[nodiscard]] virtual QString idAt(int row) const = 0;
    /// The row in a sentence, for screen readers.
    [[nodiscard]] virtual QString sentenceAt(int row) const = 0;
    /// Not asked for the column with the dots.
    [[nodiscard]] virtual Cell cellAt(int row, int column) const = 0;
    /// Of a column; empty for the one with the dots.
    [[nodiscard]] virtual QString titleOf(int section) const = 0;
    [[nodiscard]] virtual Qt::Alignment alignmentOf(int /*section*/) const { return Qt::AlignLeft; }

    void beginLoading();
    void endLoading(qint64 total, const QDateTime &at);
    void failLoading(Error error);

private:
    bool m_loading = false;
    std::optional<Error> m_error;
    QDateTime m_loadedAt;
    qint64 m_total = 0;
};

}  // namespace castellan::ui
