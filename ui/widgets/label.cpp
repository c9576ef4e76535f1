// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/label.h"

#include <QStyle>

namespace castellan::ui {
namespace {

const char *word(TextSize size)
{
    switch (size) {
    case TextSize::title:
        return "title";
    case TextSize::heading:
        return "heading";
    case TextSize::body:
        return "body";
    case TextSize::small:
        return "small";
    }
    return "body";
}

const char *word(Tone tone)
{
    switch (tone) {
    case Tone::normal:
        return "normal";
    case Tone::muted:
        return "muted";
    case Tone::faint:
        return "faint";
    case Tone::accent:
        return "accent";
    case Tone::success:
        return "success";
    case Tone::warning:
        return "warning";
    case Tone::danger:
        return "danger";
    }
    return "normal";
}

}  // namespace

ColorRole roleOf(Tone tone)
{
    switch (tone) {
    case Tone::normal:
        return ColorRole::text;
    case Tone::muted:
        return ColorRole::muted;
    case Tone::faint:
        return ColorRole::faint;
    case Tone::accent:
        return ColorRole::accent;
    case Tone::success:
        return ColorRole::success;
    case Tone::warning:
        return ColorRole::warning;
    case Tone::danger:
        return ColorRole::danger;
    }
    return ColorRole::text;
}

QLabel *makeLabel(const QString &text, QWidget *parent, TextSize size, Tone tone)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("textSize", QLatin1String(word(size)));
    label->setProperty("tone", QLatin1String(word(tone)));
    return label;
}

QLabel *makeParagraph(const QString &text, QWidget *parent, Tone tone, TextSize size)
{
    QLabel *label = makeLabel(text, parent, size, tone);
    label->setWordWrap(true);
    return label;
}

QLabel *makeCode(const QString &text, QWidget *parent, Tone tone)
{
    QLabel *label = makeLabel(text, parent, TextSize::body, tone);
    label->setProperty("fixed", true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

void setTone(QLabel *label, Tone tone)
{
    const QLatin1String value(word(tone));
    if (label->property("tone").toString() == value)
        return;
    label->setProperty("tone", value);
    restyle(label);
}

void setStrong(QLabel *label, bool on)
{
    label->setProperty("weight", on ? QStringLiteral("strong") : QString());
    restyle(label);
}

void setGround(QWidget *widget, const char *ground, const char *line)
{
    widget->setAttribute(Qt::WA_StyledBackground);
    widget->setProperty("ground", QLatin1String(ground));
    widget->setProperty("line", QLatin1String(line));
    restyle(widget);
}

QLabel *makeFieldLabel(const QString &text, QWidget *field, QWidget *parent)
{
    QLabel *label = makeLabel(text, parent);
    label->setBuddy(field);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    return label;
}

void restyle(QWidget *widget)
{
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

}  // namespace castellan::ui
