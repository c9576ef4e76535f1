// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/failure.h"

#include "client/display_text.h"
#include "core/json/codec.h"
#include "core/records/user.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <iterator>

namespace castellan::client {

namespace {

struct Failure {
    Q_DECLARE_TR_FUNCTIONS(Failure)
};

/// The fields of an error body, in any of its forms.
struct Words {
    std::string code;
    std::string text;
    std::string path;
    std::string requestId;
    std::string description;
    bool hasBody = false;
};

std::string textOf(const json::value &v)
{
    if (v.is_string())
        return std::string(v.get_string());
    if (!v.is_object())
        return {};
    // Invitations: {"bob": "Already invited to the team"}
    std::string out;
    for (const auto &item : v.get_object()) {
        if (!out.empty())
            out += "; ";
        out += std::string(item.key()) + ": " + textOf(item.value());
    }
    return out;
}

std::string member(const json::object &o, std::string_view name)
{
    const auto *v = o.if_contains(name);
    return v ? textOf(*v) : std::string();
}

Words wordsOf(const QByteArray &contentType, const QByteArray &body)
{
    Words w;
    w.hasBody = !body.isEmpty();
    if (!isJson(contentType))
        return w;
    const auto parsed = json::parse({body.constData(), std::size_t(body.size())});
    if (!parsed || !parsed->is_object())
        return w;
    const auto &o = parsed->get_object();
    w.code = member(o, "code");
    w.description = member(o, "description");
    w.path = member(o, "path");
    w.requestId = member(o, "requestId");
    // Validation errors say "Bad Request" as `error` and what is wrong as `message`.
    w.text = member(o, "message");
    if (w.text.empty())
        w.text = w.description.empty() ? member(o, "error") : w.description;
    if (w.code.empty() && !w.description.empty())
        w.code = member(o, "error");
    while (w.text.starts_with("Error: "))
        w.text.erase(0, 7);
    return w;
}

/// The sentence that replaces the server's own message; empty where that one is shown.
QString sentenceFor(ErrorCode code, int status)
{
    struct Row {
        ErrorCode code;
        const char *sentence;  ///< %1 is the status
    };
    static constexpr auto failed = QT_TRANSLATE_NOOP("Failure", "The server failed (%1). See its log.");
    static constexpr auto busy = QT_TRANSLATE_NOOP("Failure", "The server is unavailable (%1). Try again in a moment.");
    static constexpr auto tooLong = QT_TRANSLATE_NOOP("Failure", "This is too long for the server.");
    static constexpr Row rows[] = {
        {ErrorCode::unauthenticated, QT_TRANSLATE_NOOP("Failure", "Your sign-in is no longer valid. Sign in again.")},
        {ErrorCode::forbidden, QT_TRANSLATE_NOOP("Failure", "Your account is not allowed to do this.")},
        {ErrorCode::user_suspended,
         QT_TRANSLATE_NOOP("Failure", "This account is suspended. Ask an administrator of the server.")},
        {ErrorCode::mfa_required, QT_TRANSLATE_NOOP("Failure", "Enter the code of your second factor.")},
        {ErrorCode::not_found, QT_TRANSLATE_NOOP("Failure", "Not found, or not visible to you.")},
        {ErrorCode::password_required, QT_TRANSLATE_NOOP("Failure", "A password is required.")},
        {ErrorCode::too_many_requests,
         QT_TRANSLATE_NOOP("Failure", "Too many requests. Wait a moment, then try again.")},
        {ErrorCode::internal, failed},
        {ErrorCode::audit_unavailable,
         QT_TRANSLATE_NOOP("Failure", "The server cannot write its audit log and therefore refuses changes.")},
        {ErrorCode::busy, busy},
        {ErrorCode::storage_unavailable, busy},
        {ErrorCode::query_too_slow, busy},
        {ErrorCode::stopping, busy},
        {ErrorCode::body_too_large, tooLong},
        {ErrorCode::headers_too_large, tooLong},
        {ErrorCode::target_too_long, tooLong},
    };
    const auto *row = std::ranges::find(rows, code, &Row::code);
    if (row == std::end(rows))
        return {};
    const auto sentence = Failure::tr(row->sentence);
    return sentence.contains(QLatin1String("%1")) ? sentence.arg(status) : sentence;
}

/// What an answer or its absence means, and the sentence that says so.
struct Meaning {
    ErrorCode code;
    QString sentence;
};

Meaning meaningOf(int status, const Words &w, std::optional<std::chrono::seconds> pause)
{
    // The server does not have the route.
    if ((status == 404 && w.code.empty() && w.text.empty()) || status == 405)
        return {ErrorCode::not_offered, Failure::tr("This server does not offer this.")};
    if (w.code == "sso_required")
        return {ErrorCode::not_offered,
                Failure::tr("This account signs in through single sign-on. Use a personal access token here.")};
    const auto code = errorCodeFrom(w.code, unsigned(status));
    if (code == ErrorCode::too_many_requests && pause && pause->count() > 0)
        return {code, Failure::tr("Too many requests. Try again in %n second(s).", nullptr, int(pause->count()))};
    // Of the codes that share a word and a status, only the server's text tells which one is meant.
    const QString sentence = sentenceFor(code, status);
    if (!sentence.isEmpty())
        return {code, sentence};
    if (!w.text.empty())
        return {code, Failure::tr("The server refused this: %1").arg(isolated(displayText(w.text)))};
    return {code, Failure::tr("The server refused this (%1).").arg(status)};
}

Meaning meaningOf(QNetworkReply::NetworkError error, const QString &host, bool write)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return {ErrorCode::offline, Failure::tr("The host %1 was not found.").arg(host)};
    case QNetworkReply::ConnectionRefusedError:
        return {ErrorCode::offline,
                Failure::tr("Nothing answers at %1. The server is not running, or the port is another one.").arg(host)};
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return {ErrorCode::timed_out,
                write ? Failure::tr("%1 did not respond in time. The change may or may not have been made.").arg(host)
                      : Failure::tr("%1 did not respond in time.").arg(host)};
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
        return {ErrorCode::offline, Failure::tr("The proxy in front of %1 does not work.").arg(host)};
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {ErrorCode::offline,
                Failure::tr("The proxy in front of %1 refused the user name or password for it.").arg(host)};
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return {ErrorCode::protocol,
                Failure::tr("What answers at %1 does not speak HTTP. The port may be another one.").arg(host)};
    default:
        return {ErrorCode::offline,
                write
                    ? Failure::tr("The connection to %1 was lost. The change may or may not have been made.").arg(host)
                    : Failure::tr("The connection to %1 was lost.").arg(host)};
    }
}

}  // namespace

