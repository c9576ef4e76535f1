// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/audit/event_store.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTabBar;

namespace castellan::ui {

/// One event in full: the sentence first, then what changed, the record as it came, and where it came from. Stepping
/// to another event keeps the tab.
class EventInspector : public QWidget {
    Q_OBJECT
public:
    EventInspector(Theme &theme, const client::EventStore &store, QWidget *parent = nullptr);

    void show(client::EventRow row);
    void clear();
    void setUtc(bool utc);

Q_SIGNALS:
    /// A filter that shows the entries of the same request.
    void filterWanted(const QString &clause);

private:
    void fill();
    void fillChanges(const wire::AuditEntry &entry);
    void fillFields(const wire::AuditEntry &entry);
    void addField(const QString &name, const QString &value);
    void copyJson();

    Theme &m_theme;
    const client::EventStore &m_store;
    std::optional<client::EventRow> m_row;
    bool m_utc = false;
    QLabel *m_nothing;
    QWidget *m_content;
    QLabel *m_title;
    QLabel *m_sentence;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QWidget *m_changes;
    QGridLayout *m_changesGrid;
    QPlainTextEdit *m_json;
    QWidget *m_fields;
    QGridLayout *m_fieldsGrid;
};

}  // namespace castellan::ui
