// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/tls.h"

#include "client/display_text.h"
#include "core/try.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/x509.h>

#include <memory>

namespace castellan::client {

namespace {

struct Tls {
    Q_DECLARE_TR_FUNCTIONS(Tls)
};

Failure unusable(const QString &file, const char *member, const QString &why)
{
    return fail(ErrorCode::validation, Tls::tr("Cannot use %1: %2").arg(file, why).toStdString()).at(member);
}

bool isEncrypted(const QByteArray &pem)
{
    // PKCS #8 says so in its label (RFC 7468, 11), older forms in a header (RFC 1421, 4.6.1.1).
    return pem.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") || pem.contains("Proc-Type: 4,ENCRYPTED");
}

Result<QSslKey> readKey(const QString &path, const Secret &passphrase)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unusable(path, "clientKey", file.errorString());
    const QByteArray pem = file.readAll();
    const bool encrypted = isEncrypted(pem);
    if (encrypted && passphrase.empty())
        return unusable(path, "keyPassphrase", Tls::tr("the private key needs its passphrase."));
    QByteArray phrase(reinterpret_cast<const char *>(passphrase.data()), qsizetype(passphrase.size()));
    QSslKey key;
    for (const auto algorithm : {QSsl::Ec, QSsl::Rsa}) {
        if (key.isNull())
            key = QSslKey(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, phrase);
    }
    phrase.fill('\0');
    if (!key.isNull())
        return key;
    return encrypted ? unusable(path, "keyPassphrase", Tls::tr("the passphrase does not open the private key."))
                     : unusable(path, "clientKey", Tls::tr("it holds no RSA or EC private key in PEM form."));
}

bool pinAnswersFor(QSslError::SslError error)
{
    switch (error) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::HostNameMismatch:
        return true;
    default:
        return false;
    }
}

}  // namespace

Result<QSslConfiguration> tlsFor(const Endpoint &endpoint)
{
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!endpoint.caFile.isEmpty()) {
        const auto certificates = QSslCertificate::fromPath(endpoint.caFile);
        if (certificates.isEmpty())
            return unusable(endpoint.caFile, "caFile", Tls::tr("it holds no certificate in PEM form."));
        tls.setCaCertificates(certificates);
    }
    if (!endpoint.clientCertificate.isEmpty()) {
        const auto chain = QSslCertificate::fromPath(endpoint.clientCertificate);
        if (chain.isEmpty())
            return unusable(endpoint.clientCertificate, "clientCertificate",
                            Tls::tr("it holds no certificate in PEM form."));
        auto key = TRY(readKey(endpoint.clientKey.isEmpty() ? endpoint.clientCertificate : endpoint.clientKey,
                               endpoint.keyPassphrase));
        tls.setLocalCertificateChain(chain);
        tls.setPrivateKey(key);
    }
    return tls;
}

Result<QNetworkProxy> proxyFor(const Endpoint &endpoint)
{
    if (endpoint.proxy.isEmpty())
        return QNetworkProxy(QNetworkProxy::NoProxy);
    if (endpoint.proxy == QLatin1String("system")) {
        if (isLoopback(endpoint.base))
            return QNetworkProxy(QNetworkProxy::NoProxy);
        const auto found = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(endpoint.base));
        return found.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : found.first();
    }
    const QUrl url(endpoint.proxy);
    const bool socks = url.scheme() == QLatin1String("socks5");
    if (!url.isValid() || url.host().isEmpty() || (!socks && url.scheme() != QLatin1String("http")))
        return fail(ErrorCode::validation,
                    Tls::tr("The proxy must look like http://host:port or socks5://host:port.").toStdString())
            .at("proxy");
    if (!url.userInfo().isEmpty())
        return fail(ErrorCode::validation,
                    Tls::tr("The proxy's address must not hold a user name or password.").toStdString())
            .at("proxy");
    QNetworkProxy proxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                        quint16(url.port(socks ? 1080 : 3128)));
    if (!endpoint.proxyUser.isEmpty()) {
        const auto password = endpoint.proxyPassword.view();
        proxy.setUser(endpoint.proxyUser);
        proxy.setPassword(QString::fromUtf8(password.data(), qsizetype(password.size())));
    }
    return proxy;
}

bool keyIsEncrypted(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && isEncrypted(file.readAll());
}

Result<void> checkEndpoint(const Endpoint &endpoint)
{
    TRY(checkBase(endpoint.base));
    TRY(tlsFor(endpoint));
    TRY(proxyFor(endpoint));
    return {};
}

QString publicKeyHash(const QSslCertificate &certificate)
{
    // QSslKey knows RSA, DSA and EC only; OpenSSL reads every kind.
    const QByteArray der = certificate.toDer();
    if (der.isEmpty())
        return {};
    const auto *at = reinterpret_cast<const unsigned char *>(der.constData());
    const std::unique_ptr<X509, decltype(&X509_free)> x509(d2i_X509(nullptr, &at, long(der.size())), &X509_free);
    if (!x509)
        return {};
    unsigned char *spki = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x509.get()), &spki);
    if (length <= 0)
        return {};
    const auto hash = QCryptographicHash::hash(QByteArrayView(spki, length), QCryptographicHash::Sha256);
    OPENSSL_free(spki);
    return QString::fromLatin1(hash.toHex());
}

CertificateInfo describe(const QSslCertificate &certificate, const QList<QSslError> &errors)
{
    CertificateInfo info;
    const auto named = [](const QStringList &common, const QStringList &organisation) {
        return displayText((common.isEmpty() ? organisation : common).join(QLatin1String(", ")));
    };
    for (const QString &name : certificate.subjectAlternativeNames())
        info.names.append(displayText(name));
    info.names.removeDuplicates();
    info.subject = named(certificate.subjectInfo(QSslCertificate::CommonName),
                         certificate.subjectInfo(QSslCertificate::Organization));
    if (info.subject.isEmpty() && !info.names.isEmpty())
        info.subject = info.names.first();
    info.issuer = named(certificate.issuerInfo(QSslCertificate::CommonName),
                        certificate.issuerInfo(QSslCertificate::Organization));
    info.validFrom = certificate.effectiveDate().toUTC();
    info.validUntil = certificate.expiryDate().toUTC();
    info.fingerprint = QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
    info.publicKey = publicKeyHash(certificate);
    info.trustable = !info.publicKey.isEmpty();
    for (const auto &error : errors) {
        info.problems.append(error.errorString());
        info.trustable = info.trustable && pinAnswersFor(error.error());
    }
    return info;
}

PinVerdict judge(const QString &pin, const QSslCertificate &certificate, const QList<QSslError> &errors)
{
    if (pin.isEmpty())
        return PinVerdict::no_pin;
    if (publicKeyHash(certificate) != pin.toLower())
        return PinVerdict::mismatch;
    for (const auto &error : errors) {
        if (!pinAnswersFor(error.error()))
            return PinVerdict::matches_but_refused;
    }
    return PinVerdict::matches;
}

}  // namespace castellan::client
