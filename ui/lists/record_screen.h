// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/lists/record_list.h"
#include "ui/screen/screen.h"

class QStackedLayout;

namespace castellan::ui {

class SectionHeader;

/// A view that is a list of records: a header with their count, the list, the actions of its rows. A derived screen
/// gives the model, the actions and the words.
class RecordScreen : public Screen {
    Q_OBJECT
public:
    [[nodiscard]] QLineEdit *filterField() const override { return m_list->filterField(); }
    void refresh() override { m_list->refresh(); }
    [[nodiscard]] QJsonObject saveState() const override { return m_list->saveState(); }
    void restoreState(const QJsonObject &state) override { m_list->restoreState(state); }

protected:
    RecordScreen(ScreenContext context, const QString &title, TableModel *model, const ListWords &words,
                 QWidget *parent);

    /// Once the list is loaded: "12 users · 2 administrators".
    [[nodiscard]] virtual QString summary() const = 0;
    [[nodiscard]] virtual std::vector<RowAction> actionsOf(int row) = 0;

    [[nodiscard]] RecordList &list() const { return *m_list; }
    /// The list is the first page; a record may open another one.
    [[nodiscard]] QStackedLayout &pages() const { return *m_pages; }
    [[nodiscard]] bool showsList() const;
    void updateHeader();

private:
    TableModel *m_model;
    QStackedLayout *m_pages;
    SectionHeader *m_header;
    RecordList *m_list;
};

}  // namespace castellan::ui
