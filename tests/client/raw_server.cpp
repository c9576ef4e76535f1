// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/client/raw_server.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <memory>

namespace castellan::client {

RawServer::RawServer(QObject *parent) : QTcpServer(parent)
{
    listen(QHostAddress::LocalHost);
}

QUrl RawServer::url() const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2")
                    .arg(tls ? QStringLiteral("https") : QStringLiteral("http"))
                    .arg(serverPort()));
}

QByteArray RawServer::reply(int status, const QByteArray &body, const QByteArray &type,
                            const QList<QByteArray> &headers)
{
    QByteArray out =
        "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    if (!type.isEmpty())
        out += "Content-Type: " + type + "\r\n";
    for (const auto &header : headers)
        out += header + "\r\n";
    return out + "\r\n" + body;
}

void RawServer::incomingConnection(qintptr descriptor)
{
    const int number = ++connections;
    if (!tls) {
        auto *socket = new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
        serve(socket, number);
        return;
    }
    auto *socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setSslConfiguration(*tls);
    socket->startServerEncryption();
    serve(socket, number);
}

void RawServer::serve(QTcpSocket *socket, int connection)
{
    auto buffer = std::make_shared<QByteArray>();
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer, connection] {
        buffer->append(socket->readAll());
        for (;;) {
            const auto end = buffer->indexOf("\r\n\r\n");
            if (end < 0)
                return;
            RawRequest request;
            request.connection = connection;
            const auto lines = buffer->left(end).split('\n');
            const auto first = lines.first().trimmed().split(' ');
            request.method = first.value(0);
            request.target = first.value(1);
            for (const auto &line : lines.mid(1)) {
                const auto colon = line.indexOf(':');
                request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
            }
            const auto length = request.header("content-length").toLongLong();
            if (buffer->size() < end + 4 + length)
                return;
            request.body = buffer->mid(end + 4, length);
            buffer->remove(0, end + 4 + length);
            seen.append(request);
            const QByteArray out = answer ? answer(request) : reply(200, "{}");
            if (out.isEmpty()) {
                socket->disconnectFromHost();
                return;
            }
            socket->write(out);
        }
    });
}

std::optional<TestCertificate> TestCertificate::make(const QString &folder, const QString &name, int days)
{
    TestCertificate made{folder + QLatin1Char('/') + name + QStringLiteral(".pem"),
                         folder + QLatin1Char('/') + name + QStringLiteral(".key")};
    QProcess openssl;
    QStringList arguments{
        QStringLiteral("req"),         QStringLiteral("-x509"),    QStringLiteral("-newkey"),
        QStringLiteral("ec"),          QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"),
        QStringLiteral("-nodes"),      QStringLiteral("-keyout"),  made.key,
        QStringLiteral("-out"),        made.certificate,           QStringLiteral("-subj"),
        QStringLiteral("/CN=") + name, QStringLiteral("-addext"),  QStringLiteral("subjectAltName=IP:127.0.0.1"),
        QStringLiteral("-days"),       QString::number(days)};
    openssl.start(QStringLiteral("openssl"), arguments);
    if (!openssl.waitForFinished(20'000) || openssl.exitCode() != 0)
        return std::nullopt;
    return made;
}

QSslConfiguration TestCertificate::configuration() const
{
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate::fromPath(certificate).value(0));
    QFile file(key);
    if (file.open(QIODevice::ReadOnly))
        tls.setPrivateKey(QSslKey(file.readAll(), QSsl::Ec));
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return tls;
}

}  // namespace castellan::client
