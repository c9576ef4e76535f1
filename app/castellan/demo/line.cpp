// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/demo/line.h"

#include "client/connectors/castellan/castellan_platform.h"
#include "client/transport/cookie_jar.h"
#include "core/records/identity.h"
#include "core/records/user.h"
#include "core/try.h"

#include <QEventLoop>

#include <optional>

namespace castellan::demo {
namespace {

client::Endpoint endpointOf(const QUrl &server, Secret launchKey)
{
    client::Endpoint endpoint;
    endpoint.base = server;
    endpoint.launchKey = std::move(launchKey);
    endpoint.dialect = client::own::dialect();
    // Typical clients at such a plant; the audit log and the list of sessions show them.
    endpoint.userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    return endpoint;
}

}  // namespace

Line::Line(const QUrl &server, Secret launchKey, const Clock &clock, Random &random)
    : m_transport(endpointOf(server, std::move(launchKey)), clock, random)
{
}

Result<client::Reply> Line::ask(client::Request request)
{
    client::Request again;
    again.method = request.method;
    again.path = request.path;
    again.query = request.query;
    again.body = request.body.clone();
    again.expect = request.expect;
    auto reply = askOnce(std::move(request));
    if (reply || reply.error().code != ErrorCode::reauth_required)
        return reply;
    TRY(confirm());
    return askOnce(std::move(again));
}

Result<client::Reply> Line::confirm()
{
    records::StepUp proof;
    if (m_password)
        proof.password = Secret(std::string_view(m_password));
    else
        proof.confirm = true;
    return askOnce(client::flowfuse::Api::write("POST", QStringLiteral("/api/v1/user/step-up"), json::encodeText(proof),
                                                client::Expect::done));
}

Result<client::Reply> Line::askOnce(client::Request request)
{
    ++m_asked;
    QEventLoop loop;
    std::optional<Result<client::Reply>> answer;
    // The transport bounds every request, so this ends.
    client::whenDone(&loop, m_transport.send(std::move(request)), [&](Result<client::Reply> reply) {
        answer = std::move(reply);
        loop.quit();
    });
    loop.exec();
    if (!answer)
        return fail(ErrorCode::cancelled, "The thread ended before the answer came.");
    return std::move(*answer);
}

Result<void> Line::settled(Result<client::Reply> reply)
{
    if (!reply)
        return fail(std::move(reply).error());
    return {};
}

Result<Secret> Line::signIn(const char *username, const char *password)
{
    m_transport.setBearer({});
    m_transport.cookies().clear();
    records::Login login;
    login.username = username;
    login.password = Secret(std::string_view(password));
    auto request = client::flowfuse::Api::write("POST", QStringLiteral("/account/login"), json::encodeText(login),
                                                client::Expect::done);
    request.signsIn = true;
    TRY(askOnce(std::move(request)));
    const QByteArray session = m_transport.cookies().value("sid");
    if (session.isEmpty())
        return fail(ErrorCode::protocol, "The answer to the sign-in has no session.");
    return Secret(std::string_view(session.constData(), std::size_t(session.size())));
}

}  // namespace castellan::demo
