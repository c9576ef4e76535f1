// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace castellan::client {

/// An HTTP proxy that opens tunnels (RFC 9110, 9.3.6) and, if it has a user, asks for their password (Basic).
class TunnelProxy : public QTcpServer {
    Q_OBJECT
public:
    explicit TunnelProxy(QObject *parent = nullptr) : QTcpServer(parent) { listen(QHostAddress::LocalHost); }

    QByteArray user;
    QByteArray password;
    QList<QByteArray> tunnels;  ///< "127.0.0.1:8443", each that was opened
    int refused = 0;            ///< for want of the right password

    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { serve(socket); });
    }

private:
    void serve(QTcpSocket *socket)
    {
        QByteArray head = socket->property("head").toByteArray() + socket->readAll();
        socket->setProperty("head", head);
        if (!head.contains("\r\n\r\n"))
            return;
        socket->setProperty("head", {});
        const QByteArray wanted = "Proxy-Authorization: Basic " + QByteArray(user + ':' + password).toBase64();
        if (!user.isEmpty() && !head.contains(wanted)) {
            refused += head.contains("Proxy-Authorization") ? 1 : 0;
            socket->write("HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        const QByteArray target = head.split(' ').value(1);
        tunnels.append(target);
        disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
        auto *far = new QTcpSocket(socket);
        connect(far, &QTcpSocket::connected, socket, [socket, far] {
            socket->write("HTTP/1.1 200 X\r\n\r\n");
            connect(socket, &QTcpSocket::readyRead, far, [socket, far] { far->write(socket->readAll()); });
            connect(far, &QTcpSocket::readyRead, socket, [socket, far] { socket->write(far->readAll()); });
        });
        connect(far, &QTcpSocket::disconnected, socket, &QTcpSocket::disconnectFromHost);
        const auto colon = target.lastIndexOf(':');
        far->connectToHost(QString::fromLatin1(target.left(colon)), target.mid(colon + 1).toUShort());
    }
};

}  // namespace castellan::client
