// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/style.h"

#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QRadioButton>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOptionComboBox>

namespace castellan::ui {

namespace {

bool turnsByWheel(const QWidget *widget)
{
    const bool slides = qobject_cast<const QAbstractSlider *>(widget) && !qobject_cast<const QScrollBar *>(widget);
    return slides || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget) ||
           qobject_cast<const QTabBar *>(widget);
}

/// Qt leaves Return to a dialog's default button, or to none; a button that has the focus is the one that is meant.
bool isPressedByReturn(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) && !qobject_cast<const QCheckBox *>(widget) &&
           !qobject_cast<const QRadioButton *>(widget);
}

}  // namespace

Style::Style(const Theme &theme) : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_theme(theme) {}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (turnsByWheel(widget) && widget->focusPolicy() == Qt::WheelFocus)
        widget->setFocusPolicy(Qt::StrongFocus);  // else the wheel itself would bring the focus
    if (turnsByWheel(widget) || isPressedByReturn(widget))
        widget->installEventFilter(this);
}

void Style::unpolish(QWidget *widget)
{
    widget->removeEventFilter(this);
    QProxyStyle::unpolish(widget);
}

bool Style::eventFilter(QObject *watched, QEvent *event)
{
    auto *widget = qobject_cast<QWidget *>(watched);
    if (widget && event->type() == QEvent::Wheel && turnsByWheel(widget) &&
        (!widget->hasFocus() || qobject_cast<const QTabBar *>(widget))) {
        event->ignore();  // so that the parent gets it
        return true;
    }
    if (widget && event->type() == QEvent::KeyPress && isPressedByReturn(widget)) {
        const auto *key = static_cast<const QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (!key->isAutoRepeat())
                static_cast<QAbstractButton *>(widget)->click();
            return true;
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

void Style::drawChoice(const QStyleOption &option, QPainter &painter, const QWidget *widget, bool round) const
{
    const bool on = option.state.testFlag(State_On);
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool focused = option.state.testFlag(State_HasFocus) && option.state.testFlag(State_KeyboardFocusChange);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(option.rect).adjusted(1, 1, -1, -1);
    const QColor line = m_theme.color(!enabled ? ColorRole::border : on ? ColorRole::accent : ColorRole::borderStrong);
    painter.setPen(QPen(line, 1.25));
    painter.setBrush(on && enabled ? m_theme.color(ColorRole::accent) : m_theme.color(ColorRole::surface));
    if (round)
        painter.drawEllipse(box);
    else
        painter.drawRoundedRect(box, m_theme.metrics().unit() * 0.75, m_theme.metrics().unit() * 0.75);
    if (on) {
        const QColor mark = m_theme.color(enabled ? ColorRole::onAccent : ColorRole::faint);
        if (round) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(mark);
            painter.drawEllipse(box.center(), box.width() * 0.2, box.width() * 0.2);
        } else {
            const qreal ratio = widget ? widget->devicePixelRatioF() : 1.0;
            const QRectF inner = box.adjusted(1.5, 1.5, -1.5, -1.5);
            painter.drawPixmap(inner.topLeft(), iconPixmap(Icon::check, mark, int(inner.width()), ratio));
        }
    }
    if (focused) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(ColorRole::accent), 2));
        painter.drawRoundedRect(QRectF(option.rect).adjusted(-1, -1, 1, 1), 5, 5);
    }
    painter.restore();
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawChoice(*option, *painter, widget, false);
        return;
    case PE_IndicatorRadioButton:
        drawChoice(*option, *painter, widget, true);
        return;
    case PE_IndicatorMenuCheckMark:
        if (option->state.testFlag(State_On) || option->state.testFlag(State_NoChange)) {
            const int size = m_theme.metrics().units(3.5);
            QRect where(0, 0, size, size);
            where.moveCenter(option->rect.center());
            painter->drawPixmap(where, m_theme.pixmap(Icon::check, ColorRole::text, size, 1.0));
        }
        return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowRight:
    case PE_IndicatorArrowLeft: {
        const Icon icon = element == PE_IndicatorArrowDown    ? Icon::chevronDown
                          : element == PE_IndicatorArrowUp    ? Icon::chevronUp
                          : element == PE_IndicatorArrowRight ? Icon::chevronRight
                                                              : Icon::chevronLeft;
        const int size = m_theme.metrics().units(3);
        QRect where(0, 0, size, size);
        where.moveCenter(option->rect.center());
        const bool enabled = option->state.testFlag(State_Enabled);
        painter->drawPixmap(where, m_theme.pixmap(icon, enabled ? ColorRole::muted : ColorRole::faint, size,
                                                  widget ? widget->devicePixelRatioF() : 1.0));
        return;
    }
    case PE_FrameFocusRect:
        // Every control draws its own ring; a tab, whose text begins at the page's edge, has a thicker line below.
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (control != CC_ComboBox || !combo || combo->editable) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    const bool enabled = option->state.testFlag(State_Enabled);
    const bool focused = option->state.testFlag(State_HasFocus);
    const bool hover = option->state.testFlag(State_MouseOver);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const qreal width = focused ? 2 : 1;
    painter->setPen(QPen(m_theme.color(focused ? ColorRole::accent : ColorRole::border), width));
    painter->setBrush(m_theme.color(!enabled ? ColorRole::surface : hover ? ColorRole::hover : ColorRole::raised));
    const QRectF box = QRectF(option->rect).adjusted(width / 2, width / 2, -width / 2, -width / 2);
    painter->drawRoundedRect(box, m_theme.metrics().radius(), m_theme.metrics().radius());
    painter->restore();
    QStyleOption arrow(*option);
    arrow.rect = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    proxy()->drawPrimitive(PE_IndicatorArrowDown, &arrow, painter, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    if (control != CC_ComboBox || part != SC_ComboBoxEditField)
        return rect;
    const int inset = m_theme.metrics().unit();
    return option->direction == Qt::RightToLeft ? rect.adjusted(0, 0, -inset, 0) : rect.adjusted(inset, 0, 0, 0);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const Metrics &m = m_theme.metrics();
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return m.iconSize();
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return m.gap();
    case PM_MenuPanelWidth:
    case PM_SplitterWidth:
        return 1;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_ComboBox)
        result = {result.width() + m_theme.metrics().units(4), m_theme.metrics().controlHeight()};
    if (type == CT_CheckBox || type == CT_RadioButton)
        result.setHeight(std::max(result.height(), m_theme.metrics().target()));
    return result;
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_UnderlineShortcut:
        return m_theme.showsMnemonics() ? 1 : 0;
    case SH_EtchDisabledText:
    case SH_ItemView_ShowDecorationSelected:
        return hint == SH_ItemView_ShowDecorationSelected ? 1 : 0;
    case SH_ComboBox_Popup:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    case SH_Widget_Animation_Duration:
        return m_theme.reducedMotion() ? 0 : 120;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

}  // namespace castellan::ui
