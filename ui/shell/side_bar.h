// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QMargins>
#include <QWidget>

class QVBoxLayout;

namespace castellan::ui {

/// A column at the window's left edge whose entries scroll; Up and Down move between them.
class SideBar : public QWidget {
    Q_OBJECT
protected:
    /// `outer` is around the scrolled part, `inner` around the entries within it.
    SideBar(Theme &theme, int (Metrics::*width)() const, const QMargins &outer, const QMargins &inner,
            Qt::ScrollBarPolicy scrollBar, QWidget *parent);

    [[nodiscard]] QVBoxLayout *entries() const { return m_entries; }

    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

    Theme &m_theme;

private:
    QVBoxLayout *m_entries;
};

}  // namespace castellan::ui
