// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/status_line.h"

#include "client/display_text.h"
#include "client/platform/feed.h"
#include "client/profile/address.h"
#include "ui/guards/server_words.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/shapes.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

namespace castellan::ui {

using client::ConnectionState;
using client::FeedMode;

StatusLine::StatusLine(Theme &theme, client::ServerList &servers, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_servers(servers)
{
    const Metrics &m = theme.metrics();
    setAccessibleName(tr("Status"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(m.units(3), 1 + m.units(0.75), m.units(3), m.units(0.75));
    layout->setSpacing(m.barMargin());
    m_state = new StatusDot(theme, this);
    m_state->setFocusPolicy(Qt::TabFocus);
    m_feed = new ElidedLabel(theme, {}, Qt::ElideRight, this);
    m_feed->setLook(TextSize::small, Tone::muted);
    m_person = new ElidedLabel(theme, {}, Qt::ElideRight, this);
    m_person->setLook(TextSize::small, Tone::muted);
    layout->addWidget(m_state);
    layout->addWidget(m_feed);
    layout->addStretch(1);
    layout->addWidget(m_person);
    connect(&theme, &Theme::changed, this, [this] { update(); });
    connect(&servers, &client::ServerList::aboutToRemove, this, [this](client::Server *server) {
        if (server == m_server.get())
            setServer(nullptr);
    });
    connect(&servers, &client::ServerList::added, this, &StatusLine::watch);
    connect(&servers, &QAbstractItemModel::rowsRemoved, this, &StatusLine::refreshWords);
    for (client::Server *server : servers.servers())
        watch(server);
    refreshWords();
}

void StatusLine::setServer(client::Server *server)
{
    m_server.follow(server, [] {});
    if (server)
        watch(server);
    else
        refreshWords();
}

void StatusLine::watch(client::Server *server)
{
    using client::Server;
    const auto on = [&](auto signal) {
        connect(server, signal, this, &StatusLine::refreshWords, Qt::UniqueConnection);
    };
    on(&Server::stateChanged);
    on(&Server::latencyChanged);
    on(&Server::userChanged);
    on(&Server::profileChanged);
    on(&Server::nextTryChanged);
    connect(server, &Server::platformKnown, this, &StatusLine::watchFeeds, Qt::UniqueConnection);
    watchFeeds();
}

void StatusLine::watchFeeds()
{
    auto servers = m_servers.servers();
    if (m_server)
        servers.push_back(m_server.get());
    for (client::Server *server : servers)
        if (client::Feed *feed = server->feed())
            connect(feed, &client::Feed::modeChanged, this, &StatusLine::refreshWords, Qt::UniqueConnection);
    refreshWords();
}

QString StatusLine::text() const
{
    return QStringList{m_state->text(), m_feed->text(), m_person->text()}.join(QStringLiteral(" | "));
}

void StatusLine::refreshWords()
{
    if (m_server)
        showServer();
    else
        showAll();
}

void StatusLine::showServer()
{
    const StateLook look = lookOf(m_server->state());
    QString word = look.word;
    const auto latency = m_server->latency().count();
    const bool reached =
        m_server->state() == ConnectionState::connected || m_server->state() == ConnectionState::degraded;
    if (m_server->state() == ConnectionState::degraded)
        word = tr("Connected");
    if (reached && latency > 0)
        word = tr("%1 %2 ms", "state, latency").arg(word).arg(latency);
    if (m_server->state() == ConnectionState::offline) {
        const auto next = std::chrono::ceil<std::chrono::seconds>(m_server->nextTry()).count();
        word = next > 0 ? tr("Offline · next try in %1 s").arg(next) : tr("Offline · trying");
    }
    m_state->set(look.shape, look.tone, word);
    m_feed->setText(reached ? feedWords(*m_server) : QString());
    QStringList person;
    if (const auto user = m_server->user()) {
        const QString name = client::displayText(user->name.value_or(user->username));
        person << (name.isEmpty() ? client::displayText(user->username) : name);
        person << (user->admin.value_or(false)     ? tr("administrator")
                   : user->auditor.value_or(false) ? tr("auditor")
                                                   : tr("user"));
    }
    if (client::goesInClear(m_server->profile().url))
        person << tr("not encrypted", "the connection to a server");
    if (m_server->isReadOnly())
        person << tr("read-only here");
    m_person->setText(person.join(QStringLiteral(" · ")));
    announce(look.word);
}

void StatusLine::showAll()
{
    int reached = 0;
    int readOnly = 0;
    QString polling;
    const auto servers = m_servers.servers();
    for (client::Server *server : servers) {
        const bool up = server->state() == ConnectionState::connected || server->state() == ConnectionState::degraded;
        reached += up ? 1 : 0;
        readOnly += server->isReadOnly() ? 1 : 0;
        if (up && server->feed() && server->feed()->mode() == FeedMode::polling && polling.isEmpty())
            polling = tr("%1: %2", "server, how events come in")
                          .arg(client::isolated(server->profile().name), feedWords(*server));
    }
    const int count = int(servers.size());
    if (count == 0)
        m_state->set(Shape::none, Tone::muted, tr("No servers yet"));
    else
        m_state->set(reached == count ? Shape::dot
                     : reached == 0   ? Shape::ring
                                      : Shape::halfDot,
                     reached == count ? Tone::success : Tone::warning,
                     tr("%1 of %n server(s) connected", nullptr, count).arg(reached));
    m_feed->setText(polling);
    m_person->setText(readOnly > 0 ? tr("Read-only on %n server(s)", nullptr, readOnly) : QString());
}

void StatusLine::announce(const QString &state)
{
    if (state == m_announced)
        return;
    m_announced = state;
    QAccessibleEvent event(m_state, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::bg));
    painter.fillRect(0, 0, width(), 1, m_theme.color(ColorRole::border));
}

}  // namespace castellan::ui
