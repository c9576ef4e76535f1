// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/write_guard.h"

#include "client/display_text.h"
#include "ui/widgets/tool_tip.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

#include <algorithm>

namespace castellan::ui {

QString whyNoChanges(const client::Server &server)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("WriteGuard", text); };
    const QString name = client::isolated(server.profile().name);
    if (server.isReadOnly())
        return tr(QT_TRANSLATE_NOOP("WriteGuard", "%1 is read-only here. Unlock it with Ctrl+L to change something."))
            .arg(name);
    switch (server.state()) {
    case client::ConnectionState::connected:
    case client::ConnectionState::degraded:
        return {};
    case client::ConnectionState::connecting:
        return tr(QT_TRANSLATE_NOOP("WriteGuard", "Still connecting to %1.")).arg(name);
    case client::ConnectionState::offline:
        return tr(QT_TRANSLATE_NOOP("WriteGuard", "%1 cannot be reached.")).arg(name);
    case client::ConnectionState::signed_out:
    case client::ConnectionState::needs_sign_in:
        return tr(QT_TRANSLATE_NOOP("WriteGuard", "Sign in to %1 first.")).arg(name);
    case client::ConnectionState::tls_error:
        return tr(QT_TRANSLATE_NOOP("WriteGuard", "The certificate of %1 is not trusted.")).arg(name);
    }
    return {};
}

WriteGuard::WriteGuard(client::Server &server, QObject *parent) : QObject(parent), m_server(server)
{
    m_reason = whyNoChanges(server);
    connect(&server, &client::Server::stateChanged, this, &WriteGuard::update);
    connect(&server, &client::Server::profileChanged, this, &WriteGuard::update);
}

void WriteGuard::add(QWidget *control)
{
    m_guarded.push_back({control, control->toolTip(), {}});
    apply(m_guarded.back());
}

void WriteGuard::add(QAction *action)
{
    m_guarded.push_back({action, action->toolTip(), {}});
    apply(m_guarded.back());
}

void WriteGuard::setReason(QWidget *control, const QString &why)
{
    for (Guarded &guarded : m_guarded) {
        if (guarded.target == control) {
            guarded.own = why;
            apply(guarded);
        }
    }
}

void WriteGuard::update()
{
    const QString why = whyNoChanges(m_server);
    if (why == m_reason)
        return;
    m_reason = why;
    std::erase_if(m_guarded, [](const Guarded &guarded) { return !guarded.target; });
    for (const Guarded &guarded : m_guarded)
        apply(guarded);
    Q_EMIT reasonChanged(why);
}

void WriteGuard::apply(const Guarded &guarded) const
{
    const QString why = m_reason.isEmpty() ? guarded.own : m_reason;
    if (auto *control = qobject_cast<QWidget *>(guarded.target)) {
        control->setEnabled(why.isEmpty());
        setTip(control, why.isEmpty() ? guarded.tip : why);
        control->setAccessibleDescription(why);
    } else if (auto *action = qobject_cast<QAction *>(guarded.target)) {
        action->setEnabled(why.isEmpty());
        setTip(action, why.isEmpty() ? guarded.tip : why);
    }
}

}  // namespace castellan::ui
