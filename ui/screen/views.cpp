// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screen/views.h"

#include <QCoreApplication>

#include <algorithm>

namespace castellan::ui {

const View *Views::find(const QString &id) const
{
    const auto it = std::ranges::find_if(m_rows, [&id](const View &view) { return id == QLatin1String(view.id); });
    return it == m_rows.end() ? nullptr : &*it;
}

QString titleOf(const View &view)
{
    return QCoreApplication::translate("View", view.title);
}

QString titleOf(ViewGroup group)
{
    constexpr const char *titles[] = {
        "",
        QT_TRANSLATE_NOOP("View", "People"),
        QT_TRANSLATE_NOOP("View", "Security"),
        QT_TRANSLATE_NOOP("View", "Server"),
        QT_TRANSLATE_NOOP("View", "Your account"),
        QT_TRANSLATE_NOOP("View", "This console"),
        "",
    };
    const auto *title = titles[std::size_t(group)];
    return *title == '\0' ? QString() : QCoreApplication::translate("View", title);
}

}  // namespace castellan::ui
