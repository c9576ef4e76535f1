// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/pages.h"

#include <QVBoxLayout>

namespace castellan::ui {

Pages::Pages(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void Pages::add(QWidget *page)
{
    m_layout->addWidget(page);
    page->setVisible(m_pages.empty());
    m_pages.push_back(page);
}

void Pages::setCurrentIndex(int index)
{
    m_current = index;
    // Hide first: two pages at once would make the window grow.
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (int(i) != index)
            m_pages[i]->hide();
    }
    m_pages[std::size_t(index)]->show();
}

}  // namespace castellan::ui
