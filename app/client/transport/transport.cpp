// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/transport.h"

#include "client/on_worker.h"
#include "client/transport/cookie_jar.h"
#include "client/transport/failure.h"
#include "client/transport/log.h"
#include "client/transport/tls.h"
#include "client/transport/upload.h"

#include <QFutureWatcher>
#include <QMetaEnum>
#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QTimer>

namespace castellan::client {

namespace {
constexpr int mostTries = 3;
constexpr int mostHops = 3;
constexpr qint64 longestAnswer = 32LL * 1024 * 1024;
constexpr int silenceMs = 15'000;
/// Longer pauses than this are reported to the user instead of waited for.
constexpr std::chrono::seconds longestPause{5};

}  // namespace

struct Transport::Exchange {
    Request request;
    std::shared_ptr<const Secret> body;
    Promise<Reply> promise;
    QFutureWatcher<Result<Reply>> *cancellation = nullptr;
    QPointer<QNetworkReply> reply;  ///< of the current attempt
    QByteArray id;
    QByteArray idempotencyKey;
    QUrl redirect;  ///< where a hop within the origin led
    Tick started;
    int attempt = 1;
    int hops = 0;
    bool movedLoopback = false;
    unsigned session = 0;
    std::optional<Error> stopped;  ///< why the client aborted it
};

Transport::Transport(Endpoint endpoint, const Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_clock(clock), m_random(random)
{
    moveTo(std::move(endpoint));
}

Transport::~Transport() = default;

void Transport::moveTo(Endpoint endpoint)
{
    if (originOf(endpoint.base) != originOf(m_endpoint.base))
        m_bearer = Secret();
    m_endpoint = std::move(endpoint);
    m_answered = false;
    m_otherLoopback.clear();
    if (wantsProof(m_endpoint.base) && m_endpoint.base.host() == QLatin1String("localhost")) {
        m_endpoint.base.setHost(QStringLiteral("127.0.0.1"));
        m_otherLoopback = QStringLiteral("::1");
    }
    m_certificate.reset();
    m_sure.reset();
    m_usable = checkBase(m_endpoint.base);
    delete m_network;
    m_network = new QNetworkAccessManager(this);
    m_network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network->setAutoDeleteReplies(false);
    m_network->setTransferTimeout(silenceMs);
    m_jar = new CookieJar(m_endpoint.base, m_clock, m_network);
    m_jar->setEnabled(m_bearer.empty());
    connect(m_jar, &CookieJar::changed, this, [this] {
        if (m_signedIn)
            ++m_session;  // requests refused with the old credentials are repeated with these
        Q_EMIT credentialChanged();
    });
    m_network->setCookieJar(m_jar);
    auto proxy = proxyFor(m_endpoint);
    if (proxy)
        m_network->setProxy(*proxy);
    else if (m_usable)
        m_usable = fail(std::move(proxy).error());
    if (auto tls = tlsFor(m_endpoint); !tls && m_usable)
        m_usable = fail(std::move(tls).error());
}

/// Tries the other address of `localhost`, unless a server has answered already.
bool Transport::usesOtherLoopback()
{
    if (m_otherLoopback.isEmpty())
        return false;
    const QString before = m_endpoint.base.host();
    m_endpoint.base.setHost(std::exchange(m_otherLoopback, before));
    m_jar->moveTo(m_endpoint.base);
    m_sure.reset();
    return true;
}

QUrl Transport::urlOf(const QString &path) const
{
    QUrl url = m_endpoint.base;
    QString prefix = url.path(QUrl::FullyEncoded);
    while (prefix.endsWith(QLatin1Char('/')))
        prefix.chop(1);
    url.setPath(prefix + path, QUrl::StrictMode);
    return url;
}

void Transport::setBearer(Secret token)
{
    m_bearer = std::move(token);
    m_jar->setEnabled(m_bearer.empty());
    if (!m_bearer.empty())
        m_jar->clear();
}

QList<std::pair<QByteArray, QByteArray>> Transport::credentialHeaders() const
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    if (!isProven())
        return headers;
    const auto bytes = [](const Secret &s) {
        return QByteArray(reinterpret_cast<const char *>(s.data()), qsizetype(s.size()));
    };
    if (!m_endpoint.launchKey.empty())
        headers.append({m_endpoint.dialect.launchHeader, bytes(m_endpoint.launchKey)});
    if (!m_bearer.empty()) {
        headers.append({"Authorization", "Bearer " + bytes(m_bearer)});
        return headers;
    }
    QByteArray cookies;
    for (const auto &cookie : m_jar->cookiesForUrl(m_endpoint.base))
        cookies += (cookies.isEmpty() ? "" : "; ") + cookie.name() + '=' + cookie.value();
    if (!cookies.isEmpty())
        headers.append({"Cookie", cookies});
    return headers;
}

Future<Reply> Transport::send(Request request)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->body = std::make_shared<const Secret>(std::move(request.body));
    exchange->request = std::move(request);
    exchange->id = QByteArray::fromStdString(m_random.word(16));
    if (!exchange->request.isSafe())
        exchange->idempotencyKey = QByteArray::fromStdString(m_random.word(22));
    auto future = exchange->promise.future();
    exchange->cancellation = new QFutureWatcher<Result<Reply>>(this);
    connect(exchange->cancellation, &QFutureWatcherBase::canceled, this, [this, held = std::weak_ptr(exchange)] {
        if (const auto cancelled = held.lock())
            cancel(cancelled);
    });
    exchange->cancellation->setFuture(future);
    if (exchange->request.signsIn)
        ++m_signingIn;
    const QString &path = exchange->request.path;
    // An empty id would make another request of it.
    if (!path.startsWith(QLatin1Char('/')) || path.contains(QLatin1String("//")) ||
        path.contains(QLatin1String("/./")) || path.contains(QLatin1String("/../")) ||
        path.endsWith(QLatin1Char('/')) || path.endsWith(QLatin1String("/.")) || path.endsWith(QLatin1String("/..")))
        done(exchange, fail(ErrorCode::validation, tr("This request has no usable id.").toStdString()));
    else if (m_signInEnded && !exchange->request.signsIn)
        m_parked.push_back(exchange);
    else
        start(exchange);
    return future;
}

