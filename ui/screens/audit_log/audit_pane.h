// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/event_view.h"
#include "client/servers/server_list.h"
#include "ui/screens/audit_log/audit_model.h"
#include "ui/screens/audit_log/event_facets.h"
#include "ui/theme/theme.h"

#include <QJsonObject>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <QWidget>

#include <functional>

class QAction;
class QLabel;
class QMenu;

namespace castellan::ui {

class AuditFilterField;
class AuditTable;
class Button;
class EventInspector;
class FacetPanel;
class Histogram;
class StateView;
class StatusDot;

/// The live audit log of one server, of one team of it, or of all servers merged by time: follow and hold, filter,
/// facets, histogram, inspector.
class AuditPane : public QWidget {
    Q_OBJECT
public:
    struct Scope {
        client::Server *server = nullptr;  ///< null: all
        client::AuditSource source;        ///< a team of the server, or everything
        QString teamName;
    };

    AuditPane(Theme &theme, client::ServerList &servers, client::EventStore &store, const Clock &clock, Scope scope,
              QWidget *parent = nullptr);
    ~AuditPane() override;

    [[nodiscard]] bool isFollowing() const { return !m_view.isFrozen(); }
    void follow();
    void hold();
    void setTeamName(const QString &name);
    /// Has this pane's source polled first; showing the pane does so too.
    void focusFeed();

    [[nodiscard]] AuditFilterField *filterField() const { return m_filter; }
    [[nodiscard]] AuditTable *table() const { return m_table; }
    [[nodiscard]] EventInspector *inspector() const { return m_inspector.data(); }
    [[nodiscard]] QList<QAction *> viewActions() const { return m_actions; }
    [[nodiscard]] QJsonObject saveState() const;
    void restoreState(const QJsonObject &state);

Q_SIGNALS:
    void inspectorRequested();
    void toast(const QString &text, const QString &act = {}, const std::function<void()> &onAct = {});

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void connectAll();
    void makeActions();
    void applyFilter(const QString &text);
    void updateCounts();
    void updateFollow();
    void updateState();
    void updateStatus();
    void updateCompletions();
    void clear();
    void setUtc(bool utc);
    void openMenu(const QModelIndex &cell, const QPoint &at);
    void addRange(QMenu &menu, const QString &words, const QString &clause);
    void setRange(const QString &clause);
    void watchServers();
    /// Entries hold a team's id only; its name is read from the server.
    void learnTeamNames();
    [[nodiscard]] std::vector<client::Server *> scopeServers() const;
    [[nodiscard]] QString baseFilter() const;
    [[nodiscard]] QString teamFilter() const;

    Theme &m_theme;
    client::ServerList &m_servers;
    client::EventStore &m_store;
    Scope m_scope;
    client::EventView m_view;
    client::EventView m_all;
    EventFacets m_facetCounts;
    AuditModel m_model;

    Button *m_follow = nullptr;
    Button *m_range = nullptr;
    AuditFilterField *m_filter = nullptr;
    Button *m_clear = nullptr;
    StatusDot *m_status = nullptr;
    Histogram *m_histogram = nullptr;
    FacetPanel *m_facets = nullptr;
    AuditTable *m_table = nullptr;
    StateView *m_states = nullptr;
    QPointer<EventInspector> m_inspector;  ///< shown elsewhere, ours to delete
    QList<QAction *> m_actions;
    QAction *m_utcAction = nullptr;
    QAction *m_facetsAction = nullptr;
    QString m_rangeClause;
    std::optional<client::EventRow> m_selected;
    qsizetype m_sinceTick = 0;
    qsizetype m_rate = 0;  ///< events a second
    QTimer m_tick;
    QTimer m_learnSoon;
    QSet<QString> m_nameless;  ///< teams whose names were asked for
};

}  // namespace castellan::ui
