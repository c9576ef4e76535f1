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
    switch (group) {
    case ViewGroup::top:
    case ViewGroup::hidden:
        return {};
    case ViewGroup::people:
        return QCoreApplication::translate("View", "People");
    case ViewGroup::security:
        return QCoreApplication::translate("View", "Security");
    case ViewGroup::server:
        return QCoreApplication::translate("View", "Server");
    case ViewGroup::console:
        return QCoreApplication::translate("View", "This console");
    }
    return {};
}

}  // namespace castellan::ui
