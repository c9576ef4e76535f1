// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/filter_field.h"

#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QAction>
#include <QKeyEvent>
#include <QToolButton>

namespace castellan::ui {

FilterField::FilterField(Theme &theme, const QString &placeholder, QWidget *parent) : QLineEdit(parent), m_theme(theme)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    m_search = addAction(theme.icon(Icon::search, ColorRole::muted), QLineEdit::LeadingPosition);
    m_clear = addAction(theme.icon(Icon::close, ColorRole::muted), QLineEdit::TrailingPosition);
    setTip(m_clear, tr("Clear filter"));
    m_clear->setVisible(false);
    for (QToolButton *button : findChildren<QToolButton *>()) {
        button->setFocusPolicy(Qt::NoFocus);
        button->setAccessibleName(button->defaultAction() == m_clear ? tr("Clear filter") : tr("Filter"));
    }
    m_count = makeLabel({}, this, TextSize::small, Tone::muted);
    m_count->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_count->hide();
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(120);
    connect(&m_debounce, &QTimer::timeout, this, [this] { Q_EMIT filterChanged(text()); });
    connect(this, &QLineEdit::textChanged, this, [this](const QString &now) {
        m_clear->setVisible(!now.isEmpty());
        place();
        if (now.isEmpty()) {
            m_debounce.stop();
            Q_EMIT filterChanged(now);
        } else
            m_debounce.start();
    });
    connect(m_clear, &QAction::triggered, this, &QLineEdit::clear);
    connect(&theme, &Theme::changed, this, [this] {
        m_search->setIcon(m_theme.icon(Icon::search, ColorRole::muted));
        m_clear->setIcon(m_theme.icon(Icon::close, ColorRole::muted));
        place();
    });
}

void FilterField::setCount(const QString &text, bool strong)
{
    m_count->setText(text);
    setTone(m_count, strong ? Tone::success : Tone::muted);
    m_count->setVisible(!text.isEmpty());
    m_count->adjustSize();
    place();
}

void FilterField::setProblem(const QString &why)
{
    const bool invalid = !why.isEmpty();
    if (property("invalid").toBool() != invalid) {
        setProperty("invalid", invalid);
        restyle(this);
    }
    m_search->setIcon(invalid ? m_theme.icon(Icon::warning, ColorRole::danger)
                              : m_theme.icon(Icon::search, ColorRole::muted));
    setTip(this, why);
    setAccessibleDescription(why);
}

void FilterField::place()
{
    const int taken = m_theme.metrics().units(m_clear->isVisible() ? 7 : 2.5);
    const int countWidth = m_count->isHidden() ? 0 : m_count->sizeHint().width();
    m_count->resize(countWidth, m_count->sizeHint().height());
    const int x = isRightToLeft() ? taken : width() - taken - countWidth;
    m_count->move(x, (height() - m_count->height()) / 2);
    const int margin = countWidth > 0 ? countWidth + m_theme.metrics().gap() : 0;
    setTextMargins(isRightToLeft() ? margin : 0, 0, isRightToLeft() ? 0 : margin, 0);
}

void FilterField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    place();
}

void FilterField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

}  // namespace castellan::ui
