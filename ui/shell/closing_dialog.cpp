// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/closing_dialog.h"

#include "client/display_text.h"
#include "ui/guards/server_dialog.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace castellan::ui {

ClosingDialog::ClosingDialog(Theme &theme, const std::vector<Draft> &drafts, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("closing"));
    auto *layout = layOutDialog(theme, this, tr("Close with changes that are not applied?"), 110);
    for (const auto &draft : drafts)
        layout->addWidget(makeParagraph(client::isolated(draft.title), this));
    layout->addWidget(makeParagraph(tr("Kept changes stay on this computer, without passwords, and are offered when "
                                       "the console starts again."),
                                    this, Tone::muted));
    auto *cancel = new Button(theme, tr("Cancel"), ButtonKind::secondary, this);
    auto *discard = new Button(theme, tr("Discard and close"), ButtonKind::danger, this);
    discard->setObjectName(QStringLiteral("discardAndClose"));
    auto *keep = new Button(theme, tr("Keep and close"), ButtonKind::primary, this);
    keep->setObjectName(QStringLiteral("keepAndClose"));
    keep->setDefault(true);
    auto *foot = makeFoot(theme, this, cancel, keep);
    foot->insertWidget(foot->count() - 1, discard);
    layout->addLayout(foot);
    connect(keep, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT keepChosen();
    });
    connect(discard, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT discardChosen();
    });
    keep->setFocus();
}

}  // namespace castellan::ui