QNetworkRequest Transport::dressed(const Exchange &exchange) const
{
    QUrl url = exchange.redirect;
    if (url.isEmpty()) {
        url = urlOf(exchange.request.path);
        if (!exchange.request.query.isEmpty())
            url.setQuery(exchange.request.query);
    }
    QNetworkRequest r(url);
    r.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    r.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    r.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    r.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    r.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    r.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    r.setTransferTimeout(silenceMs);
    if (auto tls = tlsFor(m_endpoint))
        r.setSslConfiguration(*tls);
    r.setRawHeader("User-Agent", m_endpoint.userAgent);
    r.setRawHeader("Accept", "application/json");
    r.setRawHeader("X-Request-Id", exchange.id);
    for (const auto &[name, value] : credentialHeaders()) {
        if (name != "Cookie")  // QNetworkAccessManager takes cookies from the jar
            r.setRawHeader(name, value);
    }
    if (!exchange.request.isSafe()) {
        r.setHeader(QNetworkRequest::ContentLengthHeader, qlonglong(exchange.body->size()));
        const Dialect &dialect = m_endpoint.dialect;
        if (!dialect.idempotencyHeader.isEmpty())
            r.setRawHeader(dialect.idempotencyHeader, exchange.idempotencyKey);
        if (!exchange.body->empty())
            r.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
        if (const QByteArray csrf = m_jar->value(dialect.csrfCookie); m_bearer.empty() && !csrf.isEmpty())
            r.setRawHeader(dialect.csrfHeader, csrf);
    }
    return r;
}

void Transport::cancel(const ExchangePtr &exchange)
{
    if (!exchange->request.isSafe())
        return;
    exchange->stopped = Error(ErrorCode::cancelled, tr("The request was cancelled.").toStdString());
    if (exchange->reply) {
        exchange->reply->abort();  // finished() continues
    } else if (std::erase(m_parked, exchange) + std::erase(m_unproven, exchange) > 0) {
        done(exchange, fail(*exchange->stopped));
    }
}

