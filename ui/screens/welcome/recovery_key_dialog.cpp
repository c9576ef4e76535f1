// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/welcome/recovery_key_dialog.h"

#include "client/display_text.h"
#include "client/private_file.h"
#include "ui/guards/server_dialog.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/secret_clipboard.h"

#include <QApplication>
#include <QCheckBox>
#include <QCloseEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace castellan::ui {

RecoveryKeyDialog::RecoveryKeyDialog(Theme &theme, const QString &key, QWidget *parent) : QDialog(parent)
{
    const Metrics &m = theme.metrics();
    auto *layout = layOutDialog(theme, this, tr("Save your recovery key"), 120);
    layout->addWidget(
        makeParagraph(tr("The local server's data is encrypted with a key in your keychain. If you lose the "
                         "keychain, only this recovery key opens the data. It is shown only now."),
                      this));
    setFixedWidth(minimumWidth());
    auto *ground = new QWidget(this);
    setGround(ground, "raised");
    auto *inside = new QVBoxLayout(ground);
    inside->setContentsMargins(m.units(3), m.units(3), m.units(3), m.units(3));
    QLabel *code = makeCode(key, ground);
    copyAsSecret(code);
    code->setObjectName(QStringLiteral("recoveryKey"));
    code->setAccessibleName(tr("Recovery key"));
    code->setWordWrap(true);
    inside->addWidget(code);
    layout->addWidget(ground);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(m.gap());
    auto *copy = new Button(theme, tr("Copy"), ButtonKind::secondary, this);
    copy->setIcon(Icon::copy);
    auto *save = new Button(theme, tr("Save to a file…"), ButtonKind::secondary, this);
    save->setIcon(Icon::download);
    m_result = makeLabel({}, this, TextSize::small, Tone::muted);
    acts->addWidget(copy);
    acts->addWidget(save);
    acts->addWidget(m_result, 1);
    layout->addLayout(acts);
    auto *stored = new QCheckBox(tr("I have saved the recovery key"), this);
    auto *done = new Button(theme, tr("Done"), ButtonKind::primary, this);
    done->setObjectName(QStringLiteral("done"));
    done->setEnabled(false);
    auto *foot = new QHBoxLayout;
    foot->addWidget(stored, 1);
    foot->addWidget(done);
    layout->addSpacing(m.gap());
    layout->addLayout(foot);
    connect(copy, &QPushButton::clicked, this, [this, key] {
        m_result->setText(copySecret(key) ? tr("Copied for 30 seconds.") : tr("The clipboard is not available."));
    });
    connect(save, &QPushButton::clicked, this, [this, key] { this->save(key); });
    connect(stored, &QCheckBox::toggled, done, &QWidget::setEnabled);
    connect(done, &QPushButton::clicked, this, &QDialog::accept);
}

void RecoveryKeyDialog::save(const QString &key)
{
    auto *dialog = new QFileDialog(this, tr("Save the recovery key"), QString(), tr("Text (*.txt)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("castellan-recovery-key.txt"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, key](const QString &path) {
        const auto written = client::writePrivateFile(path, key.toStdString() + '\n');
        m_result->setText(written ? tr("Saved.")
                                  : tr("Not saved: %1").arg(client::displayText(written.error().message)));
    });
    dialog->open();
}

void RecoveryKeyDialog::closeEvent(QCloseEvent *event)
{
    if (result() != QDialog::Accepted)
        event->ignore();
}

RecoveryKeyDialog *RecoveryKeyDialog::show(Theme &theme, const QString &key, QWidget *parent)
{
    auto *dialog = new RecoveryKeyDialog(theme, key, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

}  // namespace castellan::ui
