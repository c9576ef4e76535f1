// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/form_column.h"

#include "ui/widgets/field_problem.h"
#include "ui/widgets/label.h"

#include <QLineEdit>

namespace castellan::ui {

FormColumn::FormColumn(const Theme &theme, QWidget *page) : QVBoxLayout(page), m_metrics(theme.metrics()), m_page(page)
{
    setContentsMargins({});
    setSpacing(m_metrics.labelGap());
}

void FormColumn::addTitle(const QString &title, TextSize size)
{
    addWidget(makeLabel(title, m_page, size));
}

QLabel *FormColumn::addNote(const QString &text)
{
    addSpacing(m_metrics.unit());
    auto *note = makeParagraph(text, m_page, Tone::muted, TextSize::small);
    addWidget(note);
    return note;
}

QLabel *FormColumn::addField(const QString &label, QWidget *field, const char *name, Qt::Alignment across)
{
    auto *title = makeFieldLabel(label, field, m_page);
    if (count() > 0)
        addSpacing(m_metrics.units(2.5));
    field->setObjectName(QLatin1String(name));
    addWidget(title);
    addWidget(field, 0, across);
    return title;
}

FieldProblem *FormColumn::addProblemOf(QLineEdit *field)
{
    auto *label = makeParagraph({}, m_page, Tone::danger, TextSize::small);
    label->setObjectName(QStringLiteral("problem ") + field->objectName());
    addWidget(label);
    return new FieldProblem(field, label);
}

QLabel *FormColumn::addProblem()
{
    auto *problem = makeProblem(m_page);
    addWidget(problem);
    return problem;
}

Button *FormColumn::addButton(Theme &theme, const QString &text, const char *name)
{
    auto *button = new Button(theme, text, ButtonKind::primary, m_page);
    button->setObjectName(QLatin1String(name));
    addGap();
    addWidget(button, 0, Qt::AlignLeft);
    return button;
}

}  // namespace castellan::ui
