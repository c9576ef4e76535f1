// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server_list.h"
#include "core/clock.h"
#include "ui/screen/place.h"
#include "ui/theme/theme.h"

#include <QJsonObject>
#include <QWidget>

#include <functional>

class QAction;
class QLineEdit;

namespace castellan::client {
class EventStore;
class SealedFileStore;
}  // namespace castellan::client

namespace castellan::ui {

class DemoHost;
class LocalHost;
class Views;

/// The services for every screen. Everything outlives the screen, except the server: when it is removed, its
/// screens are deleted first.
struct ScreenContext {
    Theme &theme;
    client::ServerList &servers;
    client::EventStore &events;
    Clock &clock;
    const Views &views;                             ///< the table of views
    LocalHost *localHost = nullptr;                 ///< null where this console can host no server
    client::SealedFileStore *sealedFile = nullptr;  ///< null where secrets can't be sealed in a file
    client::Server *server = nullptr;               ///< null: the screen shows all servers
    Place place;
    DemoHost *demoHost = nullptr;  ///< null where there is no demo
};

/// One part of the breadcrumb after the server. The last is the current place.
struct Crumb {
    QString text;
    Place place;
};

/// A screen: one view of one server (or of all), kept while the user is elsewhere.
class Screen : public QWidget {
    Q_OBJECT
public:
    Screen(ScreenContext context, QString title, QWidget *parent)
        : QWidget(parent), m_context(std::move(context)), m_title(std::move(title))
    {
    }

    /// Name of the view, and of what is opened within it: "Teams" › "Operations".
    [[nodiscard]] virtual QList<Crumb> crumbs() const { return {{m_title, m_context.place}}; }
    /// Gets the focus on Ctrl+F; null if the screen has no filter.
    [[nodiscard]] virtual QLineEdit *filterField() const { return nullptr; }
    /// Moves the focus to the first control; called when a command has opened this screen.
    virtual void focusStart() {}
    /// F5, and when the screen comes back after a while. Old data stay until new ones are there.
    virtual void refresh() {}
    /// Filter, columns, scroll, selection: kept per server and view over restarts. Never a secret.
    [[nodiscard]] virtual QJsonObject saveState() const { return {}; }
    virtual void restoreState(const QJsonObject &state) { Q_UNUSED(state) }
    /// Shown in the inspector (F4) while this screen is on top; null if there is nothing to inspect. The screen owns it
    /// and announces another one with inspectorChanged().
    [[nodiscard]] virtual QWidget *inspector() const { return nullptr; }
    /// Actions of this screen, for the menu "View".
    [[nodiscard]] virtual QList<QAction *> viewActions() const { return {}; }
    /// What is typed and not applied, without secrets; empty if there is nothing. Kept over the end of the program.
    [[nodiscard]] virtual QJsonObject draft() const { return {}; }
    /// Puts back what draft() gave, as if it were typed now: at once, or when the values of the server are there.
    virtual void restoreDraft(const QJsonObject &draft) { Q_UNUSED(draft) }
    /// Something is typed that the end of the program would lose: closing asks.
    [[nodiscard]] virtual bool hasDraft() const { return !draft().isEmpty(); }
    /// Where the draft can be seen.
    [[nodiscard]] virtual Place draftPlace() const { return m_context.place; }
    /// Covered by the sign-in while its server has no session. False for what is needed to get one.
    [[nodiscard]] virtual bool needsSession() const { return true; }
    /// Another subject or part of the same view, without building the screen anew. False: build anew.
    [[nodiscard]] virtual bool go(const Place &place) { return place == m_context.place; }

    [[nodiscard]] const ScreenContext &context() const { return m_context; }
    [[nodiscard]] Theme &theme() const { return m_context.theme; }
    /// Null on screens of all servers.
    [[nodiscard]] client::Server *server() const { return m_context.server; }

Q_SIGNALS:
    void crumbsChanged();
    void inspectorChanged();
    /// Opens the inspector if it is closed: the user asked for details.
    void inspectorRequested();
    void viewActionsChanged();
    /// Asks the shell to show another place, which goes into the history.
    void navigate(const castellan::ui::Place &place);
    /// Shows a toast; with an action (e.g. Undo) if both are given.
    void toast(const QString &text, const QString &act = {}, const std::function<void()> &onAct = {});

protected:
    [[nodiscard]] const QString &title() const { return m_title; }
    void setTitle(const QString &title)
    {
        m_title = title;
        Q_EMIT crumbsChanged();
    }

    ScreenContext m_context;

private:
    QString m_title;
};

}  // namespace castellan::ui
