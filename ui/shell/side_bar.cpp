// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/side_bar.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace castellan::ui {

SideBar::SideBar(Theme &theme, int (Metrics::*width)() const, const QMargins &outer, const QMargins &inner,
                 Qt::ScrollBarPolicy scrollBar, QWidget *parent)
    : QWidget(parent), m_theme(theme)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(outer);
    layout->setSpacing(0);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setVerticalScrollBarPolicy(scrollBar);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    auto *column = new QWidget(scroll);
    column->setProperty("ground", QStringLiteral("none"));
    m_entries = new QVBoxLayout(column);
    m_entries->setContentsMargins(inner);
    m_entries->setSpacing(0);
    scroll->setWidget(column);
    layout->addWidget(scroll, 1);
    const auto fit = [this, width] { setFixedWidth((m_theme.metrics().*width)()); };
    connect(&theme, &Theme::changed, this, fit);
    fit();
}

void SideBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::bg));
    painter.fillRect(width() - 1, 0, 1, height(), m_theme.color(ColorRole::border));
}

void SideBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down)
        focusNextChild();
    else if (event->key() == Qt::Key_Up)
        focusPreviousChild();
    else
        QWidget::keyPressEvent(event);
}

}  // namespace castellan::ui
