// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"

#include <QObject>
#include <QPointer>

#include <vector>

class QAction;
class QWidget;

namespace castellan::ui {

/// Why nothing can be changed on this server now (read-only, offline, session ended); empty: it can.
[[nodiscard]] QString whyNoChanges(const client::Server &server);

/// Disables controls that change a server while it accepts no changes, with the reason as tooltip and description.
/// Server::apply enforces the rule; this shows it in advance.
class WriteGuard : public QObject {
    Q_OBJECT
public:
    WriteGuard(client::Server &server, QObject *parent);
    void add(QWidget *control);
    void add(QAction *action);
    /// A further reason of the view (e.g. "Only owners change roles"); empty: none.
    void setReason(QWidget *control, const QString &why);
    [[nodiscard]] QString reason() const { return m_reason; }

Q_SIGNALS:
    void reasonChanged(const QString &why);

private:
    struct Guarded {
        QPointer<QObject> target;
        QString tip;  ///< as it was before
        QString own;  ///< the view's reason
    };
    void update();
    void apply(const Guarded &guarded) const;
    client::Server &m_server;
    QString m_reason;
    std::vector<Guarded> m_guarded;
};

}  // namespace castellan::ui
