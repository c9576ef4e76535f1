// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/button.h"

#include <QLabel>
#include <QVBoxLayout>

class QLineEdit;

namespace castellan::ui {

class FieldProblem;

/// The column of a form: title, fields under their labels, the problem, the button. Without margins.
class FormColumn : public QVBoxLayout {
    Q_OBJECT
public:
    FormColumn(const Theme &theme, QWidget *page);

    void addTitle(const QString &title, TextSize size = TextSize::title);
    /// Muted and small, right below a field.
    QLabel *addNote(const QString &text);
    /// A label and its field, with a gap to the field before. `name` is the field's object name. `across` is the side
    /// of the column that the field keeps to; 0: it fills the column. Answers the label.
    QLabel *addField(const QString &label, QWidget *field, const char *name = nullptr, Qt::Alignment across = {});
    /// The place for what is wrong with this field; right below it. Its label is called "problem " and the field's
    /// name.
    FieldProblem *addProblemOf(QLineEdit *field);
    /// The label for showProblem().
    QLabel *addProblem();
    /// The primary button, with a gap before it.
    Button *addButton(Theme &theme, const QString &text, const char *name);
    /// A gap between groups.
    void addGap() { addSpacing(m_metrics.units(4)); }

private:
    const Metrics &m_metrics;
    QWidget *m_page;
};

}  // namespace castellan::ui
