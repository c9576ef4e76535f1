// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/guards/state_view.h"
#include "ui/guards/write_guard.h"
#include "ui/lists/row_action.h"
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

namespace castellan::ui {

class ChoiceFilter;

/// The texts of a list.
struct ListWords {
    QString name;    ///< of the table, for readers: "Members"
    QString filter;  ///< the filter's placeholder: "Filter members"
    QString empty;   ///< one sentence for a list with nothing in it
    QString emptyAct;
};

/// A list of records with its filter, in every state that it can be in: loading, empty, hidden by the filter, failed,
/// not up to date, forbidden, not offered. Every row has a menu of actions: right click, menu key, or the dots at its
/// end. Changes go through the guard of their tier. The list is read again after each of them, after every change that
/// the server refused, and after events of others. A column is hidden while no record has a value in it, and with it
/// the filters on it.
class RecordList : public QWidget {
    Q_OBJECT
public:
    /// Takes the model.
    RecordList(Theme &theme, client::Server &server, TableModel *model, const ListWords &words,
               QWidget *parent = nullptr);

    [[nodiscard]] FilterField *filterField() const { return m_filter; }
    [[nodiscard]] TableView *table() const { return m_table; }
    [[nodiscard]] SortedRecords &sorted() const { return *m_sorted; }
    [[nodiscard]] StateView *states() const { return m_states; }
    [[nodiscard]] WriteGuard &guard() const { return *m_guard; }

    /// Beside the field for text: lets through the rows of the model that pass for the chosen value.
    using Passes = std::function<bool(int row, const QVariant &value)>;
    void addFilter(ChoiceFilter *filter, int column, Passes passes);
    /// At the right end. What changes the server is guarded; see guard().
    void addAct(QWidget *act);
    using Actions = std::function<std::vector<RowAction>(int row)>;
    /// `row` is the model's.
    void setActions(Actions actions);
    /// The button that creates a record, also on the page of an empty list. `whyNot` says which right is missing.
    void offerCreate(const QString &text, std::function<QString()> whyNot, std::function<void(QWidget *opener)> create);
    /// Without it, neither the button nor the page of an empty list offers to create a record.
    void setCreateOffered(bool offered);
    /// The caller's rights have changed.
    void updateRights();
    /// Reads the list again after events of the audit log whose word begins with one of these.
    void refreshOnEvents(const QStringList &beginnings);
    void setEmptyActVisible(bool visible);
    /// Makes a change behind the guard of its tier and says how it went.
    void apply(const ListChange &change, const Confirmation &what);

    void refresh();
    /// Runs the selected row's action that removes it.
    void removeCurrent();
    /// The selected row of the model; -1 if none.
    [[nodiscard]] int currentRow() const;
    void select(const QString &id);
    [[nodiscard]] QJsonObject saveState() const;
    void restoreState(const QJsonObject &state);

Q_SIGNALS:
    void opened(int row);
    /// A choice cell was clicked; `at` is where its menu belongs.
    void choiceRequested(int row, int column, const QPoint &at);
    void emptyActRequested();
    void shownCountChanged(int shown, int hidden);
    /// For Screen::toast.
    void toast(const QString &text, const QString &act = {}, const std::function<void()> &onAct = {});

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void updateState();
    void openMenu(const QModelIndex &shown, const QPoint &at);
    [[nodiscard]] std::vector<RowAction> actionsOf(int row) const;
    void run(const RowAction &action);
    void askFirst(const RowAction &action);
    /// Whether an action of the selected row has these keys.
    bool runByKeys(QKeyCombination keys);
    void create();
    void chainTabs();
    void applyFilters();
    void clearFilters();
    /// Those of the filters, in words.
    [[nodiscard]] QStringList choices() const;
    void loadAllWhileFiltering();
    void watchFeed();
    /// The server did not make a change: what is listed may not be what it has.
    void rereadAfterRefusal();
    /// Hides the columns that no record fills, and shows those that one fills again.
    void chooseColumns();
    [[nodiscard]] bool isBlank(int column) const;
    /// Widens columns to their contents, never narrows them.
    void fitColumns();
    void setWidths();
    /// Sorts as the person chose; by the first column while theirs is hidden.
    void sort();
    [[nodiscard]] int modelRow(const QModelIndex &shown) const;
    [[nodiscard]] QPoint below(const QModelIndex &shown) const;

    Theme &m_theme;
    client::Server &m_server;
    TableModel *m_model;
    std::vector<ColumnSpec> m_columns;  ///< as wide as their contents
    struct Filter {
        ChoiceFilter *choice;
        int column;
        Passes passes;
    };
    struct Sorting {
        int column = 0;
        Qt::SortOrder order = Qt::AscendingOrder;
    };
    std::vector<Filter> m_filters;
    Sorting m_sorting;  ///< as the person chose
    QTimer m_fitSoon;
    SortedRecords *m_sorted;
    ListWords m_words;
    FilterField *m_filter;
    TableView *m_table;
    StateView *m_states;
    QBoxLayout *m_tools;  ///< the filters
    QBoxLayout *m_acts;
    WriteGuard *m_guard;
    Actions m_actions;
    QPointer<QWidget> m_create;
    std::function<QString()> m_whyNoCreate;
    std::function<void(QWidget *)> m_onCreate;
    QStringList m_beginnings;
    QTimer m_refreshSoon;
    bool m_refreshWhenShown = false;  ///< an event or a refusal came while another pane was on screen
    bool m_offersEmptyAct = true;
    bool m_offersCreate = true;
    bool m_asking = false;  ///< the server is asked for the words of a confirmation
};

}  // namespace castellan::ui
