// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/toast.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>

namespace castellan::ui {

Toast::Toast(Theme &theme, QWidget *window) : QWidget(window), m_theme(theme)
{
    setGround(this, "raised");
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.metrics().units(4), theme.metrics().gap(), theme.metrics().gap(),
                               theme.metrics().gap());
    m_text = makeLabel({}, this);
    m_act = new Button(theme, {}, ButtonKind::link, this);
    auto *close = new Button(theme, Icon::close, tr("Dismiss"), ButtonKind::quiet, this);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_act);
    layout->addWidget(close);
    m_life.setSingleShot(true);
    connect(&m_life, &QTimer::timeout, this, &QWidget::hide);
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_act, &QPushButton::clicked, this, [this] {
        hide();
        if (m_onAct)
            m_onAct();
    });
    window->installEventFilter(this);
    hide();
}

void Toast::say(const QString &text, const QString &act, std::function<void()> onAct)
{
    m_text->setText(text);
    m_act->setText(act);
    m_act->setVisible(!act.isEmpty());
    m_onAct = std::move(onAct);
    m_life.start(act.isEmpty() ? 6'000 : 10'000);
    place();
    show();
    raise();
    setAccessibleName(text);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString Toast::text() const
{
    return isVisible() ? m_text->text() : QString();
}

void Toast::place()
{
    adjustSize();
    const QSize area = parentWidget()->size();
    resize(std::min(width(), area.width() - 2 * m_theme.metrics().pageMargin()), height());
    const int gap = m_theme.metrics().units(3);
    QRect at(QPoint((area.width() - width()) / 2, area.height() - height() - m_theme.metrics().units(12)), size());
    // A toast with an action stays readable.
    for (const QWidget *bar : parentWidget()->findChildren<QWidget *>(QStringLiteral("reviewBar"))) {
        const QRect covered(bar->mapTo(parentWidget(), QPoint()), bar->size());
        if (bar->isVisible() && covered.intersects(at))
            at.moveBottom(covered.top() - gap);
    }
    move(at.topLeft());
}

void Toast::enterEvent(QEnterEvent *event)
{
    m_life.stop();
    QWidget::enterEvent(event);
}

void Toast::leaveEvent(QEvent *event)
{
    m_life.start(3'000);
    QWidget::leaveEvent(event);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) &&
        isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

}  // namespace castellan::ui
