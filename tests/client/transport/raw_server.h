// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMultiMap>
#include <QPointer>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <optional>

namespace castellan::client {

struct RawRequest {
    QByteArray method;
    QByteArray target;
    QMultiMap<QByteArray, QByteArray> headers;  ///< names in lower case
    QByteArray body;
    int connection = 0;  ///< counted from 1
    [[nodiscard]] QByteArray header(const QByteArray &name) const { return headers.value(name); }
};

/// An HTTP server that does exactly what a test says, on a real socket: what is sent back are raw bytes, and empty
/// bytes hang up without an answer.
class RawServer : public QTcpServer {
    Q_OBJECT
public:
    explicit RawServer(QObject *parent = nullptr);

    std::function<QByteArray(const RawRequest &)> answer;
    QList<RawRequest> seen;
    int connections = 0;
    std::optional<QSslConfiguration> tls;

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] static QByteArray reply(int status, const QByteArray &body,
                                          const QByteArray &type = "application/json",
                                          const QList<QByteArray> &headers = {});

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void serve(QTcpSocket *socket, int connection);
};

/// A self-signed certificate for 127.0.0.1, or for other.example if its name begins with "other". Days may be negative:
/// already expired.
struct TestCertificate {
    QString certificate;
    QString key;
    [[nodiscard]] static std::optional<TestCertificate> make(const QString &folder, const QString &name, int days = 30);
    [[nodiscard]] QSslConfiguration configuration() const;
    /// Another file with the same key, which only this passphrase opens; PKCS #8, or the older form.
    [[nodiscard]] QString encryptedKey(const QByteArray &passphrase, bool pkcs8 = true) const;
};

}  // namespace castellan::client
