// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/shortcuts_dialog.h"

#include "ui/shell/shortcuts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace castellan::ui {
namespace {

QString keyWords(const Shortcut &row)
{
    QStringList words;
    for (const QKeySequence &keys : keysOf(row))
        words << keys.toString(QKeySequence::NativeText);
    return words.join(QStringLiteral(", "));
}

}  // namespace

ShortcutsDialog::ShortcutsDialog(Theme &theme, QWidget *parent) : QDialog(parent)
{
    const Metrics &m = theme.metrics();
    setWindowTitle(tr("Shortcuts"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), m.units(5));
    layout->setSpacing(m.units(4));
    layout->addWidget(makeLabel(tr("Shortcuts"), this, TextSize::title));
    auto *halves = new QHBoxLayout;
    halves->setSpacing(m.units(10));
    layout->addLayout(halves);
    QVBoxLayout *columns[2] = {new QVBoxLayout, new QVBoxLayout};
    for (QVBoxLayout *column : columns) {
        column->setSpacing(m.units(4));
        halves->addLayout(column);
    }
    const ShortcutGroup groups[] = {ShortcutGroup::servers, ShortcutGroup::window, ShortcutGroup::view,
                                    ShortcutGroup::moving};
    for (int i = 0; i < 4; ++i) {
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(m.units(6));
        grid->setVerticalSpacing(m.units(1.5));
        grid->setColumnStretch(0, 1);
        QLabel *heading = makeLabel(titleOf(groups[i]), this, TextSize::small, Tone::muted);
        setStrong(heading);
        grid->addWidget(heading, 0, 0, 1, 2);
        int line = 1;
        const auto add = [&](const QString &title, const QString &keys) {
            grid->addWidget(makeLabel(title, this), line, 0);
            QLabel *code = makeLabel(keys, this, TextSize::body, Tone::muted);
            code->setProperty("fixed", true);
            grid->addWidget(code, line, 1, Qt::AlignRight);
            ++line;
        };
        for (const Shortcut &row : shortcuts()) {
            if (row.group == groups[i] && *row.keys)
                add(titleOf(row).remove(QLatin1Char('&')).remove(QStringLiteral("…")), keyWords(row));
        }
        for (const FurtherKey &row : furtherKeys()) {
            if (row.group == groups[i])
                add(QCoreApplication::translate("Command", row.title), QString::fromUtf8(row.keys));
        }
        columns[i / 2]->addLayout(grid);
    }
    for (QVBoxLayout *column : columns)
        column->addStretch();
    auto *close = new Button(theme, tr("Close"), ButtonKind::secondary, this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    layout->addWidget(close, 0, Qt::AlignRight);
}

ShortcutsDialog *ShortcutsDialog::show(Theme &theme, QWidget *parent)
{
    auto *dialog = new ShortcutsDialog(theme, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

}  // namespace castellan::ui
