// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

class QLabel;
class QLineEdit;

namespace castellan::ui {

/// What is wrong with one field: a sentence under it, its outline, its description for screen readers. Typing into the
/// field ends it.
class FieldProblem : public QObject {
    Q_OBJECT
public:
    /// `label` is the one under the field; the field owns this object.
    FieldProblem(QLineEdit *field, QLabel *label);

    void say(const QString &sentence);
    /// The same, with the focus on the field.
    void sayAt(const QString &sentence);
    void clear();
    [[nodiscard]] bool isShown() const;
    [[nodiscard]] QLineEdit &field() const { return *m_field; }

private:
    void mark(bool on);

    QLineEdit *m_field;
    QLabel *m_label;
    QString m_description;  ///< the field's own
};

}  // namespace castellan::ui