bool isJson(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').first().trimmed().toLower();
    return type == "application/json" || type.endsWith("+json");
}

Error failureOf(int status, const QByteArray &contentType, const QByteArray &body, const QByteArray &requestId,
                std::optional<std::chrono::seconds> pause)
{
    Words w = wordsOf(contentType, body);
    const auto meaning = meaningOf(status, w, pause);
    return Error(meaning.code, meaning.sentence.toStdString())
        .at(std::move(w.path))
        .because("HTTP " + std::to_string(status) + (w.code.empty() ? "" : " " + w.code) +
                 (w.text.empty() ? "" : ": " + w.text))
        .ofRequest(w.requestId.empty() ? requestId.toStdString() : std::move(w.requestId))
        .retryIn(pause);
}

Error networkFailure(QNetworkReply::NetworkError error, const QString &text, const QString &host, bool write)
{
    const auto meaning = meaningOf(error, host, write);
    return Error(meaning.code, meaning.sentence.toStdString()).because(text.toStdString());
}

std::optional<std::chrono::seconds> retryAfter(const QByteArray &header, qint64 nowMs)
{
    constexpr std::chrono::seconds longest = std::chrono::days(1);
    constexpr std::chrono::seconds none(0);
    if (header.isEmpty())
        return std::nullopt;
    bool number = false;
    const int seconds = header.trimmed().toInt(&number);
    if (number)
        return seconds < 0 ? std::nullopt : std::optional(std::clamp(std::chrono::seconds(seconds), none, longest));
    // RFC 9110, IMF-fixdate
    auto at = QLocale::c().toDateTime(QString::fromLatin1(header.trimmed()),
                                      QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!at.isValid())
        return std::nullopt;
    at.setTimeZone(QTimeZone::utc());
    const std::chrono::milliseconds left(at.toMSecsSinceEpoch() - nowMs);
    return std::clamp(std::chrono::ceil<std::chrono::seconds>(left), none, longest);
}

}  // namespace castellan::client
