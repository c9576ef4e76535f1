// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/inspector_panel.h"

#include "ui/widgets/label.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace castellan::ui {

InspectorPanel::InspectorPanel(Theme &theme, QWidget *parent) : QWidget(parent)
{
    const Metrics &m = theme.metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.barMargin(), m.units(3.5), m.barMargin(), m.barMargin());
    layout->setSpacing(m.units(1.5));
    m_title = makeParagraph({}, this, Tone::normal, TextSize::heading);
    m_sentence = makeParagraph({}, this, Tone::muted);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Sections"));
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setAccessibleName(tr("Sections"));
    m_tabs->hide();
    layout->addWidget(m_title);
    layout->addWidget(m_sentence);
    layout->addSpacing(m.unit());
    layout->addWidget(m_tabs, 1);
    layout->addStretch();
}

void InspectorPanel::setHeading(const QString &title, const QString &sentence)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

int InspectorPanel::addTab(QWidget *page, const QString &title)
{
    m_tabs->show();
    return m_tabs->addTab(page, title);
}

void InspectorPanel::setTabTitle(int index, const QString &title)
{
    m_tabs->setTabText(index, title);
}

void InspectorPanel::setTabVisible(int index, bool visible)
{
    m_tabs->setTabVisible(index, visible);
}

}  // namespace castellan::ui
