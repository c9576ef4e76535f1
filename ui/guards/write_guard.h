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

/// Switches off what changes a server while it takes no changes, with the reason as tooltip and description. The gate
/// itself is Server::apply; this only says so beforehand.
class WriteGuard : public QObject {
    Q_OBJECT
public:
    WriteGuard(client::Server &server, QObject *parent);
    void add(QWidget *control);
    void add(QAction *action);
    /// Further reason of the view's own (e.g. "Only owners change roles"); empty: none.
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
