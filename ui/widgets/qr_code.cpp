// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/qr_code.h"

#include "ui/theme/palette.h"

#include <QPainter>

#include <qrcodegen/qrcodegen.hpp>

#include <algorithm>
#include <exception>

namespace castellan::ui {
namespace {

constexpr int quietZone = 4;
constexpr int leastSide = 200;

}  // namespace

QrCode::QrCode(Theme &theme, QWidget *parent) : Themed(theme, parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("QR code for an authenticator"));
}

void QrCode::setText(const QString &text)
{
    m_modules = {};
    if (!text.isEmpty()) {
        try {
            const auto code = qrcodegen::QrCode::encodeText(text.toUtf8().constData(), qrcodegen::QrCode::Ecc::MEDIUM);
            const int side = code.getSize() + 2 * quietZone;
            m_modules = QImage(side, side, QImage::Format_RGB32);
            m_modules.fill(codePaper);
            for (int y = 0; y < code.getSize(); ++y)
                for (int x = 0; x < code.getSize(); ++x)
                    if (code.getModule(x, y))
                        m_modules.setPixel(x + quietZone, y + quietZone, codeInk);
        } catch (const std::exception &) {
            // Too long for a code: the key beside it is still there.
        }
    }
    remeasure();
}

QSize QrCode::sizeHint() const
{
    const int wanted = std::max(leastSide, m_theme.metrics().units(56));
    const int modules = std::max(1, m_modules.width());
    const int side = (wanted + modules - 1) / modules * modules;
    return {side, side};
}

void QrCode::paintEvent(QPaintEvent *)
{
    if (m_modules.isNull())
        return;
    QPainter painter(this);
    painter.drawImage(rect(), m_modules);
}

}  // namespace castellan::ui
