// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLockFile>
#include <QObject>
#include <QString>

#include <memory>

class QLocalServer;

namespace castellan {

/// One console per configuration folder. The first holds a lock file with its pid (a crashed one does not block) and
/// listens on a local socket that only its user may open; a second one asks it to come to the front, and ends.
class SingleInstance : public QObject {
    Q_OBJECT
public:
    explicit SingleInstance(const QString &folder, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// False: another one runs. It was asked to raise its window if `reached` says so.
    [[nodiscard]] bool claim();
    [[nodiscard]] bool reachedOther() const { return m_reached; }

Q_SIGNALS:
    /// A second instance asks to raise the window.
    void raiseRequested();

private:
    bool askOther() const;
    void listen();
    QString m_socket;
    QLockFile m_lock;
    QLocalServer *m_server = nullptr;
    bool m_reached = false;
};

}  // namespace castellan
