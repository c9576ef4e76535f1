// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/single_instance.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>

namespace castellan {
namespace {

const QByteArray raiseWord = QByteArrayLiteral("raise\n");

QString socketOf(const QString &folder)
{
    // Names of local sockets are short; the folder's path may not be.
    // A folder may be reached by several paths, through symbolic links.
    const QByteArray path = QFileInfo(folder).canonicalFilePath().toUtf8();
    const QByteArray digest = QCryptographicHash::hash(path, QCryptographicHash::Sha256);
    return QStringLiteral("castellan-") + QString::fromLatin1(digest.toHex().left(24));
}

}  // namespace

SingleInstance::SingleInstance(const QString &folder, QObject *parent)
    : QObject(parent), m_socket(socketOf(folder)), m_lock(folder + QStringLiteral("/console.lock"))
{
    // A console may run for weeks, so the lock's age tells nothing; its pid does.
    m_lock.setStaleLockTime(0);
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::claim()
{
    if (m_lock.tryLock(0)) {
        listen();
        return true;
    }
    m_reached = askOther();
    return false;
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(m_socket);
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    m_server->listen(m_socket);
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server->nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
                // One command is understood; other input is dropped.
                if (socket->canReadLine() && socket->readLine(64) == raiseWord)
                    Q_EMIT raiseRequested();
                socket->disconnectFromServer();
            });
        }
    });
}

bool SingleInstance::askOther() const
{
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    if (!socket.waitForConnected(2'000))
        return false;
    socket.write(raiseWord);
    const bool sent = socket.waitForBytesWritten(2'000);
    socket.disconnectFromServer();
    return sent;
}

}  // namespace castellan
