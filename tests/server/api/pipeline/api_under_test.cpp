// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/pipeline/api_under_test.h"

#include "core/crypto/password.h"
#include "server/store/tables/users.h"

#include <boost/json/object.hpp>

#include <cstdlib>

namespace castellan::test {

ApiUnderTest::ApiUnderTest(const std::string &vfs, PasswordCost cost, decltype(api::Services::Testing::turned) turned)
{
    auto options = folder.options();
    options.testing.vfs = vfs;
    auto made = store::Store::create(options, folder.keys, followed, folder.random, folder.log,
                                     [](store::Store &) { return Result<void>(); });
    if (!made)
        qFatal("%s", said(made).c_str());
    m_store = need(store::Store::open(options, folder.keys, followed, folder.random, folder.log));
    m_journal = need(journal::Journal::open(*m_store));
    m_identity.emplace(need(journal::ServerIdentity::load(*m_store)));
    m_credentials = std::make_unique<identity::LiveCredentials>(*m_store, m_policy);
    m_follower = std::make_unique<ClockFollower>(followed, *m_store, *m_journal, *m_credentials);
    if (const auto begun = m_follower->begin(); !begun)
        qFatal("%s", said(begun).c_str());
    m_policy.observe([this](const SecuritySettings &) { m_credentials->policyChanged(); });
    m_hashPool = std::make_unique<identity::HashPool>();
    m_limits = std::make_unique<identity::RateLimits>(m_policy, followed);
    m_application =
        std::make_unique<api::Application>(api::Services{.store = *m_store,
                                                         .journal = *m_journal,
                                                         .identity = *m_identity,
                                                         .policy = m_policy,
                                                         .credentials = *m_credentials,
                                                         .hashPool = *m_hashPool,
                                                         .limits = *m_limits,
                                                         .passwordLimiter = m_limits->of(identity::Limit::password),
                                                         .refusals = m_refusals,
                                                         .clock = followed,
                                                         .random = folder.random,
                                                         .log = folder.log,
                                                         .data = folder.path(),
                                                         .passwordCost = cost,
                                                         .testing = {.turned = turned, .auditStrictly = true}},
                                           need(api::Router::make(api::routes())));
    m_hash = need(hashPassword(Secret{std::string_view(goodPassword)}, folder.random, cost));
}

ApiUnderTest::~ApiUnderTest()
{
    m_application->stop();
    m_hashPool->stop();
    m_store->close();
    m_application.reset();
    m_follower.reset();
    m_credentials.reset();
    m_journal.reset();
}

void ApiUnderTest::lookAtTheClock()
{
    (void)m_follower->look();
    (void)m_store->write([](store::Writer &) { return Result<bool>(true); });  // comes after it
}

bool ApiUnderTest::set(const SecuritySettings &settings)
{
    return m_store->write([&](store::Writer &writer) { return m_policy.set(writer, settings); }).has_value();
}

bool ApiUnderTest::change(const std::function<void(SecuritySettings &)> &edit)
{
    auto settings = *m_policy.current();
    edit(settings);
    return set(settings);
}

void ApiUnderTest::liftLimits()
{
    const bool lifted = change([](SecuritySettings &settings) {
        auto &limits = settings.limits;
        for (auto *limit : {&limits.address, &limits.user, &limits.key, &limits.write, &limits.dailyWrite})
            limit->burst = 0;
        // These can't be lifted: settings beyond the table's bounds would be refused when they are read.
        for (auto *limit : {&limits.login, &limits.password, &limits.reset, &limits.secondFactor})
            limit->burst = 1000;
    });
    if (!lifted)
        qFatal("the limits stay");
}

http::Response ApiUnderTest::ask(const Sent &sent)
{
    http::Request request;
    request.method = sent.method;
    request.path = sent.path;
    request.query = sent.query;
    request.body = sent.body;
    request.peer.address = sent.address;
    ++m_request;
    request.id = lastRequest();
    request.headers.emplace_back("Host", "127.0.0.1:8471");
    request.headers.emplace_back("User-Agent", sent.client);
    if (!sent.bearer.empty())
        request.headers.emplace_back("Authorization", "Bearer " + sent.bearer);
    if (!sent.cookie.empty())
        request.headers.emplace_back("Cookie", "sid=" + sent.cookie);
    if (!sent.csrf.empty())
        request.headers.emplace_back("X-CSRF-Token", sent.csrf);
    for (const auto &header : sent.headers)
        request.headers.push_back(header);
    std::promise<http::Response> answered;
    auto waiting = answered.get_future();
    m_application->handle(std::move(request),
                          [&answered](http::Response response) { answered.set_value(std::move(response)); });
    return waiting.get();
}

http::Response ApiUnderTest::get(const std::string &path, const std::string &bearer)
{
    return ask({.path = path, .bearer = bearer});
}

http::Response ApiUnderTest::post(const std::string &path, const std::string &body, const std::string &bearer)
{
    return ask({.method = http::Method::post, .path = path, .body = body, .bearer = bearer});
}

http::Response ApiUnderTest::put(const std::string &path, const std::string &body, const std::string &bearer)
{
    return ask({.method = http::Method::put, .path = path, .body = body, .bearer = bearer});
}

http::Response ApiUnderTest::del(const std::string &path, const std::string &bearer)
{
    return ask({.method = http::Method::del, .path = path, .bearer = bearer});
}

store::User ApiUnderTest::addUser(const std::string &username, bool admin)
{
    auto user = person(username);
    user.admin = admin;
    user.passwordHash = m_hash;
    return need(m_store->write([&](store::Writer &writer) { return store::users::insert(writer, user); }));
}

http::Response ApiUnderTest::login(const std::string &username, const std::string &password, const std::string &address)
{
    json::object body;
    body["username"] = username;
    body["password"] = password;
    return ask({.method = http::Method::post,
                .path = "/account/login",
                .body = json::serialize(json::value(body)),
                .address = address});
}

std::string ApiUnderTest::signIn(const std::string &username, const std::string &address)
{
    return cookieOf(login(username, goodPassword, address), "sid");
}

std::string ApiUnderTest::addSignedIn(const std::string &username, bool admin)
{
    (void)addUser(username, admin);
    return signIn(username);
}

bool ApiUnderTest::failSignIns(const std::string &username, int times, const std::string &address)
{
    bool refused = true;
    for (int i = 0; i < times; ++i) {
        refused = login(username, "wrong", address).status == 401U && refused;
        clock.move(std::chrono::seconds(12));
    }
    return refused;
}

unsigned ApiUnderTest::statusOf(const std::string &bearer)
{
    return get("/api/v1/user", bearer).status;
}

std::string ApiUnderTest::idOf(const store::User &user) const
{
    return m_store->ids().encode(user.id);
}

std::string ApiUnderTest::teamType(const std::string &bearer)
{
    const auto types = need(json::parse(get("/api/v1/team-types", bearer).body));
    return std::string(types.at("types").at(0).at("id").as_string());
}

std::string ApiUnderTest::addTeam(const std::string &name, const std::string &bearer)
{
    const auto made = post("/api/v1/teams", text({{"name", name}, {"type", teamType(bearer)}}), bearer);
    if (made.status != 200)
        qFatal("team: %s", made.body.c_str());
    return std::string(json::parse(made.body)->at("id").as_string());
}

std::vector<std::string> ApiUnderTest::lastEvents(std::int64_t n)
{
    const auto after = std::max<std::int64_t>(0, head() - n);
    auto rows = need(m_store->read([&](store::Reader &reader) { return m_journal->readFrom(reader, after, n); }));
    std::vector<std::string> out;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row)
        out.push_back(row->event);
    return out;
}

std::vector<journal::JournalRow> ApiUnderTest::rowsAfter(std::int64_t seq)
{
    (void)m_store->write([](store::Writer &) -> Result<bool> { return true; });
    return need(m_store->read([&](store::Reader &reader) { return m_journal->readFrom(reader, seq, 1000); }));
}

std::string text(std::initializer_list<boost::json::value_ref> object)
{
    return json::serialize(json::value(object));
}

std::string cookieOf(const http::Response &response, const std::string &name)
{
    for (const auto &[header, value] : response.headers)
        if (header == "Set-Cookie" && value.starts_with(name + "="))
            return value.substr(name.size() + 1, value.find(';') - name.size() - 1);
    return {};
}

std::string codeOf(const http::Response &response)
{
    const auto body = json::parse(response.body);
    if (!body || !body->is_object() || !body->get_object().contains("code"))
        return {};
    return std::string(body->get_object().at("code").as_string());
}

}  // namespace castellan::test
