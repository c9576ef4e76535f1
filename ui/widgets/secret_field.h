// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"
#include "ui/theme/theme.h"

#include <QLineEdit>

namespace castellan::ui {

/// A field for a password or token: masked with a reveal button, no undo, no completion, no drag, no primary selection;
/// revealed text is copied as a secret. take() hands the bytes over once and empties the field.
class SecretField : public QLineEdit {
    Q_OBJECT
public:
    explicit SecretField(Theme &theme, QWidget *parent = nullptr);
    ~SecretField() override;
    /// UTF-8; the field is empty afterwards and what it held is overwritten as far as Qt lets us.
    [[nodiscard]] Secret take();
    /// A copy of what is typed; the field keeps it.
    [[nodiscard]] Secret peek() const;
    [[nodiscard]] bool isEmpty() const { return text().isEmpty(); }
    void wipe();

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setRevealed(bool on);
    Theme &m_theme;
    QAction *m_reveal;
    bool m_revealed = false;
};

}  // namespace castellan::ui
