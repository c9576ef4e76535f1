// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/settings/settings_screen.h"

#include "ui/widgets/label.h"
#include "ui/widgets/section_header.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace castellan::ui {

SettingsScreen::SettingsScreen(ScreenContext context, QWidget *parent) : Screen(std::move(context), parent)
{
    const Metrics &m = theme().metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), m.pageMargin());
    layout->setSpacing(m.labelGap());
    auto *header = new SectionHeader(theme(), this);
    header->setTitle(tr("Settings"));
    header->setSubtitle(tr("Of this console. They take effect at once."));
    layout->addWidget(header);
    layout->addSpacing(m.units(5));

    m_scheme = new QComboBox(this);
    m_scheme->setObjectName(QStringLiteral("scheme"));
    m_scheme->addItem(tr("As the desktop"), int(SchemeChoice::system));
    m_scheme->addItem(tr("Light"), int(SchemeChoice::light));
    m_scheme->addItem(tr("Dark"), int(SchemeChoice::dark));
    m_scheme->addItem(tr("High contrast"), int(SchemeChoice::highContrast));
    m_scheme->setCurrentIndex(m_scheme->findData(int(theme().choice())));
    layout->addWidget(makeFieldLabel(tr("&Colours"), m_scheme, this));
    layout->addWidget(m_scheme, 0, Qt::AlignLeft);
    layout->addSpacing(m.units(3));

    m_textScale = new QComboBox(this);
    m_textScale->setObjectName(QStringLiteral("textScale"));
    for (const int percent : {80, 90, 100, 110, 125, 150, 175, 200})
        m_textScale->addItem(tr("%1 %").arg(percent), percent);
    m_textScale->setCurrentIndex(m_textScale->findData(theme().textScale()));
    layout->addWidget(makeFieldLabel(tr("&Text size"), m_textScale, this));
    layout->addWidget(m_textScale, 0, Qt::AlignLeft);
    layout->addStretch();

    connect(m_scheme, &QComboBox::activated, this,
            [this] { theme().choose(SchemeChoice(m_scheme->currentData().toInt())); });
    connect(m_textScale, &QComboBox::activated, this,
            [this] { theme().setTextScale(m_textScale->currentData().toInt()); });
    setFocusProxy(m_scheme);
}

QList<Crumb> SettingsScreen::crumbs() const
{
    return {{tr("Settings"), context().place}};
}

}  // namespace castellan::ui
