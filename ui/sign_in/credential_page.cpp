// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/credential_page.h"

#include "ui/widgets/form_column.h"
#include "ui/widgets/secret_field.h"

#include <QLineEdit>

#include <algorithm>

namespace castellan::ui {

CredentialPage::CredentialPage(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_column(new FormColumn(theme, this))
{
}

void CredentialPage::add(const QString &label, QLineEdit *edit, const char *name, const QString &missing, bool kept)
{
    m_fields.push_back({m_column->addField(label, edit, name), edit, missing, kept});
    connect(edit, &QLineEdit::returnPressed, this, &CredentialPage::submitted);
}

QLineEdit *CredentialPage::addLine(const QString &label, const char *name, const QString &missing)
{
    auto *edit = new QLineEdit(this);
    add(label, edit, name, missing, true);
    return edit;
}

SecretField *CredentialPage::addSecret(const QString &label, const char *name, const QString &missing)
{
    auto *field = new SecretField(m_theme, this);
    add(label, field, name, missing, false);
    return field;
}

QLineEdit *CredentialPage::addCode(const QString &label, const char *name, const QString &missing)
{
    auto *edit = new QLineEdit(this);
    add(label, edit, name, missing, false);
    edit->setProperty("fixed", true);
    edit->setMaxLength(32);
    edit->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhPreferNumbers);
    return edit;
}

void CredentialPage::setFieldVisible(const QLineEdit *edit, bool visible)
{
    for (const auto &field : m_fields) {
        if (field.edit != edit)
            continue;
        field.label->setVisible(visible);
        field.edit->setVisible(visible);
    }
}

QString CredentialPage::problem()
{
    for (const auto &field : m_fields) {
        if (field.edit->isHidden() || !field.edit->text().isEmpty())
            continue;
        field.edit->setAccessibleDescription(field.missing);
        field.edit->setFocus();
        return field.missing;
    }
    return {};
}

bool CredentialPage::isEmpty() const
{
    return std::ranges::all_of(m_fields, [](const Field &field) {
        return field.edit->isHidden() || field.kept || field.edit->text().isEmpty();
    });
}

void CredentialPage::wipe()
{
    for (const auto &field : m_fields) {
        if (auto *secret = qobject_cast<SecretField *>(field.edit))
            secret->wipe();
        else if (!field.kept)
            field.edit->clear();
    }
}

void CredentialPage::focusFirst()
{
    QLineEdit *first = nullptr;
    for (const auto &field : m_fields) {
        if (field.edit->isHidden())
            continue;
        first = field.edit;
        if (first->text().isEmpty())
            break;
    }
    if (first)
        first->setFocus();
}

void CredentialPage::setReadOnly(bool on)
{
    for (const auto &field : m_fields)
        field.edit->setReadOnly(on);
}

QString codeIn(const QLineEdit &field)
{
    return field.text().remove(u' ');
}

}  // namespace castellan::ui
