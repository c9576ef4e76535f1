// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/identity_proof.h"

#include "client/transport/failure.h"
#include "client/transport/tls.h"
#include "core/crypto/base64url.h"
#include "core/crypto/server_identity.h"
#include "core/records/server_identity.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrlQuery>

namespace castellan::client::own {
namespace {

constexpr int mostWaitMs = 5'000;
constexpr qint64 longestAnswer = 4096;

struct IdentityProof {
    Q_DECLARE_TR_FUNCTIONS(IdentityProof)
};

/// As Qt writes it into the request.
std::string hostOf(const QUrl &url)
{
    QString host = url.host(QUrl::FullyEncoded);
    if (host.contains(QLatin1Char(':')))
        host = QLatin1Char('[') + host + QLatin1Char(']');
    const int port = url.port();
    return (port > 0 && port != 80 ? host + QLatin1Char(':') + QString::number(port) : host).toStdString();
}

Result<QString> judge(const QByteArray &body, const std::string &host, std::span<const std::byte> nonce)
{
    const auto said = json::decodeText<records::ServerIdentity>({body.constData(), std::size_t(body.size())},
                                                                json::UnknownMembers::ignore);
    const auto key = said ? fromBase64Url(said->key) : std::nullopt;
    const auto signature = said ? fromBase64Url(said->signature) : std::nullopt;
    if (!key || !signature || !server_identity::holds(*key, host, nonce, *signature))
        return fail(ErrorCode::pin_mismatch,
                    IdentityProof::tr("The identity of the server at %1 could not be verified. Nothing was sent to it.")
                        .arg(QString::fromStdString(host))
                        .toStdString());
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(key->data()), qsizetype(key->size())).toHex());
}

Result<QString> read(QNetworkReply &reply, const std::string &host, std::span<const std::byte> nonce)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return fail(networkFailure(reply.error(), reply.errorString(), QString::fromStdString(host), false));
    if (status == 429 || status >= 500)
        return fail(failureOf(status, {}, {}, {}, {}));
    return judge(status == 200 ? reply.read(longestAnswer) : QByteArray(), host, nonce);
}

}  // namespace

Future<QString> askIdentity(QObject *context, const Endpoint &endpoint, Random &random)
{
    auto nonce = std::make_shared<std::vector<std::byte>>(server_identity::nonceSize);
    random.fill(*nonce);
    QUrl url = endpoint.base;
    url.setPath(url.path(QUrl::FullyEncoded) + QStringLiteral("/api/v1/identity"), QUrl::StrictMode);
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("nonce"), QString::fromStdString(toBase64Url(*nonce)));
    url.setQuery(query);
    // A manager of its own: it has no cookies, and its connection ends with it.
    auto *network = new QNetworkAccessManager(context);
    network->setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(mostWaitMs);
    request.setRawHeader("User-Agent", endpoint.userAgent);
    request.setRawHeader("Accept", "application/json");
    const Promise<QString> promise;
    auto *reply = network->get(request);
    QObject::connect(reply, &QNetworkReply::finished, context,
                     [reply, network, promise, nonce, host = hostOf(endpoint.base)] {
                         network->deleteLater();
                         promise.settle(read(*reply, host, *nonce));
                     });
    return promise.future();
}

}  // namespace castellan::client::own
