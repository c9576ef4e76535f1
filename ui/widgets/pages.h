// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace castellan::ui {

/// Pages of which one is shown; as high as that one, so that what follows comes right after it. (A stacked layout is as
/// high as its highest page.)
class Pages : public QWidget {
    Q_OBJECT
public:
    explicit Pages(QWidget *parent = nullptr);
    /// Takes the page; the first added is shown.
    void add(QWidget *page);
    void setCurrentIndex(int index);
    [[nodiscard]] int currentIndex() const { return m_current; }

private:
    QVBoxLayout *m_layout;
    std::vector<QWidget *> m_pages;
    int m_current = 0;
};

}  // namespace castellan::ui
