// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>
#include <utility>

namespace castellan::ui {
namespace {

void paint(QPainter &painter, const QString &file, const QColor &color, const QRectF &where)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return;
    QByteArray svg = source.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(&painter, where);
}

class StrokeEngine final : public QIconEngine {
public:
    StrokeEngine(Icon icon, QColor color, QColor disabled)
        : m_file(iconFile(icon)), m_color(std::move(color)), m_disabled(std::move(disabled))
    {
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        // Square, at the leading edge; the rest of a wider rectangle is the gap to the text.
        const int side = std::min(rect.width(), rect.height());
        const bool rightToLeft = QGuiApplication::isRightToLeft();
        const QRect square(rightToLeft ? rect.right() + 1 - side : rect.left(), rect.top() + (rect.height() - side) / 2,
                           side, side);
        ui::paint(*painter, m_file, mode == QIcon::Disabled ? m_disabled : m_color, square);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new StrokeEngine(*this); }

private:
    QString m_file;
    QColor m_color;
    QColor m_disabled;
};

}  // namespace

QString iconFile(Icon icon)
{
    switch (icon) {
#define X(name, file)                                                                                                  \
    case Icon::name:                                                                                                   \
        return QStringLiteral(":/icons/" file ".svg");
        CASTELLAN_ICONS(X)
#undef X
    }
    return {};
}

QPixmap iconPixmap(Icon icon, const QColor &color, int size, qreal devicePixelRatio)
{
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.fill(Qt::transparent);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPainter painter(&pixmap);
    paint(painter, iconFile(icon), color, QRectF(0, 0, size, size));
    return pixmap;
}

QIcon iconIn(Icon icon, const QColor &color, const QColor &disabled)
{
    return QIcon(new StrokeEngine(icon, color, disabled));
}

QIcon applicationIcon()
{
    return QIcon(QStringLiteral(":/icons/castellan.svg"));
}

}  // namespace castellan::ui
