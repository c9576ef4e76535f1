// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/secure_socket.h"

#include "client/transport/tls.h"

#include <QSslSocket>
#include <QWebSocket>

namespace castellan::client {

void secure(QWebSocket &socket, const Endpoint &endpoint)
{
    auto proxy = proxyFor(endpoint);
    auto tls = tlsFor(endpoint);
    if (!proxy || !tls) {
        auto none = QSslConfiguration::defaultConfiguration();
        none.setCaCertificates({});
        none.setPeerVerifyMode(QSslSocket::VerifyPeer);
        socket.setSslConfiguration(none);
        return;
    }
    socket.setProxy(*proxy);
    socket.setSslConfiguration(*tls);
    if (endpoint.pin.isEmpty())
        return;
    const QString pin = endpoint.pin;
    QObject::connect(&socket, &QWebSocket::sslErrors, &socket, [&socket, pin](const QList<QSslError> &errors) {
        if (!errors.isEmpty() && judge(pin, errors.first().certificate(), errors) == PinVerdict::matches)
            socket.ignoreSslErrors(errors);
    });
    // A trusted issuer raises no error, so the key is checked after the handshake; only the socket
    // inside tells when, and it exists from the first change of state on.
    QObject::connect(&socket, &QWebSocket::stateChanged, &socket, [&socket, pin] {
        auto *inner = socket.findChild<QSslSocket *>();
        if (!inner || inner->property("pinned").toBool())
            return;
        inner->setProperty("pinned", true);
        QObject::connect(inner, &QSslSocket::encrypted, inner, [inner, pin] {
            if (judge(pin, inner->peerCertificate(), {}) == PinVerdict::mismatch)
                inner->abort();
        });
    });
}

}  // namespace castellan::client
