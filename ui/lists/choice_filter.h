// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/button.h"

#include <QVariant>

class QActionGroup;

namespace castellan::ui {

/// A filter of which one choice holds at a time, in a button's menu: "State" with every state, active, locked …
class ChoiceFilter : public Button {
    Q_OBJECT
public:
    /// `every` is the choice that passes all rows.
    ChoiceFilter(Theme &theme, const QString &name, const QString &every, QWidget *parent = nullptr);

    /// `shown` stands on the button while the choice holds; `text` unless given.
    void addChoice(const QString &text, const QVariant &value, const QString &shown = {});
    /// Invalid: everything.
    [[nodiscard]] QVariant value() const { return m_value; }
    /// The filter's name and the choice: "State: locked".
    [[nodiscard]] QString words() const;
    /// Lets everything through.
    void clear();

Q_SIGNALS:
    void changed();

private:
    void choose(const QVariant &value, const QString &shown);

    QString m_name;
    QActionGroup *m_choices;
    QVariant m_value;
    QString m_shown;
};

}  // namespace castellan::ui
