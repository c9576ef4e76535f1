// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/themed.h"

#include <QWidget>

namespace castellan::ui {

/// "AW" of "Ann Weber", "PA" of "Plant A", "BO" of "bob".
[[nodiscard]] QString initialsOf(const QString &name);

/// Initials on a quiet ground. Pictures are never fetched, because a request would reveal who is viewed.
class Avatar : public Themed<> {
    Q_OBJECT
public:
    Avatar(Theme &theme, const QString &name, QWidget *parent = nullptr);
    void setName(const QString &name);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
};

}  // namespace castellan::ui
