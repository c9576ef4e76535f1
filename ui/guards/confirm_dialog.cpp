// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/confirm_dialog.h"

#include "client/display_text.h"
#include "ui/guards/environment.h"
#include "ui/guards/guard.h"
#include "ui/guards/server_dialog.h"
#include "ui/widgets/button.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace castellan::ui {

ConfirmDialog::ConfirmDialog(Theme &theme, client::Tier tier, const client::Profile &server, const Confirmation &what,
                             QWidget *parent)
    : QDialog(parent)
{
    const Guard guard = guardOf(tier, server.environment);
    const Metrics &m = theme.metrics();
    auto *layout = layOutDialog(theme, this, what.title, server, 110);
    if (!what.consequence.isEmpty())
        layout->addWidget(makeParagraph(what.consequence, this));
    if (!what.goes.isEmpty()) {
        QStringList lines;
        for (const QString &line : what.goes)
            lines << QStringLiteral("• ") + line;
        layout->addWidget(makeParagraph(lines.join(QLatin1Char('\n')), this));
    }
    if (!what.remains.isEmpty())
        layout->addWidget(makeParagraph(what.remains, this, Tone::muted));

    QLineEdit *name = nullptr;
    QCheckBox *reviewed = nullptr;
    if (guard.typesName && !what.nameToType.isEmpty()) {
        auto *row = new QHBoxLayout;
        row->setSpacing(m.gap());
        name = new QLineEdit(this);
        layout->addWidget(makeFieldLabel(
            tr("Type %1 to continue").arg(withoutMnemonic(client::isolated(what.nameToType))), name, this));
        auto *copy = new Button(theme, Icon::copy, tr("Copy name"), ButtonKind::secondary, this);
        connect(copy, &QPushButton::clicked, this,
                [text = what.nameToType] { QApplication::clipboard()->setText(text); });
        row->addWidget(name, 1);
        row->addWidget(copy);
        layout->addLayout(row);
    }
    if (guard.ticks) {
        reviewed = new QCheckBox(tr("I reviewed this for %1").arg(environmentTag(server.environment)), this);
        layout->addWidget(reviewed);
    }

    auto *cancel = new Button(theme, tr("Cancel"), ButtonKind::secondary, this);
    auto *act = new Button(theme, what.verb, guard.red ? ButtonKind::danger : ButtonKind::primary, this);
    act->setObjectName(QStringLiteral("confirm"));
    layout->addSpacing(m.gap());
    layout->addLayout(makeFoot(theme, this, cancel, act));
    // Enter presses Cancel unless the focus is on the act itself.
    cancel->setAutoDefault(!name);  // Enter in the name field must not press anything
    cancel->setDefault(!name);
    connect(act, &QPushButton::clicked, this, &QDialog::accept);
    if (name) {
        act->setEnabled(false);
        connect(name, &QLineEdit::textChanged, this,
                [act, wanted = what.nameToType](const QString &typed) { act->setEnabled(typed == wanted); });
        connect(name, &QLineEdit::returnPressed, this, [this, act] {
            if (act->isEnabled())
                accept();
        });
        name->setFocus();
    } else
        cancel->setFocus();
    if (reviewed) {
        act->setEnabled(false);
        connect(reviewed, &QCheckBox::toggled, act, &QWidget::setEnabled);
    }
}

void guarded(Theme &theme, client::Tier tier, const client::Profile &server, const Confirmation &what, QWidget *asker,
             const std::function<void()> &act)
{
    if (!guardOf(tier, server.environment).asks)
        return act();
    auto *dialog = new ConfirmDialog(theme, tier, server, what, asker->window());
    QObject::connect(dialog, &QDialog::accepted, asker, act);
    openOver(dialog, QApplication::focusWidget());
}

}  // namespace castellan::ui
