// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/about/about_screen.h"

#include "ui/lists/column_model.h"
#include "ui/screens/about/parts.h"
#include "ui/widgets/label.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/table_view.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace castellan::ui {
namespace {

Columns<Part> columns()
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Component", text); };
    const auto name = [](const Part &part) { return Cell{.words = QLatin1String(part.name), .strong = true}; };
    const auto licence = [](const Part &part) { return Cell{.words = QLatin1String(part.licence), .fixed = true}; };
    const auto purpose = [tr](const Part &part) { return Cell{.words = tr(part.what), .tone = Tone::muted}; };
    return {
        {.title = tr(QT_TRANSLATE_NOOP("Component", "Component")), .width = 44, .cell = name},
        {.title = tr(QT_TRANSLATE_NOOP("Component", "Licence")), .width = 76, .cell = licence},
        {.title = tr(QT_TRANSLATE_NOOP("Component", "Purpose")), .width = 60, .cell = purpose, .stretches = true},
    };
}

}  // namespace

class AboutScreen final : public Screen {
    Q_OBJECT
public:
    AboutScreen(ScreenContext context, QWidget *parent);
};

AboutScreen::AboutScreen(ScreenContext context, QWidget *parent) : Screen(std::move(context), tr("About"), parent)
{
    const Metrics &m = theme().metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), m.pageMargin());
    layout->setSpacing(m.units(4));
    auto *header = new SectionHeader(theme(), this);
    header->setTitle(QStringLiteral("Castellan %1").arg(QCoreApplication::applicationVersion()));
    header->setSubtitle(tr("A console for people who run self-hosted servers · Apache-2.0"));
    layout->addWidget(header);
    layout->addWidget(
        makeParagraph(tr("Castellan includes these components under their own licences. Running with Qt %1.")
                          .arg(QLatin1String(qVersion())),
                      this));
    auto *table = new TableView(theme(), tr("Components and their licences"), this);
    auto *model = new ColumnModel<Part>(columns(), {parts().begin(), parts().end()}, {}, table);
    table->setModel(model);
    table->setColumns(model->columnSpecs());
    layout->addWidget(table, 1);
    setFocusProxy(table);
}

Screen *makeAboutScreen(ScreenContext context, QWidget *parent)
{
    return new AboutScreen(std::move(context), parent);
}

}  // namespace castellan::ui

#include "about_screen.moc"
