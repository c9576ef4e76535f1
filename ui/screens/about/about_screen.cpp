// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/about/about_screen.h"

#include "ui/screens/about/parts.h"
#include "ui/widgets/label.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/table_view.h"

#include <QAbstractTableModel>
#include <QCoreApplication>
#include <QVBoxLayout>

namespace castellan::ui {
namespace {

class PartsModel final : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : int(parts().size());
    }
    [[nodiscard]] int columnCount(const QModelIndex &parent) const override { return parent.isValid() ? 0 : 3; }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
            return {};
        const QString titles[] = {QCoreApplication::translate("Part", "Part"),
                                  QCoreApplication::translate("Part", "Licence"),
                                  QCoreApplication::translate("Part", "What for")};
        return titles[section];
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        const Part &part = parts()[std::size_t(index.row())];
        if (role == FixedRole)
            return index.column() == 1;
        if (role == StrongRole)
            return index.column() == 0;
        if (role == ToneRole)
            return int(index.column() == 2 ? Tone::muted : Tone::normal);
        if (role != Qt::DisplayRole)
            return {};
        switch (index.column()) {
        case 0:
            return QString::fromLatin1(part.name);
        case 1:
            return QString::fromLatin1(part.licence);
        default:
            return QCoreApplication::translate("Part", part.what);
        }
    }
};

}  // namespace

AboutScreen::AboutScreen(ScreenContext context, QWidget *parent) : Screen(std::move(context), parent)
{
    const Metrics &m = theme().metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), m.pageMargin());
    layout->setSpacing(m.units(4));
    auto *header = new SectionHeader(theme(), this);
    header->setTitle(QStringLiteral("Castellan %1").arg(QCoreApplication::applicationVersion()));
    header->setSubtitle(tr("A console for people who run self-hosted servers · Apache-2.0"));
    layout->addWidget(header);
    layout->addWidget(makeParagraph(
        tr("Made with these parts, under their own licences. Running with Qt %1.").arg(QLatin1String(qVersion())),
        this));
    auto *table = new TableView(theme(), tr("Parts and their licences"), this);
    table->setModel(new PartsModel(table));
    table->setColumns({{44, false}, {56, false}, {60, true}});
    layout->addWidget(table, 1);
    setFocusProxy(table);
}

QList<Crumb> AboutScreen::crumbs() const
{
    return {{tr("About"), context().place}};
}

}  // namespace castellan::ui
