// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/demo_banner.h"

#include "ui/screen/demo_host.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>

namespace castellan::ui {

DemoBanner::DemoBanner(Theme &theme, DemoHost *host, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    const Metrics &m = theme.metrics();
    setGround(this, "bg", "bottom");
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(m.barMargin(), m.units(0.5), m.barMargin(), m.units(0.5));
    layout->setSpacing(m.gap());
    m_icon = makeLabel({}, this);
    layout->addWidget(m_icon);
    layout->addWidget(makeLabel(tr("Demo data: nothing is saved."), this, TextSize::body, Tone::muted), 1);
    auto *end = new Button(theme, tr("End demo"), ButtonKind::secondary, this);
    end->setObjectName(QStringLiteral("endDemo"));
    layout->addWidget(end);
    if (host)
        connect(end, &QPushButton::clicked, host, &DemoHost::end, Qt::QueuedConnection);
    connect(&theme, &Theme::changed, this, &DemoBanner::paintIcon);
    paintIcon();
    hide();
}

void DemoBanner::paintIcon()
{
    m_icon->setPixmap(
        m_theme.pixmap(Icon::compass, ColorRole::muted, m_theme.metrics().iconSize(), devicePixelRatioF()));
}

void DemoBanner::follow(const client::Server *server)
{
    setVisible(server && server->profile().temporary);
}

}  // namespace castellan::ui
