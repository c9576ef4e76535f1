// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QGridLayout;

namespace castellan::ui {

/// Names at the left, values at the right; values in the fixed font are elided in the middle and selectable by copy.
class KeyValues : public QWidget {
    Q_OBJECT
public:
    explicit KeyValues(Theme &theme, QWidget *parent = nullptr);
    void clear();
    void add(const QString &name, const QString &value, bool fixed = false);

private:
    Theme &m_theme;
    QGridLayout *m_grid;
};

}  // namespace castellan::ui
