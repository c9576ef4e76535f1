// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/pipeline/permission_world.h"

#include "tests/server/api/pipeline/answers.h"

#include <atomic>

namespace castellan::test {
namespace {

/// Requests are asked one after the other; decisions are made on the server's threads.
std::atomic<bool> turning = false;

api::Decision turned(api::Decision decision)
{
    if (!turning)
        return decision;
    // An unidentified caller cannot be let in: no handler runs without a principal.
    const bool refuse = decision == api::Decision::allowed || decision == api::Decision::signedOut;
    return refuse ? api::Decision::forbidden : api::Decision::allowed;
}

http::Method methodFrom(std::string_view word)
{
    for (const auto method : {http::Method::get, http::Method::post, http::Method::put, http::Method::patch})
        if (http::methodName(method) == word)
            return method;
    return http::Method::del;
}

ApiUnderTest::Sent requestOf(const char *method, const std::string &path, std::string body, std::string bearer)
{
    ApiUnderTest::Sent sent;
    sent.method = methodFrom(method);
    sent.body = std::move(body);
    sent.bearer = std::move(bearer);
    const auto mark = path.find('?');
    if (mark != std::string::npos) {
        const auto equals = path.find('=', mark);
        sent.query = {{path.substr(mark + 1, equals - mark - 1), path.substr(equals + 1)}};
    }
    sent.path = path.substr(0, mark);
    return sent;
}

}  // namespace

PermissionWorld::PermissionWorld() : m_api({}, cheapCost, &turned)
{
    m_api.liftLimits();
    m_sessions.at(admin) = m_api.addSignedIn("admin-user", true);
    m_builder = m_api.signIn("admin-user");
    m_people.make();
}

char PermissionWorld::ask(const Line &line, Who who, Server server)
{
    const auto prepared = m_people.prepare(line, who);
    auto bearer = prepared.bearer.empty() && who < people ? m_sessions.at(who) : prepared.bearer;
    if (prepared.person)
        bearer = sessionOf(prepared.person->username, PermissionPeople::initialPassword);
    turning = server == Server::turnsItsDecisionRound;
    const auto answer = m_api.ask(requestOf(line.method, prepared.path, line.body, bearer));
    turning = false;
    const auto said = answerOf(answer.status, answer.status == 403 ? codeOf(answer) : std::string());
    if (said == '+' || server == Server::turnsItsDecisionRound)
        m_people.forget();
    return said;
}

PermissionHost::Reply PermissionWorld::send(Who by, const char *method, const std::string &path,
                                            const json::object &body)
{
    const auto text = body.empty() ? std::string() : json::serialize(json::value(body));
    const auto answer = m_api.ask(requestOf(method, path, text, by == admin ? m_builder : m_sessions.at(by)));
    return {answer.status, answer.body};
}

void PermissionWorld::signIn(Who who, const std::string &username, const std::string &initialPassword)
{
    m_sessions.at(who) = sessionOf(username, initialPassword);
}

std::string PermissionWorld::sessionOf(const std::string &username, const std::string &initialPassword)
{
    auto session = cookieOf(m_api.login(username, initialPassword), "sid");
    const auto changed = m_api.put("/api/v1/user/change_password",
                                   text({{"old_password", initialPassword}, {"password", goodPassword}}), session);
    if (changed.status != 200)
        qFatal("password: %s", changed.body.c_str());
    return session;
}

}  // namespace castellan::test
