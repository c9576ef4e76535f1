// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/file_field.h"

#include "ui/widgets/button.h"
#include "ui/widgets/dialogs.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>

namespace castellan::ui {

FileField::FileField(Theme &theme, const QString &purpose, const QString &filter, QWidget *parent)
    : QWidget(parent), m_purpose(purpose), m_filter(filter), m_edit(new QLineEdit(this)),
      m_choose(new Button(theme, tr("Choose…"), ButtonKind::secondary, this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme.metrics().gap());
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_choose);
    m_choose->setAccessibleName(purpose);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &FileField::changed);
    connect(m_choose, &QPushButton::clicked, this, &FileField::choose);
}

QString FileField::path() const
{
    const QString typed = m_edit->text().trimmed();
    // A file that is dropped on a field arrives as its URL.
    const QUrl dropped(typed);
    return dropped.isLocalFile() ? dropped.toLocalFile() : typed;
}

void FileField::setPath(const QString &path)
{
    m_edit->setText(path);
    m_edit->setCursorPosition(0);
}

void FileField::setReadOnly(bool on)
{
    m_edit->setReadOnly(on);
    m_choose->setEnabled(!on);
}

void FileField::choose()
{
    auto *dialog = new QFileDialog(window(), m_purpose, QFileInfo(path()).absolutePath(), m_filter);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FileField::setPath);
    openOver(dialog, m_choose);
}

}  // namespace castellan::ui