void Transport::start(const ExchangePtr &exchange)
{
    if (exchange->stopped)  // cancelled between two attempts
        return done(exchange, fail(*exchange->stopped));
    if (!m_usable)
        return done(exchange, fail(m_usable.error()));
    if (m_unreachable)
        return done(exchange, fail(*m_unreachable));
    if (!isProven()) {
        m_unproven.push_back(exchange);
        return prove();
    }
    exchange->session = m_session;
    exchange->started = m_clock.tick();
    const auto request = dressed(*exchange);
    QNetworkReply *reply = nullptr;
    if (exchange->request.isSafe()) {
        reply = m_network->sendCustomRequest(request, exchange->request.method);
    } else {
        auto *upload = new Upload(exchange->body, nullptr);
        reply = m_network->sendCustomRequest(request, exchange->request.method, upload);
        upload->setParent(reply);
    }
    reply->setParent(m_network);
    exchange->reply = reply;
    watchTls(exchange, reply);
    bound(exchange, reply);
    connect(reply, &QNetworkReply::finished, this, [this, exchange, reply] {
        reply->deleteLater();
        exchange->reply.clear();
        finished(exchange, reply);
    });
}

void Transport::watchTls(const ExchangePtr &exchange, QNetworkReply *reply)
{
    const QString host = m_endpoint.base.host();
    const auto shown = [this] {
        return tr("Issuer %1, valid %2 to %3, SHA-256 %4")
            .arg(m_certificate->issuer, m_certificate->validFrom.toString(Qt::ISODate),
                 m_certificate->validUntil.toString(Qt::ISODate), m_certificate->fingerprint);
    };
    const auto wrongKey = [host, shown] {
        return Error(ErrorCode::pin_mismatch,
                     tr("%1 presents another key than the trusted one.").arg(host).toStdString())
            .because(shown().toStdString());
    };
    connect(reply, &QNetworkReply::sslErrors, this,
            [this, exchange, reply, host, shown, wrongKey](const QList<QSslError> &errors) {
                auto certificate = reply->sslConfiguration().peerCertificate();
                if (certificate.isNull())
                    certificate = errors.first().certificate();
                m_certificate = describe(certificate, errors);
                switch (judge(m_endpoint.pin, certificate, errors)) {
                case PinVerdict::matches:
                    reply->ignoreSslErrors(errors);
                    break;
                case PinVerdict::mismatch:
                    exchange->stopped = wrongKey();
                    break;
                case PinVerdict::no_pin:
                case PinVerdict::matches_but_refused:
                    exchange->stopped =
                        Error(ErrorCode::tls, tr("The certificate of %1 is not trusted: %2")
                                                  .arg(host, m_certificate->problems.join(QLatin1String("; ")))
                                                  .toStdString())
                            .because(shown().toStdString());
                    break;
                }
            });
    // Emitted before the first byte of the request is sent.
    connect(reply, &QNetworkReply::encrypted, this, [this, exchange, reply, wrongKey] {
        const auto certificate = reply->sslConfiguration().peerCertificate();
        if (!m_certificate || m_certificate->publicKey != publicKeyHash(certificate))
            m_certificate = describe(certificate, {});
        if (judge(m_endpoint.pin, certificate, {}) != PinVerdict::mismatch)
            return;
        exchange->stopped = wrongKey();
        reply->abort();
    });
}

void Transport::bound(const ExchangePtr &exchange, QNetworkReply *reply)
{
    auto *deadline = new QTimer(reply);
    deadline->setSingleShot(true);
    connect(deadline, &QTimer::timeout, reply, &QNetworkReply::abort);
    deadline->start(exchange->request.deadline);
    connect(reply, &QNetworkReply::readyRead, this, [exchange, reply] {
        if (reply->bytesAvailable() <= longestAnswer)
            return;
        exchange->stopped = Error(ErrorCode::protocol, tr("The server's response exceeds 32 MiB.").toStdString());
        reply->abort();
    });
}

