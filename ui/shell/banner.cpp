// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/banner.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/state_view.h"

#include <QAccessible>
#include <QHBoxLayout>

namespace castellan::ui {

Banner::Banner(Theme &theme, LocalHost *localHost, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_localHost(localHost)
{
    const Metrics &m = theme.metrics();
    setGround(this, "warning", "bottom");
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(m.barMargin(), m.units(0.5), m.barMargin(), m.units(0.5));
    layout->setSpacing(m.gap());
    m_icon = new QLabel(this);
    m_text = makeParagraph({}, this);
    m_act = new Button(theme, {}, ButtonKind::secondary, this);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_act);
    m_delay.setSingleShot(true);
    m_delay.setInterval(1'500);
    m_tick.setInterval(1'000);
    connect(&m_delay, &QTimer::timeout, this, &Banner::refreshWords);
    connect(&m_tick, &QTimer::timeout, this, &Banner::refreshWords);
    connect(m_act, &QPushButton::clicked, this, [this] {
        if (!m_server)
            return;
        if (m_server->profile().embedded && m_localHost && !m_localHost->isRunning())
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
    if (m_server == server)
        return;
    if (m_server)
        disconnect(m_server, nullptr, this, nullptr);
    m_server = server;
    m_delay.stop();
    if (server)
        connect(server, &client::Server::stateChanged, this, &Banner::connectionChanged);
    // A server that has been away for long is said at once when one goes there.
    refreshWords();
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
    const bool local = m_server && m_server->profile().embedded && m_localHost && !m_localHost->isRunning();
    const bool offline = m_server && m_server->state() == client::ConnectionState::offline;
    if (!local && !offline) {
        hide();
        m_tick.stop();
        return;
    }
    if (m_delay.isActive() && !local)
        return;
    QString text;
    if (local) {
        text =
            m_died.isEmpty() ? tr("The local server is not running.") : tr("The local server stopped: %1").arg(m_died);
        m_act->setText(m_died.isEmpty() ? tr("Start") : tr("Restart"));
    } else {
        const QString name = m_server->profile().name;
        const QString cause = QString::fromStdString(m_server->lastError().message);
        text = cause.isEmpty() ? tr("%1 cannot be reached.").arg(name) : cause;
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_server->nextTry()).count();
        if (seconds > 0)
            text += QLatin1Char(' ') + tr("Next try in %n second(s).", nullptr, int(seconds));
        m_act->setText(tr("Try now"));
    }
    const int side = m_theme.metrics().iconSize();
    m_icon->setPixmap(
        m_theme.pixmap(local ? Icon::laptop : Icon::offline, ColorRole::warning, side, devicePixelRatioF()));
    m_text->setText(text);
    m_tick.start();
    if (!isVisible()) {
        show();
        setAccessibleName(text);
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

QString Banner::text() const
{
    return isVisible() ? m_text->text() : QString();
}

}  // namespace castellan::ui
