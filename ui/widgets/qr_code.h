// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/themed.h"

#include <QWidget>

namespace castellan::ui {

/// A QR code: black on white with its quiet zone of four modules in every theme, because cameras know no other. Never
/// smaller than 200 device-independent pixels, modules of whole pixels.
class QrCode : public Themed<> {
    Q_OBJECT
public:
    explicit QrCode(Theme &theme, QWidget *parent = nullptr);
    /// Empty: nothing is shown. What is too long for a code shows nothing either.
    void setText(const QString &text);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_modules;  ///< one pixel each, quiet zone included
};

}  // namespace castellan::ui
