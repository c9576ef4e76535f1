// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/label.h"

#include <QDialog>
#include <QStyle>

namespace castellan::ui {
namespace {

/// The words of the style sheet, in the order of TextSize.
constexpr const char *sizeWords[] = {"title", "heading", "body", "small"};

struct ToneLook {
    const char *word;  ///< of the style sheet
    ColorRole role;
};

/// In the order of Tone.
constexpr ToneLook tones[] = {
    {"normal", ColorRole::text},   {"muted", ColorRole::muted},     {"faint", ColorRole::faint},
    {"accent", ColorRole::accent}, {"success", ColorRole::success}, {"warning", ColorRole::warning},
    {"danger", ColorRole::danger},
};

constexpr const ToneLook &lookOf(Tone tone)
{
    return tones[std::size_t(tone)];
}

}  // namespace

ColorRole roleOf(Tone tone)
{
    return lookOf(tone).role;
}

QLabel *makeLabel(const QString &text, QWidget *parent, TextSize size, Tone tone)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("textSize", QLatin1String(sizeWords[std::size_t(size)]));
    label->setProperty("tone", QLatin1String(lookOf(tone).word));
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

QLabel *makeProblem(QWidget *parent)
{
    QLabel *problem = makeParagraph({}, parent, Tone::danger);
    problem->setObjectName(QStringLiteral("problem"));
    problem->hide();
    return problem;
}

void showProblem(QLabel *problem, const QString &sentence, QWidget *field)
{
    problem->setText(sentence);
    if (qobject_cast<QDialog *>(problem->window())) {
        // Hidden for the time of the next attempt, it keeps its room: the dialog would shrink and grow again.
        auto policy = problem->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        problem->setSizePolicy(policy);
    }
    problem->show();
    if (field) {
        field->setAccessibleDescription(sentence);
        field->setFocus();
    }
}

void setTone(QLabel *label, Tone tone)
{
    const QLatin1String value(lookOf(tone).word);
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
