// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/server_dialog.h"

#include "ui/guards/environment.h"
#include "ui/widgets/button.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/label.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace castellan::ui {

QHBoxLayout *makeServerRow(Theme &theme, const client::Profile &server, QWidget *parent)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.metrics().gap());
    row->addWidget(makeLabel(server.name, parent, TextSize::body, Tone::muted));
    row->addWidget(new EnvironmentChip(theme, server.environment, parent));
    row->addStretch();
    return row;
}

QVBoxLayout *layOutDialog(Theme &theme, QDialog *dialog, const QString &title, double units)
{
    const Metrics &metrics = theme.metrics();
    dialog->setWindowTitle(title);
    dialog->setAccessibleName(title);
    dialog->setModal(true);
    dialog->setMinimumWidth(metrics.units(units));
    fitContent(dialog);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(metrics.pageMargin(), metrics.units(5), metrics.pageMargin(), metrics.units(5));
    layout->setSpacing(metrics.units(3));
    layout->addWidget(makeParagraph(title, dialog, Tone::normal, TextSize::heading));
    return layout;
}

QVBoxLayout *layOutDialog(Theme &theme, QDialog *dialog, const QString &title, const client::Profile &server,
                          double units)
{
    auto *layout = layOutDialog(theme, dialog, title, units);
    layout->addLayout(makeServerRow(theme, server, dialog));
    return layout;
}

QHBoxLayout *makeFoot(Theme &theme, QDialog *dialog, Button *cancel, Button *act)
{
    auto *foot = new QHBoxLayout;
    foot->setSpacing(theme.metrics().gap());
    foot->addStretch();
    foot->addWidget(cancel);
    foot->addWidget(act);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    return foot;
}

QHBoxLayout *makeFoot(Theme &theme, QDialog *dialog, Button *act, QWidget *parent)
{
    const auto text = QCoreApplication::translate("castellan::ui::Dialog", "Cancel");
    act->setDefault(true);
    return makeFoot(theme, dialog, new Button(theme, text, ButtonKind::secondary, parent), act);
}

}  // namespace castellan::ui
