// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/banner.h"

#include "client/display_text.h"
#include "client/platform/feed.h"
#include "ui/guards/state_view.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QHBoxLayout>

namespace castellan::ui {
namespace {

/// The console's own local server, not a demo.
bool isLocal(const client::Server &server)
{
    return server.profile().embedded && !server.profile().temporary;
}

}  // namespace

Banner::Banner(Theme &theme, LocalHost *localHost, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_localHost(localHost)
{
    const Metrics &m = theme.metrics();
    setGround(this, "warning", "bottom");
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(m.barMargin(), m.units(0.5), m.barMargin(), m.units(0.5));
    layout->setSpacing(m.gap());
    m_icon = makeLabel({}, this);
    m_text = makeParagraph({}, this);
    m_act = new Button(theme, {}, ButtonKind::secondary, this);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_act);
    m_delay.setSingleShot(true);
    m_delay.setInterval(1'500);
    connect(&m_delay, &QTimer::timeout, this, &Banner::refreshWords);
    connect(m_act, &QPushButton::clicked, this, [this] {
        if (!m_server)
            return;
        if (m_matter == Matter::history)
            m_server->feed()->acceptHistory();
        else if (isLocal(*m_server) && m_localHost && !m_localHost->isRunning())
            Q_EMIT restartRequested();
        else
            m_server->tryNow();
    });
    if (localHost) {
        connect(localHost, &LocalHost::died, this, [this](const QString &why) {
            m_died = why;
            refreshWords();
        });
        connect(localHost, &LocalHost::runningChanged, this, [this](bool running) {
            if (running)
                m_died.clear();
            refreshWords();
        });
    }
    connect(&theme, &Theme::changed, this, &Banner::refreshWords);
    hide();
}

void Banner::follow(client::Server *server)
{
    if (m_server.get() == server)
        return;
    m_delay.stop();
    if (m_feed)
        disconnect(m_feed, nullptr, this, nullptr);
    m_feed = nullptr;
    const auto changed = [this] {
        followFeed();
        connectionChanged();
    };
    m_server.follow(server, changed, &client::Server::stateChanged, &client::Server::platformKnown);
    m_server.on(&client::Server::nextTryChanged, [this] {
        if (isVisible() && m_matter == Matter::offline)
            m_text->setText(words());
    });
    followFeed();
    // The banner of a server that has been unreachable for long comes without a delay.
    refreshWords();
}

void Banner::followFeed()
{
    m_feed = m_server ? m_server->feed() : nullptr;
    if (m_feed)
        connect(m_feed, &client::Feed::modeChanged, this, &Banner::refreshWords, Qt::UniqueConnection);
}

/// The most urgent subject of the banner.
Banner::Matter Banner::matter() const
{
    if (!m_server)
        return Matter::none;
    if (isLocal(*m_server) && m_localHost && !m_localHost->isRunning())
        return Matter::local;
    if (m_server->state() == client::ConnectionState::offline)
        return Matter::offline;
    return m_feed && m_feed->mode() == client::FeedMode::diverged ? Matter::history : Matter::none;
}

void Banner::connectionChanged()
{
    if (m_server && m_server->state() == client::ConnectionState::offline) {
        if (!isVisible())
            m_delay.start();
    } else {
        m_delay.stop();
        refreshWords();
    }
}

void Banner::refreshWords()
{
    const Matter now = matter();
    if (now == Matter::none) {
        m_matter = now;
        hide();
        return;
    }
    if (m_delay.isActive() && now == Matter::offline)
        return;
    const bool other = now != m_matter;
    m_matter = now;
    setGround(this, now == Matter::history ? "danger" : "warning", "bottom");
    restyle(this);
    const int side = m_theme.metrics().iconSize();
    const Icon icon = now == Matter::local ? Icon::laptop : now == Matter::history ? Icon::warning : Icon::offline;
    m_icon->setPixmap(m_theme.pixmap(icon, now == Matter::history ? ColorRole::danger : ColorRole::warning, side,
                                     devicePixelRatioF()));
    m_text->setText(words());
    if (other || !isVisible()) {
        show();
        setAccessibleName(m_text->text());
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

/// The sentence; also sets the button's text.
QString Banner::words()
{
    switch (m_matter) {
    case Matter::none:
        break;
    case Matter::local:
        m_act->setText(m_died.isEmpty() ? tr("Start") : tr("Restart"));
        return m_died.isEmpty() ? tr("The local server is not running.")
                                : tr("The local server stopped: %1").arg(m_died);
    case Matter::history:
        m_act->setText(tr("Accept new history"));
        return tr("The audit log of %1 is not the one seen before: it was restored from a backup, replaced or "
                  "truncated. Earlier events stay and are marked. New events are shown once you accept.")
            .arg(client::isolated(m_server->profile().name));
    case Matter::offline: {
        m_act->setText(tr("Try now"));
        const QString cause = client::displayText(m_server->lastError().message);
        const QString text = cause.isEmpty() ? tr("%1 cannot be reached.").arg(m_server->profile().name) : cause;
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_server->nextTry()).count();
        return seconds > 0 ? text + QLatin1Char(' ') + tr("Next try in %n second(s).", nullptr, int(seconds)) : text;
    }
    }
    return {};
}

QString Banner::text() const
{
    return isVisible() ? m_text->text() : QString();
}

}  // namespace castellan::ui
