// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/client/transport/raw_server.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

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
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> x509(X509_new(), &X509_free);
    constexpr long day = 24L * 3600;
    X509_set_version(x509.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), long(qHash(name)));
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), -10 * day);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), days * day);
    X509_set_pubkey(x509.get(), key.get());
    const QByteArray common = name.toUtf8();
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x509.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(common.constData()), -1, -1, 0);
    X509_set_issuer_name(x509.get(), X509_get_subject_name(x509.get()));
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, x509.get(), x509.get(), nullptr, nullptr, 0);
    const QByteArray names = name.startsWith(QLatin1String("other")) ? "DNS:other.example" : "IP:127.0.0.1";
    for (const auto &[nid, value] :
         {std::pair{NID_subject_alt_name, names}, {NID_basic_constraints, QByteArray("CA:TRUE")}}) {
        auto *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
        X509_add_ext(x509.get(), extension, -1);
        X509_EXTENSION_free(extension);
    }
    if (X509_sign(x509.get(), key.get(), EVP_sha256()) == 0)
        return std::nullopt;
    const auto write = [](const QString &path, auto put) {
        const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new_file(path.toUtf8().constData(), "w"), &BIO_free);
        return out && put(out.get()) == 1;
    };
    const bool written = write(made.certificate, [&](BIO *out) { return PEM_write_bio_X509(out, x509.get()); }) &&
                         write(made.key, [&](BIO *out) {
                             return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
                         });
    return written ? std::optional(made) : std::nullopt;
}

QString TestCertificate::encryptedKey(const QByteArray &passphrase, bool pkcs8) const
{
    const QString path = key + (pkcs8 ? QStringLiteral(".pkcs8") : QStringLiteral(".older"));
    const std::unique_ptr<BIO, decltype(&BIO_free)> in(BIO_new_file(key.toUtf8().constData(), "r"), &BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pair(
        PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new_file(path.toUtf8().constData(), "w"), &BIO_free);
    const auto *phrase = reinterpret_cast<const unsigned char *>(passphrase.constData());
    const int written =
        pkcs8 ? PEM_write_bio_PKCS8PrivateKey(out.get(), pair.get(), EVP_aes_256_cbc(), passphrase.constData(),
                                              int(passphrase.size()), nullptr, nullptr)
              : PEM_write_bio_PrivateKey_traditional(out.get(), pair.get(), EVP_aes_256_cbc(), phrase,
                                                     int(passphrase.size()), nullptr, nullptr);
    return written == 1 ? path : QString();
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
