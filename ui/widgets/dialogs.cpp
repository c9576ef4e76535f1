// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/dialogs.h"

#include <QDialog>
#include <QEvent>
#include <QLayout>
#include <QPointer>
#include <QScreen>

#include <algorithm>

namespace castellan::ui {
namespace {

/// Follows the requests of a dialog's content for another layout.
class Fit final : public QObject {
public:
    explicit Fit(QDialog *dialog) : QObject(dialog), m_dialog(dialog) { dialog->installEventFilter(this); }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
            fit();
        return QObject::eventFilter(watched, event);
    }

private:
    void fit()
    {
        auto *layout = m_dialog->layout();
        // Before it is shown it has no width of its own yet.
        if (!m_dialog->isVisible() || !layout || !layout->hasHeightForWidth())
            return;
        layout->activate();
        const int most = m_dialog->screen()->availableGeometry().height();
        const int wanted = std::min(layout->totalHeightForWidth(m_dialog->width()), most);
        const bool takesMore = layout->expandingDirections().testFlag(Qt::Vertical);
        const int height = takesMore ? std::max(wanted, m_dialog->height()) : wanted;
        if (height != m_dialog->height())
            m_dialog->resize(m_dialog->width(), height);
    }

    QDialog *m_dialog;
};

}  // namespace

void openOver(QDialog *dialog, QWidget *opener)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::finished, dialog, [back = QPointer<QWidget>(opener)] {
        if (back)
            back->setFocus();
    });
    dialog->open();
}

void fitContent(QDialog *dialog)
{
    new Fit(dialog);
}

}  // namespace castellan::ui
