// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/server_dialog.h"

#include "ui/guards/environment.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace castellan::ui {

QHBoxLayout *makeServerRow(Theme &theme, const client::Profile &server, QWidget *parent)
{
    auto *row = new QHBoxLayout;
    row->addWidget(makeLabel(server.name, parent, TextSize::body, Tone::muted));
    row->addWidget(new EnvironmentChip(theme, server.environment, parent));
    row->addStretch();
    return row;
}

QVBoxLayout *layOutDialog(Theme &theme, QDialog *dialog, const QString &title, const client::Profile &server,
                          double units)
{
    const Metrics &metrics = theme.metrics();
    dialog->setWindowTitle(title);
    dialog->setMinimumWidth(metrics.units(units));
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(metrics.pageMargin(), metrics.units(5), metrics.pageMargin(), metrics.units(5));
    layout->setSpacing(metrics.units(2));
    layout->addWidget(makeParagraph(title, dialog, Tone::normal, TextSize::heading));
    layout->addLayout(makeServerRow(theme, server, dialog));
    layout->addSpacing(metrics.units(2));
    return layout;
}

QHBoxLayout *makeFoot(Theme &theme, QDialog *dialog, Button *act, QWidget *parent)
{
    auto *foot = new QHBoxLayout;
    foot->setSpacing(theme.metrics().gap());
    auto *cancel = new Button(theme, QCoreApplication::translate("castellan::ui::Dialog", "Cancel"),
                              ButtonKind::secondary, parent);
    foot->addStretch();
    foot->addWidget(cancel);
    foot->addWidget(act);
    act->setDefault(true);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    return foot;
}

}  // namespace castellan::ui
