// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/view_memory.h"

#include <QJsonDocument>
#include <QSettings>

namespace castellan::ui {
namespace {

QString key(const QString &serverId, const QString &view)
{
    return QStringLiteral("views/%1/%2").arg(serverId.isEmpty() ? QStringLiteral("all") : serverId, view);
}

}  // namespace

QJsonObject ViewMemory::state(const QString &serverId, const QString &view) const
{
    return QJsonDocument::fromJson(m_settings.value(key(serverId, view)).toByteArray()).object();
}

void ViewMemory::setState(const QString &serverId, const QString &view, const QJsonObject &state)
{
    if (state.isEmpty())
        m_settings.remove(key(serverId, view));
    else
        m_settings.setValue(key(serverId, view), QJsonDocument(state).toJson(QJsonDocument::Compact));
}

void ViewMemory::forgetServer(const QString &serverId)
{
    if (!serverId.isEmpty())
        m_settings.remove(QStringLiteral("views/") + serverId);
}

}  // namespace castellan::ui