void Transport::finished(const ExchangePtr &exchange, QNetworkReply *reply)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.tick() - exchange->started);
    ExchangeLine line;
    line.method = exchange->request.method;
    line.path = exchange->request.path;
    for (const auto &item : exchange->request.query.queryItems())
        line.queryNames.append(item.first);
    line.status = status;
    line.took = took;
    line.id = exchange->id;
    line.attempt = exchange->attempt;
    if (status == 0)
        line.error = QString::fromLatin1(QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(reply->error()));
    log(line);

    // A status alone does not make a response: the connection may have been lost in the middle of the body.
    const bool complete = reply->error() == QNetworkReply::NoError || reply->error() >= 200;
    if (exchange->stopped || status == 0 || !complete) {
        m_sure.reset();
        return unanswered(exchange, reply);
    }
    if (m_sure)
        m_sure = m_clock.tick();
    m_answered = true;
    m_otherLoopback.clear();
    m_answerTime = took;
    Q_EMIT answeredIn(took);
    if (status >= 300 && status < 400)
        redirected(exchange, reply);
    else
        answered(exchange, reply, status);
}

void Transport::unanswered(const ExchangePtr &exchange, QNetworkReply *reply)
{
    if (exchange->stopped && exchange->stopped->code == ErrorCode::cancelled)
        return done(exchange, fail(*exchange->stopped));
    const bool write = !exchange->request.isSafe();
    // Nothing was sent yet.
    if (reply->error() == QNetworkReply::ConnectionRefusedError && !exchange->stopped && !exchange->movedLoopback &&
        usesOtherLoopback()) {
        exchange->movedLoopback = true;
        return start(exchange);
    }
    Error error = exchange->stopped
                      ? *exchange->stopped
                      : networkFailure(reply->error(), reply->errorString(), m_endpoint.base.authority(), write);
    if (reply->error() == QNetworkReply::SslHandshakeFailedError && !exchange->stopped)
        error.code = ErrorCode::tls,
        error.message =
            tr("No secure connection to %1 could be made. The port may be another one, or the server speaks "
               "no TLS.")
                .arg(m_endpoint.base.authority())
                .toStdString();
    if (reply->error() == QNetworkReply::RemoteHostClosedError && !exchange->stopped && !m_answered && !write)
        error.message = tr("%1 closed the connection without an HTTP response. The port may be another one.")
                            .arg(m_endpoint.base.authority())
                            .toStdString();
    const bool passing = error.code == ErrorCode::offline && reply->error() != QNetworkReply::HostNotFoundError;
    if (!write && passing && exchange->attempt < mostTries)
        return again(exchange, pauseBefore(exchange->attempt));
    Q_EMIT failed(error);
    done(exchange, fail(std::move(error)));
}

void Transport::redirected(const ExchangePtr &exchange, QNetworkReply *reply)
{
    const QUrl to = reply->url().resolved(QUrl::fromEncoded(reply->rawHeader("Location")));
    if (exchange->request.isSafe() && exchange->hops < mostHops && to.isValid() &&
        originOf(to) == originOf(m_endpoint.base) && to.userInfo().isEmpty()) {
        exchange->redirect = to;
        ++exchange->hops;
        return start(exchange);
    }
    // Only the origin is named: a Location may contain a token.
    done(exchange,
         fail(Error(ErrorCode::redirected,
                    tr("The server redirects to %1. Nothing was sent there. If the server has moved, use that address.")
                        .arg(to.isValid() && !to.host().isEmpty() ? originOf(to) : tr("an invalid address"))
                        .toStdString())
                  .ofRequest(exchange->id.toStdString())));
}

