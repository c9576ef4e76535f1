// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/section_header.h"

#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace castellan::ui {

SectionHeader::SectionHeader(Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme.metrics().gap());
    auto *words = new QVBoxLayout;
    words->setSpacing(theme.metrics().units(0.5));
    m_title = makeLabel({}, this, TextSize::title);
    m_subtitle = makeLabel({}, this, TextSize::body, Tone::muted);
    m_subtitle->hide();
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    layout->addLayout(words, 1);
    m_acts = new QHBoxLayout;
    m_acts->setSpacing(theme.metrics().gap());
    layout->addLayout(m_acts);
    layout->setAlignment(m_acts, Qt::AlignBottom);
}

void SectionHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void SectionHeader::setSubtitle(const QString &text)
{
    m_subtitle->setText(text);
    m_subtitle->setVisible(!text.isEmpty());
}

void SectionHeader::addAct(QWidget *button)
{
    m_acts->addWidget(button, 0, Qt::AlignBottom);
}

}  // namespace castellan::ui
