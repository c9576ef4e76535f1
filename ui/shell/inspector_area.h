// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QPointer>
#include <QScrollArea>

namespace castellan::ui {

/// Shows the details of the top screen's selection (F4). The widget belongs to its screen and is borrowed.
class InspectorArea : public QScrollArea {
    Q_OBJECT
public:
    explicit InspectorArea(Theme &theme, QWidget *parent);

    /// Null: the screen has nothing to inspect. What visited before goes back to `home`, hidden.
    void visit(QWidget *details, QWidget *home);
    void setWanted(bool on);
    [[nodiscard]] bool isWanted() const { return m_wanted; }
    [[nodiscard]] bool hasVisitor() const { return widget() != nullptr; }

Q_SIGNALS:
    /// There is something to inspect or not, it is shown or not.
    void changed();

private:
    bool m_wanted = true;
};

}  // namespace castellan::ui
