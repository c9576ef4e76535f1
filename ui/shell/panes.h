// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QPointer>
#include <QWidget>

namespace castellan::ui {

/// The window's panes in reading order; F6 goes round through those that are visible and can hold the focus. Each
/// pane gets the focus back at its last position.
class Panes {
public:
    void add(QWidget *pane) { m_panes.append(Pane{pane, {}}); }
    void next() { step(1); }
    void previous() { step(-1); }
    /// The pane with the focus; null if none.
    [[nodiscard]] QWidget *current() const;

private:
    struct Pane {
        QWidget *widget;
        QPointer<QWidget> last;
    };
    void step(int by);
    [[nodiscard]] qsizetype indexOfFocus() const;
    [[nodiscard]] static QWidget *firstIn(QWidget *pane);
    QList<Pane> m_panes;
};

}  // namespace castellan::ui
