// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;

namespace castellan::ui {

class FormColumn;
class SecretField;

/// One step of signing in or of confirming one's identity: fields that all have to be filled in. Enter submits.
class CredentialPage : public QWidget {
    Q_OBJECT
public:
    explicit CredentialPage(Theme &theme, QWidget *parent = nullptr);

    /// `missing` is the problem while the field is empty.
    QLineEdit *addLine(const QString &label, const char *name, const QString &missing);
    SecretField *addSecret(const QString &label, const char *name, const QString &missing);
    /// For the codes of authenticators, and backup codes.
    QLineEdit *addCode(const QString &label, const char *name, const QString &missing);
    void setFieldVisible(const QLineEdit *edit, bool visible);
    [[nodiscard]] FormColumn &column() const { return *m_column; }

    /// The first missing or wrong value, with the focus on its field; empty if the page may be submitted.
    [[nodiscard]] virtual QString problem();
    /// Empties every field but plain lines.
    virtual void wipe();
    [[nodiscard]] bool isEmpty() const;
    /// The first empty field, else the last one.
    void focusFirst();
    void setReadOnly(bool on);

Q_SIGNALS:
    void submitted();

private:
    struct Field {
        QLabel *label;
        QLineEdit *edit;
        QString missing;
        bool kept;  ///< not emptied by wipe()
    };
    void add(const QString &label, QLineEdit *edit, const char *name, const QString &missing, bool kept);

    Theme &m_theme;
    FormColumn *m_column;
    std::vector<Field> m_fields;
};

/// The code in a field, without the spaces that people type.
[[nodiscard]] QString codeIn(const QLineEdit &field);

}  // namespace castellan::ui
