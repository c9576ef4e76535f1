// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/top_bar.h"

#include "client/display_text.h"
#include "ui/guards/environment.h"
#include "ui/shell/commands.h"
#include "ui/widgets/button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QHBoxLayout>
#include <QPainter>

namespace castellan::ui {
namespace {

/// A button that does what an action does, and is on when it is.
Button *buttonFor(QAction *action, Icon icon, Theme &theme, QWidget *parent)
{
    const QString name = QString(action->text()).remove(QLatin1Char('&'));
    auto *button = new Button(theme, icon, name, ButtonKind::quiet, parent);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    setTip(button, keys.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, keys));
    button->setCheckable(action->isCheckable());
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setChecked(action->isChecked());
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(action, &QAction::toggled, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, [action, follow] {
        action->trigger();
        follow();
    });
    return button;
}

}  // namespace

TopBar::TopBar(Theme &theme, const Commands &commands, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    const Metrics &m = theme.metrics();
    setAccessibleName(tr("Location"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(m.gap(), m.frameWidth() + m.units(0.75), m.barMargin(), m.units(1));
    layout->setSpacing(m.unit());
    layout->addWidget(buttonFor(commands.action(Command::back), Icon::chevronLeft, theme, this));
    layout->addWidget(buttonFor(commands.action(Command::forward), Icon::chevronRight, theme, this));
    layout->addSpacing(m.unit());
    m_trail = new QHBoxLayout;
    m_trail->setSpacing(m.gap());
    layout->addLayout(m_trail, 1);
    m_lock = new Button(theme, {}, ButtonKind::secondary, this);
    connect(m_lock, &QPushButton::clicked, commands.action(Command::readOnly), &QAction::trigger);
    layout->addWidget(m_lock);
    layout->addSpacing(m.unit());
    layout->addWidget(buttonFor(commands.action(Command::refresh), Icon::refresh, theme, this));
    m_inspector = buttonFor(commands.action(Command::inspector), Icon::panelRight, theme, this);
    layout->addWidget(m_inspector);
    connect(&theme, &Theme::changed, this, [this] { update(); });
    setCrumbs({});
    showLock();
}

void TopBar::setServer(client::Server *server)
{
    const auto show = [this] {
        rebuild();
        showLock();
    };
    m_server.follow(server, show, &client::Server::profileChanged);
    show();
    update();
}

void TopBar::setCrumbs(const QList<Crumb> &crumbs)
{
    m_crumbs = crumbs;
    rebuild();
}

void TopBar::setInspectorAvailable(bool available)
{
    m_inspector->setVisible(available);
}

void TopBar::rebuild()
{
    while (QLayoutItem *item = m_trail->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    const auto addPart = [this](const QString &text, const Place &place, bool last) {
        if (last) {
            auto *label = new ElidedLabel(m_theme, text, Qt::ElideRight, this);
            label->setLook(TextSize::body, Tone::normal, false, QFont::DemiBold);
            m_trail->addWidget(label);
            return;
        }
        auto *link = new Button(m_theme, withoutMnemonic(text), ButtonKind::link, this);
        link->setProperty("tone", QStringLiteral("muted"));
        restyle(link);
        connect(link, &QPushButton::clicked, this, [this, place] { Q_EMIT navigate(place); });
        m_trail->addWidget(link);
    };
    const auto addArrow = [this] {
        m_trail->addWidget(makeLabel(QStringLiteral("›"), this, TextSize::body, Tone::muted));
    };

    const QString home = QStringLiteral("overview");
    if (m_server) {
        addPart(m_server->profile().name, {m_server->profile().id, home, {}, {}}, m_crumbs.isEmpty());
        m_trail->addWidget(new EnvironmentChip(m_theme, m_server->profile().environment, this));
    } else
        addPart(tr("All servers"), {{}, home, {}, {}}, m_crumbs.isEmpty());
    for (qsizetype i = 0; i < m_crumbs.size(); ++i) {
        addArrow();
        addPart(m_crumbs.at(i).text, m_crumbs.at(i).place, i + 1 == m_crumbs.size());
    }
    m_trail->addStretch(1);
}

void TopBar::showLock()
{
    m_lock->setVisible(bool(m_server));
    if (!m_server)
        return;
    const bool locked = m_server->isReadOnly();
    m_lock->setIcon(locked ? Icon::lock : Icon::unlock);
    m_lock->setText(locked ? tr("Read-only, unlock") : tr("Changes allowed"));
    m_lock->setKind(locked ? ButtonKind::secondary : ButtonKind::quiet);
    setTip(m_lock, locked ? tr("Allow changes to %1 (Ctrl+L)").arg(client::isolated(m_server->profile().name))
                          : tr("Make %1 read-only here (Ctrl+L)").arg(m_server->profile().name));
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::surface));
    const ColorRole frame = m_server ? colorsOf(m_server->profile().environment).text : ColorRole::border;
    painter.fillRect(0, 0, width(), m_theme.metrics().frameWidth(), m_theme.color(frame));
    painter.fillRect(0, height() - 1, width(), 1, m_theme.color(ColorRole::border));
}

}  // namespace castellan::ui
