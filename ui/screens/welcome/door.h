// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/themed.h"

#include <QAbstractButton>

namespace castellan::ui {

/// A large button: icon, title, explanation.
class Door : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    Door(Theme &theme, Icon icon, const QString &title, const QString &meaning, QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    /// Another line instead of the meaning while it works, e.g. "Starting…"; empty: the meaning again.
    void setBusy(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int textLeft() const;
    Icon m_icon;
    QString m_meaning;
    QString m_busy;
};

}  // namespace castellan::ui
