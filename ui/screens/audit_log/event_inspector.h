// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/event_store.h"
#include "ui/widgets/inspector_panel.h"

#include <optional>

class QGridLayout;
class QPlainTextEdit;

namespace castellan::ui {

class Button;
class KeyValues;

/// One event in full: the sentence first, then what changed and where it came from, then the record as it came.
/// Stepping to another event keeps the tab.
class EventInspector : public InspectorPanel {
    Q_OBJECT
public:
    EventInspector(Theme &theme, const client::EventStore &store, QWidget *parent = nullptr);

    void show(client::EventRow row);
    void setUtc(bool utc);
    [[nodiscard]] QString json() const;

Q_SIGNALS:
    /// A filter for the entries of the same request.
    void filterWanted(const QString &clause);

private:
    void fill();
    void fillChanges(const records::AuditEntry &entry);
    void fillFields(const records::AuditEntry &entry);

    Theme &m_theme;
    const client::EventStore &m_store;
    std::optional<client::EventRow> m_row;
    bool m_utc = false;
    QWidget *m_changes;
    QGridLayout *m_changesGrid;
    KeyValues *m_fields;
    QPlainTextEdit *m_json;
    Button *m_related;
    QString m_request;
};

}  // namespace castellan::ui
