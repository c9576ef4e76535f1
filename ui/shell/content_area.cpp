// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/content_area.h"

#include "ui/screen/views.h"
#include "ui/sign_in/session_overlay.h"
#include "ui/widgets/label.h"

#include <QStackedLayout>

namespace castellan::ui {

ContentArea::ContentArea(ScreenContext base, ViewMemory &memory, QWidget *parent)
    : QWidget(parent), m_base(std::move(base)), m_memory(memory), m_stack(new QStackedLayout(this))
{
    setGround(this, "surface");
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_overlay = new SessionOverlay(m_base.theme, this);
    connect(m_overlay, &SessionOverlay::coveringChanged, this, &ContentArea::watchCover);
    connect(m_overlay, &SessionOverlay::sealedFileRequested, this, &ContentArea::sealedFileRequested);
    connect(&m_base.servers, &client::ServerList::aboutToRemove, this,
            [this](client::Server *server) { forgetServer(server->profile().id); });
}

ContentArea::~ContentArea()
{
    // Screens refer to what outlives this widget, not to what its base class destroys later.
    for (const auto &[key, screen] : m_screens)
        delete screen;
}

void ContentArea::save(const Key &key, const Screen &screen)
{
    if (!screen.server() || !screen.server()->profile().temporary)
        m_memory.setState(key.first, key.second, screen.saveState());
}

Screen *ContentArea::make(const Place &place)
{
    const View *view = m_base.views.find(place.view);
    client::Server *server = place.serverId.isEmpty() ? nullptr : m_base.servers.byId(place.serverId);
    if (!view || (server == nullptr) != place.serverId.isEmpty() || (server ? !view->forServer : !view->forAllServers))
        return nullptr;
    ScreenContext context = m_base;
    context.server = server;
    context.place = place;
    Screen *screen = view->make(std::move(context), this);
    screen->restoreState(m_memory.state(place.serverId, place.view));
    connect(screen, &Screen::navigate, this, &ContentArea::navigate);
    const auto ifCurrent = [this, screen](auto signal) {
        return [this, screen, signal] {
            if (screen == m_current)
                (this->*signal)();
        };
    };
    connect(screen, &Screen::crumbsChanged, this, ifCurrent(&ContentArea::crumbsChanged));
    connect(screen, &Screen::inspectorChanged, this, ifCurrent(&ContentArea::inspectorChanged));
    connect(screen, &Screen::inspectorRequested, this, ifCurrent(&ContentArea::inspectorRequested));
    connect(screen, &Screen::viewActionsChanged, this, ifCurrent(&ContentArea::viewActionsChanged));
    connect(screen, &Screen::toast, this, &ContentArea::toast);
    m_stack->addWidget(screen);
    return screen;
}

Screen *ContentArea::screenAt(const Place &place)
{
    const Key key{place.serverId, place.view};
    auto it = m_screens.find(key);
    if (it != m_screens.end() && !it->second->go(place)) {
        save(key, *it->second);
        Screen *old = it->second;
        m_screens.erase(it);
        if (m_current == old)
            m_current = nullptr;
        m_stack->removeWidget(old);
        old->deleteLater();
        it = m_screens.end();
    }
    if (it == m_screens.end()) {
        Screen *made = make(place);
        if (!made)
            return nullptr;
        it = m_screens.emplace(key, made).first;
    }
    return it->second;
}

Screen *ContentArea::show(const Place &place)
{
    Screen *next = screenAt(place);
    if (!next)
        return nullptr;
    if (m_current)
        m_current->setEnabled(true);
    m_current = next;
    m_stack->setCurrentWidget(m_current);
    watchSession();
    watchCover();
    return m_current;
}

void ContentArea::watchSession()
{
    m_overlay->follow(m_current && m_current->needsSession() ? m_current->server() : nullptr);
    m_overlay->setGeometry(rect());
    m_overlay->raise();
}

void ContentArea::watchCover()
{
    if (m_current)
        m_current->setEnabled(!m_overlay->isVisibleTo(this));
}

void ContentArea::forgetServer(const QString &serverId)
{
    for (auto it = m_screens.begin(); it != m_screens.end();) {
        if (it->first.first != serverId) {
            ++it;
            continue;
        }
        if (m_current == it->second)
            m_current = nullptr;
        delete it->second;
        it = m_screens.erase(it);
    }
    m_memory.forgetServer(serverId);
    m_overlay->follow(nullptr);
}

void ContentArea::saveStates()
{
    for (const auto &[key, screen] : m_screens)
        save(key, *screen);
}

std::vector<Draft> ContentArea::drafts() const
{
    std::vector<Draft> out;
    for (const auto &[key, screen] : m_screens) {
        const auto *server = screen->server();
        if (!screen->hasDraft() || (server && server->profile().temporary))
            continue;
        const QString view = screen->crumbs().constFirst().text;
        out.push_back({screen->draftPlace(),
                       server ? tr("%1 – %2", "%1 a server, %2 a screen").arg(server->profile().name, view) : view,
                       screen->draft()});
    }
    return out;
}

bool ContentArea::restoreDraft(const Draft &draft)
{
    Screen *screen = screenAt(draft.place);
    if (screen)
        screen->restoreDraft(draft.content);
    return screen != nullptr;
}

void ContentArea::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_overlay->setGeometry(rect());
    m_overlay->raise();
}

}  // namespace castellan::ui