void Transport::answered(const ExchangePtr &exchange, QNetworkReply *reply, int status)
{
    const QByteArray type = reply->header(QNetworkRequest::ContentTypeHeader).toByteArray();
    const QByteArray theirs = reply->rawHeader("X-Request-Id");
    Reply out{status, reply->readAll(), theirs.isEmpty() ? exchange->id : theirs,
              std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.tick() - exchange->started)};
    if (status >= 400) {
        const auto nowMs = toMicros(m_clock.now()) / 1000;
        const auto pause = retryAfter(reply->rawHeader("Retry-After"), nowMs);
        if (status == 401 && !exchange->request.signsIn && (m_signedIn || exchange->session != m_session))
            return park(exchange);
        const bool passing = status == 429 || status == 502 || status == 503 || status == 504;
        if (exchange->request.isSafe() && passing && exchange->attempt < mostTries && pause <= longestPause)
            return again(exchange, std::max<std::chrono::milliseconds>(pause.value_or(std::chrono::seconds(0)),
                                                                       pauseBefore(exchange->attempt)));
        return refused(exchange, std::move(out), type, pause);
    }
    const bool fits = isJson(type) ? !out.body.isEmpty() || exchange->request.expect == Expect::done
                                   : out.body.isEmpty() && exchange->request.expect == Expect::done;
    if (fits)
        return done(exchange, std::move(out));
    // A web page in response to a write: the server doesn't know the path and shows its start page.
    const bool unknown = !exchange->request.isSafe();
    const auto sentence = unknown ? tr("The server responded with a web page instead of data: it does not offer this.")
                                  : tr("The server did not respond with JSON data.");
    const auto shown = QStringLiteral("HTTP %1, content type %2").arg(status).arg(QString::fromLatin1(type));
    done(exchange, fail(Error(unknown ? ErrorCode::not_offered : ErrorCode::protocol, sentence.toStdString())
                            .because(shown.toStdString())
                            .ofRequest(out.requestId.toStdString())));
}

void Transport::refused(const ExchangePtr &exchange, Reply reply, const QByteArray &type,
                        std::optional<std::chrono::seconds> pause)
{
    auto read = onWorker([reply = std::move(reply), type, pause] {
        return Result<Error>(failureOf(reply.status, type, reply.body, reply.requestId, pause));
    });
    whenDone(this, read, [this, exchange](Result<Error> failure) {
        const bool incomplete =
            failure->code == ErrorCode::password_expired || failure->code == ErrorCode::mfa_enrolment_required;
        if (incomplete && !exchange->request.signsIn)
            Q_EMIT signInIncomplete(failure->code);
        if (failure->code == ErrorCode::forbidden && !m_bearer.empty() && !m_tokenRefusal.isEmpty())
            failure->message = m_tokenRefusal.toStdString();
        done(exchange, fail(std::move(*failure)));
    });
}

void Transport::park(const ExchangePtr &exchange)
{
    if (exchange->session != m_session && m_signedIn && !m_signInEnded)
        return start(exchange);  // a sign-in has succeeded since it was sent
    m_parked.push_back(exchange);
    // While a sign-in is running, its response may bring the token that this request lacked.
    if (m_signInEnded || m_signingIn > 0)
        return;
    m_signInEnded = true;
    Q_EMIT signInEnded();
}

void Transport::resumeParked()
{
    m_signedIn = true;
    m_signInEnded = false;
    ++m_session;
    const auto waiting = std::exchange(m_parked, {});
    for (const auto &exchange : waiting)
        start(exchange);
}

void Transport::failParked(const Error &why)
{
    m_signedIn = false;
    m_signInEnded = false;
    ++m_session;
    const auto waiting = std::exchange(m_parked, {});
    for (const auto &exchange : waiting)
        done(exchange, fail(why));
}

void Transport::setUnreachable(std::optional<Error> why)
{
    m_unreachable = std::move(why);
}

void Transport::again(const ExchangePtr &exchange, std::chrono::milliseconds after)
{
    ++exchange->attempt;
    QTimer::singleShot(after, this, [this, exchange] { start(exchange); });
}

std::chrono::milliseconds Transport::pauseBefore(int attempt)
{
    std::byte b{};
    m_random.fill({&b, 1});
    const int base = 150 << attempt;  // 300, 600 ms, half of it random
    return std::chrono::milliseconds(base / 2 + base * std::to_integer<int>(b) / 510);
}

void Transport::done(const ExchangePtr &exchange, Result<Reply> result)
{
    if (exchange->request.signsIn && --m_signingIn == 0 && m_signedIn && !m_signInEnded)
        for (const auto &waiting : std::exchange(m_parked, {}))
            park(waiting);
    exchange->cancellation->deleteLater();
    exchange->promise.settle(std::move(result));
}

}  // namespace castellan::client
