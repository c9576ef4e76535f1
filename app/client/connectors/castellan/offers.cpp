// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/offers.h"

#include <QStringList>

namespace castellan::client::own {
namespace {

/// A path of a description with "*" for each parameter, without a slash at its end.
QString withoutNames(boost::json::string_view path)
{
    auto segments = QString::fromUtf8(path.data(), qsizetype(path.size())).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (auto &segment : segments)
        if (segment.startsWith(QLatin1Char('{')))
            segment = QStringLiteral("*");
    return QString(QLatin1Char('/') % segments.join(QLatin1Char('/')));
}

}  // namespace

Offers::Offers(const json::object &description)
{
    const auto *paths = description.if_contains("paths");
    if (!paths || !paths->is_object())
        return;
    for (const auto &path : paths->get_object()) {
        if (!path.value().is_object())
            continue;
        for (const auto &method : path.value().get_object())
            m_operations.insert(QString(QString::fromUtf8(method.key().data(), qsizetype(method.key().size())) %
                                        QLatin1Char(' ') % withoutNames(path.key())));
    }
}

bool Offers::has(const char *method, const char *path) const
{
    return m_operations.contains(QString(QLatin1String(method) % QLatin1Char(' ') % QLatin1String(path)));
}

}  // namespace castellan::client::own
