// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/dialogs.h"

#include <QDialog>
#include <QLayout>
#include <QPointer>

#include <algorithm>

namespace castellan::ui {

void openOver(QDialog *dialog, QWidget *opener)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::finished, dialog, [back = QPointer<QWidget>(opener)] {
        if (back)
            back->setFocus();
    });
    dialog->open();
}

void growToFit(QDialog *dialog)
{
    auto *layout = dialog->layout();
    layout->activate();
    if (layout->hasHeightForWidth())
        dialog->resize(dialog->width(), std::max(dialog->height(), layout->totalHeightForWidth(dialog->width())));
}

}  // namespace castellan::ui
