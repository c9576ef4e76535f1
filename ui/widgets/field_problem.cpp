// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/field_problem.h"

#include "ui/widgets/label.h"

#include <QLineEdit>

namespace castellan::ui {

FieldProblem::FieldProblem(QLineEdit *field, QLabel *label)
    : QObject(field), m_field(field), m_label(label), m_description(field->accessibleDescription())
{
    m_label->hide();
    connect(field, &QLineEdit::textChanged, this, &FieldProblem::clear);
}

void FieldProblem::say(const QString &sentence)
{
    showProblem(m_label, sentence);
    m_field->setAccessibleDescription(sentence);
    mark(true);
}

void FieldProblem::sayAt(const QString &sentence)
{
    say(sentence);
    m_field->setFocus();
    m_field->selectAll();
}

void FieldProblem::clear()
{
    if (!isShown())
        return;
    m_label->hide();
    m_field->setAccessibleDescription(m_description);
    mark(false);
}

bool FieldProblem::isShown() const
{
    return !m_label->isHidden();
}

void FieldProblem::mark(bool on)
{
    m_field->setProperty("invalid", on);
    restyle(m_field);
}

}  // namespace castellan::ui
