// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/keyring_prompt.h"

#ifdef CASTELLAN_DBUS
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#endif

namespace castellan {

#ifdef CASTELLAN_DBUS

KeyringPrompt::KeyringPrompt(QObject *parent) : QObject(parent)
{
    const QString prompter = QStringLiteral("org.gnome.keyring.SystemPrompter");
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected() || !bus.interface())
        return;
    auto *watcher = new QDBusServiceWatcher(prompter, bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString &, const QString &, const QString &owner) { m_owned = !owner.isEmpty(); });
    auto *asked =
        new QDBusPendingCallWatcher(bus.interface()->asyncCall(QStringLiteral("NameHasOwner"), prompter), this);
    connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked] {
        const QDBusPendingReply<bool> reply = *asked;
        m_owned = m_owned || (reply.isValid() && reply.value());
        asked->deleteLater();
    });
}

#else

KeyringPrompt::KeyringPrompt(QObject *parent) : QObject(parent) {}

#endif

}  // namespace castellan
