// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lists/record_screen.h"

#include "ui/widgets/section_header.h"

#include <QStackedLayout>
#include <QVBoxLayout>

namespace castellan::ui {

RecordScreen::RecordScreen(ScreenContext context, const QString &title, TableModel *model, const ListWords &words,
                           QWidget *parent)
    : Screen(std::move(context), title, parent), m_model(model), m_pages(new QStackedLayout(this))
{
    const auto &metrics = theme().metrics();
    auto *page = new QWidget(this);
    m_header = new SectionHeader(theme(), page);
    m_list = new RecordList(theme(), *server(), model, words, page);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(metrics.pageMargin(), metrics.units(5), metrics.pageMargin(), metrics.units(5));
    layout->setSpacing(metrics.units(4));
    layout->addWidget(m_header);
    layout->addWidget(m_list, 1);
    m_pages->setContentsMargins({});
    m_pages->addWidget(page);
    m_list->setActions([this](int row) { return actionsOf(row); });
    connect(m_list, &RecordList::toast, this, &Screen::toast);
    connect(model, &TableModel::stateChanged, this, &RecordScreen::updateHeader);
}

bool RecordScreen::showsList() const
{
    return m_pages->currentIndex() == 0;
}

void RecordScreen::updateHeader()
{
    m_header->setTitle(title());
    m_header->setSubtitle(m_model->loadedAt().isValid() ? summary() : QString());
}

}  // namespace castellan::ui
