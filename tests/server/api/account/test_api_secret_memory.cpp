// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0

// What requests bring in and answers show leaves nothing behind in the server's memory once they are done.

#include "core/wiping.h"
#include "tests/canary.h"
#include "tests/sanitizers.h"
#include "tests/server/api/pipeline/api_under_test.h"

#include <QTest>

#include <future>
#include <vector>

using namespace castellan;
using namespace castellan::test;

namespace {

using Canaries = std::vector<Canary>;

/// Sends requests without making copies of what they hold.
class Caller {
public:
    explicit Caller(ApiUnderTest &under) : m_api(under) {}

    /// The canaries stand in the places of `@` in the body.
    [[nodiscard]] http::Response ask(http::Method method, std::string_view path, std::string_view around = {},
                                     const Canaries &canaries = {})
    {
        http::Request request;
        request.method = method;
        request.path = path;
        request.body = std::string_view(filled(around, canaries));
        request.peer.address = "192.0.2." + std::to_string(++m_asked % 250 + 1);
        request.id = "m" + std::to_string(m_asked);
        request.headers.emplace_back("Host", "127.0.0.1:8471");
        if (m_session) {
            WipingString value("Bearer ");
            value += m_session->secret().view();
            request.headers.emplace_back("Authorization", std::string_view(value));
        }
        std::promise<http::Response> answered;
        auto waiting = answered.get_future();
        m_api.application().handle(std::move(request),
                                   [&answered](http::Response response) { answered.set_value(std::move(response)); });
        return waiting.get();
    }

    /// Later requests are made with the session that the answer begins.
    void takeSession(const http::Response &answer)
    {
        for (const auto &[name, value] : answer.headers)
            if (name == "Set-Cookie" && value.starts_with("sid="))
                m_session.emplace(std::string_view(value).substr(4, value.find(';') - 4));
    }
    void signOut() { m_session.reset(); }
    [[nodiscard]] const std::optional<Canary> &session() const { return m_session; }

private:
    static WipingString filled(std::string_view around, const Canaries &canaries)
    {
        WipingString out;
        out.reserve(around.size());
        auto next = canaries.begin();
        for (const char c : around)
            if (c == '@')
                out += (next++)->secret().view();
            else
                out += c;
        return out;
    }

    ApiUnderTest &m_api;
    std::optional<Canary> m_session;
    int m_asked = 0;
};

/// Value of a member that is a string, in an answer that shows it this once.
Canary shownIn(const http::Response &answer, std::string_view member)
{
    const std::string_view body = answer.body;
    const auto at = body.find(member);
    const auto from = at == std::string_view::npos ? at : body.find(":\"", at);
    if (from == std::string_view::npos)
        qFatal("the answer doesn't have the member");
    return Canary(body.substr(from + 2, body.find('"', from + 2) - from - 2));
}

class TestApiSecretMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (test::sanitized)
            QSKIP("a sanitizer's shadow memory is too large to be searched");
    }

    void findsWhatIsStillThere()
    {
        ApiUnderTest api;
        Caller caller(api);
        const Canary canary("Heron-00-over-the-harbour-wall");
        const char *body = R"({"username":"ann","password":"@"})";
        // The dynamic linker saves vector registers, which may hold any text, on the stack at the first call of a
        // function. The first request leaves it nothing to resolve.
        QCOMPARE(caller.ask(http::Method::post, "/account/login", body, {Canary("another")}).status, 401U);
        QVERIFY(!canary.isInMemory());
        const auto kept = std::make_unique<std::string>(canary.secret().view());
        QCOMPARE(caller.ask(http::Method::post, "/account/login", body, {canary}).status, 401U);
        QVERIFY(canary.isInMemory());
        wipe(*kept);
        QVERIFY(!canary.isInMemory());
    }

    void forgetsPasswords()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const Canaries canaries{Canary("Heron-01-over-the-harbour-wall"), Canary("Heron-02-over-the-harbour-wall"),
                                Canary("Heron-03-over-the-harbour-wall"), Canary("Heron-04-over-the-harbour-wall")};
        Caller caller(api);
        const auto stepUp = [&] {
            const char *body = R"({"password":"@"})";
            return caller.ask(http::Method::post, "/api/v1/user/step-up", body, {Canary(goodPassword)});
        };
        const char *login = R"({"username":"@","password":"@"})";
        caller.takeSession(
            caller.ask(http::Method::post, "/account/login", login, {Canary("root-ann"), Canary(goodPassword)}));
        QVERIFY(caller.session());
        caller.takeSession(stepUp());
        const char *bob = R"({"username":"bob","name":"Bob","email":"bob\u0040example.com","password":"@"})";
        QCOMPARE(caller.ask(http::Method::post, "/api/v1/users", bob, {canaries[0]}).status, 200U);
        QVERIFY(caller.ask(http::Method::post, "/api/v1/users", bob, {canaries[1]}).status >= 400U);
        caller.signOut();
        QCOMPARE(caller.ask(http::Method::post, "/account/login", login, {Canary("bob"), canaries[2]}).status, 401U);
        QCOMPARE(caller.ask(http::Method::post, "/account/login", login, {canaries[2], canaries[3]}).status, 401U);
        caller.takeSession(caller.ask(http::Method::post, "/account/login", login, {Canary("bob"), canaries[0]}));
        QVERIFY(caller.session());
        const auto session = *caller.session();
        const char *change = R"({"old_password":"@","password":"@"})";
        QVERIFY(
            caller.ask(http::Method::put, "/api/v1/user/change_password", change, {canaries[2], canaries[3]}).status >=
            400U);
        QCOMPARE(
            caller.ask(http::Method::put, "/api/v1/user/change_password", change, {canaries[0], canaries[3]}).status,
            200U);
        for (const auto &canary : canaries)
            QVERIFY(!canary.isInMemory());
        QVERIFY(!session.isInMemory());
    }

    void forgetsWhatItShowsOnce()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        Caller caller(api);
        const char *login = R"({"username":"root-ann","password":"@"})";
        caller.takeSession(caller.ask(http::Method::post, "/account/login", login, {Canary(goodPassword)}));
        QVERIFY(caller.session());
        Canaries shown;
        const char *token = R"({"name":"ci","scope":""})";
        shown.push_back(shownIn(caller.ask(http::Method::post, "/api/v1/user/tokens", token), "token"));
        const char *key = R"({"name":"ci"})";
        shown.push_back(shownIn(caller.ask(http::Method::post, "/api/v1/admin/keys", key), "token"));
        const auto reset = "/api/v1/users/" + api.idOf(bob) + "/reset-password";
        shown.push_back(shownIn(caller.ask(http::Method::post, reset), "code"));
        {
            const auto enrolment = caller.ask(http::Method::put, "/api/v1/user/mfa", "{}");
            shown.push_back(shownIn(enrolment, "secret"));
            shown.push_back(shownIn(enrolment, "url"));
            QVERIFY(shown.back().isInMemory());
        }
        for (const auto &secret : shown)
            QVERIFY(!secret.isInMemory());
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiSecretMemory)
#include "test_api_secret_memory.moc"
