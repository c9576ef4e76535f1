// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/guards/state_view.h"
#include "ui/lists/sorted_records.h"
#include "ui/lists/table_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/table_view.h"

#include <QJsonObject>
#include <QTimer>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QMenu;

namespace castellan::ui {

/// What a list says about itself.
struct ListWords {
    QString name;    ///< of the table, for readers: "Members"
    QString filter;  ///< the filter's placeholder: "Filter members"
    QString empty;   ///< one sentence for a list with nothing in it
    QString emptyAct;
};

/// A list of records with its filter, in every state that it can be in: loading, empty, hidden by the filter, failed,
/// not up to date, forbidden, not offered. Every row has a menu: right click, menu key, or the dots at its end.
class RecordList : public QWidget {
    Q_OBJECT
public:
    /// Takes the model. `columns` are the model's.
    RecordList(Theme &theme, client::Server &server, TableModel *model, std::vector<ColumnSpec> columns,
               const ListWords &words, QWidget *parent = nullptr);

    [[nodiscard]] FilterField *filterField() const { return m_filter; }
    [[nodiscard]] TableView *table() const { return m_table; }
    [[nodiscard]] SortedRecords &sorted() const { return *m_sorted; }
    [[nodiscard]] StateView *states() const { return m_states; }

    /// Beside the filter.
    void addTool(QWidget *tool);
    /// At the right end.
    void addAct(QWidget *act);
    /// `row` is the model's.
    void setRowMenu(std::function<void(QMenu &menu, int row)> fill);
    /// Acts on events of the audit log that begin with one of these: somebody else may have changed what is shown.
    void refreshOnEvents(const QStringList &beginnings);
    void setEmptyActVisible(bool visible);

    void refresh();
    /// The selected row of the model; -1 if none.
    [[nodiscard]] int currentRow() const;
    void select(const QString &id);
    [[nodiscard]] QJsonObject saveState() const;
    void restoreState(const QJsonObject &state);

Q_SIGNALS:
    void opened(int row);
    /// A choice cell was clicked; `at` is where its menu belongs.
    void choiceRequested(int row, int column, const QPoint &at);
    void removeRequested(int row);
    void emptyActRequested();
    void shownCountChanged(int shown, int hidden);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void updateState();
    void openMenu(const QModelIndex &shown, const QPoint &at);
    void loadAllWhileFiltering();
    void watchFeed();
    /// Widens columns to what they hold, never narrower than they are.
    void fitColumns();
    [[nodiscard]] int modelRow(const QModelIndex &shown) const;
    [[nodiscard]] QPoint below(const QModelIndex &shown) const;

    Theme &m_theme;
    client::Server &m_server;
    TableModel *m_model;
    std::vector<ColumnSpec> m_columns;
    QTimer m_fitSoon;
    SortedRecords *m_sorted;
    ListWords m_words;
    FilterField *m_filter;
    TableView *m_table;
    StateView *m_states;
    QBoxLayout *m_tools;
    QBoxLayout *m_acts;
    std::function<void(QMenu &, int)> m_fillMenu;
    QStringList m_beginnings;
    QTimer m_refreshSoon;
    bool m_refreshWhenShown = false;  ///< something happened while another pane was on screen
    bool m_offersEmptyAct = true;
};

}  // namespace castellan::ui
