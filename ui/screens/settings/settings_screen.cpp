// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/settings/settings_screen.h"

#include "ui/widgets/form_column.h"
#include "ui/widgets/section_header.h"

#include <QComboBox>

namespace castellan::ui {

class SettingsScreen final : public Screen {
    Q_OBJECT
public:
    SettingsScreen(ScreenContext context, QWidget *parent);
};

SettingsScreen::SettingsScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), tr("Settings"), parent)
{
    const Metrics &m = theme().metrics();
    auto *layout = new FormColumn(theme(), this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), m.pageMargin());
    auto *header = new SectionHeader(theme(), this);
    header->setTitle(tr("Settings"));
    header->setSubtitle(tr("Changes take effect immediately."));
    layout->addWidget(header);
    layout->addGap();

    auto *scheme = new QComboBox(this);
    scheme->addItem(tr("System"), int(SchemeChoice::system));
    scheme->addItem(tr("Light"), int(SchemeChoice::light));
    scheme->addItem(tr("Dark"), int(SchemeChoice::dark));
    scheme->addItem(tr("High contrast"), int(SchemeChoice::highContrast));
    scheme->setCurrentIndex(scheme->findData(int(theme().choice())));
    layout->addField(tr("&Colours"), scheme, "scheme", Qt::AlignLeft);
    auto *textScale = new QComboBox(this);
    for (const int percent : {80, 90, 100, 110, 125, 150, 175, 200})
        textScale->addItem(tr("%1 %").arg(percent), percent);
    textScale->setCurrentIndex(textScale->findData(theme().textScale()));
    layout->addField(tr("&Text size"), textScale, "textScale", Qt::AlignLeft);
    layout->addStretch();

    connect(scheme, &QComboBox::activated, this,
            [this, scheme] { theme().choose(SchemeChoice(scheme->currentData().toInt())); });
    connect(textScale, &QComboBox::activated, this,
            [this, textScale] { theme().setTextScale(textScale->currentData().toInt()); });
    setFocusProxy(scheme);
}

Screen *makeSettingsScreen(ScreenContext context, QWidget *parent)
{
    return new SettingsScreen(std::move(context), parent);
}

}  // namespace castellan::ui

#include "settings_screen.moc"
