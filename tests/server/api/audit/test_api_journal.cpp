// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/audit/mutations.h"
#include "tests/server/api/pipeline/answers.h"

#include <QTest>

#include <map>
#include <set>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(const castellan::test::Mutation *)
Q_DECLARE_METATYPE(castellan::api::WriteHandler)

namespace {

using Rows = std::vector<journal::JournalRow>;

std::string keyOf(http::Method method, std::string_view path)
{
    return std::string(http::methodName(method)) + " " + std::string(path);
}

const api::Route &routeOf(const Mutation &mutation)
{
    for (const auto &route : api::routes())
        if (route.what.method == mutation.method && route.what.path == mutation.path)
            return route;
    qFatal("no route %s", keyOf(mutation.method, mutation.path).c_str());
}

bool changes(const api::Route &route)
{
    return route.what.method != http::Method::get && route.what.method != http::Method::head;
}

bool isPublic(const api::Route &route)
{
    return route.who.permission == "public";
}

/// The error in the one row that a request must have left; empty: none.
std::string wrongWith(const Rows &rows, World &world, const char *event, Outcome outcome, const char *actor)
{
    if (rows.size() != 1)
        return std::to_string(rows.size()) + " rows";
    const auto &row = rows.front();
    if (row.event != event)
        return "event " + row.event;
    if (row.outcome != outcome)
        return "outcome " + std::string(outcomeWord(row.outcome));
    if (row.actorName != actor)
        return "actor " + row.actorName;
    if (row.address != World::address)
        return "address " + row.address;
    if (row.client != World::client)
        return "client " + row.client;
    if (row.requestId != world.api.lastRequest())
        return "request " + row.requestId;
    if (row.count != 1)
        return "a sum of " + std::to_string(row.count);
    return {};
}

/// A secret of the world that a reader of the journal would find.
std::string secretIn(World &world)
{
    for (const auto &row : world.api.rowsAfter(0))
        for (const auto &secret : world.secrets())
            for (const auto &text : {row.body, row.actorName, row.address, row.client, row.requestId})
                if (text.find(secret) != std::string::npos)
                    return row.event + ": " + secret;
    return {};
}

std::string memberOfBody(const journal::JournalRow &row, const char *name)
{
    const auto body = json::parse(row.body);
    const auto *member = body && body->is_object() ? body->get_object().if_contains(name) : nullptr;
    return member != nullptr && member->is_string() ? std::string(member->get_string()) : std::string();
}

/// Number of refusals since the last call that were only counted, under this word; negative if others were counted too.
std::int64_t counted(World &world, const char *word)
{
    const auto counts = world.api.refusals().take();
    if (!counts)
        return 0;
    const auto body = counts->body();
    std::int64_t all = 0;
    for (const auto &[name, value] : body)
        all += value.is_int64() && name != "addressCount" ? value.get_int64() : 0;
    const auto mine = body.at(word).as_int64();
    return all == mine ? mine : -all;
}

/// The answer to a request, and the rows that it left.
std::pair<http::Response, Rows> askAndRead(World &world, const ApiUnderTest::Sent &sent)
{
    const auto before = std::int64_t(world.api.rowsAfter(0).size());
    auto response = world.api.ask(sent);
    return {std::move(response), world.api.rowsAfter(before)};
}

/// A request that is refused with this status changes nothing and leaves no row: the refusal is counted as `word`.
void isOnlyCounted(World &world, const ApiUnderTest::Sent &sent, unsigned status, const char *word)
{
    const auto content = world.content();
    const auto [response, rows] = askAndRead(world, sent);
    QVERIFY2(response.status == status, response.body.c_str());
    QVERIFY(rows.empty());
    QCOMPARE(counted(world, word), 1);
    QVERIFY(world.content() == content);
}

void addMutations(bool (*wanted)(const Mutation &))
{
    QTest::addColumn<const Mutation *>("mutation");
    std::map<std::string, int> seen;
    for (const auto &mutation : mutations()) {
        const auto key = keyOf(mutation.method, mutation.path);
        const auto n = ++seen[key];
        if (wanted(mutation))
            QTest::newRow(("F165 " + key + (n > 1 ? " (" + std::to_string(n) + ")" : "")).c_str()) << &mutation;
    }
}

/// Handlers with mistakes that routes must not make.
Result<http::Response> changesInSecret(api::WriteContext &act, const http::Request &)
{
    auto user = store::users::findByUsername(act.db(), "bob");
    (*user)->name = "Robert";
    if (auto ok = store::users::update(act.writer, **user); !ok)
        return fail(ok.error());
    act.nothingChanged();
    return http::Response{};
}
Result<http::Response> saysItTwice(api::WriteContext &act, const http::Request &)
{
    for (int i = 0; i < 2; ++i)
        if (auto ok = act.record(Event::team_created, {}, {}, {}); !ok)
            return fail(ok.error());
    return http::Response{};
}
Result<http::Response> saysItOnce(api::WriteContext &act, const http::Request &)
{
    if (auto ok = act.record(Event::team_created, {}, {}, {}); !ok)
        return fail(ok.error());
    return http::Response{};
}

void addMutations()
{
    addMutations([](const Mutation &) { return true; });
}

http::Response answerOf(const api::Services &services, const api::Route &route)
{
    api::Application application(services, *api::Router::make({&route, 1}));
    std::promise<http::Response> answered;
    http::Request request;
    request.method = route.what.method;
    request.path = route.what.path;
    application.handle(std::move(request), [&](http::Response response) { answered.set_value(std::move(response)); });
    return answered.get_future().get();
}

/// The journal entries of every change that the server offers: done, refused and failed.
class TestApiJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f165EveryRouteThatChangesIsTried()
    {
        std::set<std::string> tried;
        for (const auto &mutation : mutations())
            tried.insert(keyOf(mutation.method, mutation.path));
        std::set<std::string> table;
        for (const auto &route : api::routes()) {
            const auto key = keyOf(route.what.method, route.what.path);
            if (!changes(route))
                continue;
            // Its body is a question; it runs where nothing can be written.
            if (key == "POST /api/v1/teams/check-slug")
                QVERIFY(route.how.runs == api::Runs::read);
            else
                table.insert(key);
        }
        std::string missing;
        std::ranges::for_each(table, [&](const auto &key) { missing += tried.contains(key) ? "" : key + "; "; });
        QVERIFY2(missing.empty(), ("not tried: " + missing).c_str());
        QCOMPARE(tried.size(), table.size());
    }

    void f165WhatIsDoneLeavesOneEntry_data() { addMutations(); }
    void f165WhatIsDoneLeavesOneEntry()
    {
        QFETCH(const Mutation *, mutation);
        World world;
        const auto trial = mutation->done(world);
        const auto [response, rows] = askAndRead(world, trial.sent);
        QVERIFY2(response.status < 300, response.body.c_str());
        QCOMPARE(response.status, routeOf(*mutation).what.status);
        const auto wrong = wrongWith(rows, world, mutation->event, Outcome::done, mutation->actor);
        QVERIFY2(wrong.empty(), wrong.c_str());
        const auto &said = rows.front().body;
        for (const auto &part : trial.tells)
            QVERIFY2(said.find(part) != std::string::npos, std::string(part).append(" in ").append(said).c_str());
        QVERIFY(!world.api.refusals().take());
        const auto declared = routeOf(*mutation).accounting.events;
        QVERIFY(std::ranges::any_of(declared, [&](Event event) { return kindOf(event).word == mutation->event; }));
        // The password that was chosen, the token that was made.
        for (const auto *secret : {"token", "secret", "code", "url"})
            if (const auto body = json::parse(response.body); body && body->is_object())
                if (const auto *value = body->get_object().if_contains(secret); value != nullptr && value->is_string())
                    (void)world.secret(std::string(value->get_string()));
        (void)world.secret(cookieOf(response, "sid").empty() ? goodPassword : cookieOf(response, "sid"));
        const auto secret = secretIn(world);
        QVERIFY2(secret.empty(), secret.c_str());
    }

    void f165WhatARuleRefusesLeavesOneEntry_data() { addMutations(); }
    void f165WhatARuleRefusesLeavesOneEntry()
    {
        QFETCH(const Mutation *, mutation);
        World world;
        const auto refusal = mutation->refused(world);
        const auto [response, rows] = askAndRead(world, refusal.sent);
        QVERIFY2(response.status == refusal.status, response.body.c_str());
        const bool nobody = refusal.sent.bearer.empty() && refusal.sent.cookie != world.mine;
        const auto *actor = refusal.sent.bearer == world.admin  ? "root-ann"
                            : refusal.sent.bearer == world.hers ? "carol"
                            : nobody                            ? ""
                                                                : "bob";
        const auto wrong = wrongWith(rows, world, refusal.event, refusal.outcome, actor);
        QVERIFY2(wrong.empty(), wrong.c_str());
        if (refusal.outcome == Outcome::refused) {
            QCOMPARE(q(memberOfBody(rows.front(), "reason")), QByteArray(refusal.reason));
            QCOMPARE(q(memberOfBody(rows.front(), "route")), q(mutation->path));
            QCOMPARE(q(memberOfBody(rows.front(), "method")), q(http::methodName(mutation->method)));
        }
        QVERIFY(!world.api.refusals().take());
        const auto secret = secretIn(world);
        QVERIFY2(secret.empty(), secret.c_str());
    }

    void f165WhomNobodyKnowsIsCounted_data()
    {
        addMutations([](const Mutation &mutation) { return !isPublic(routeOf(mutation)); });
    }
    void f165WhomNobodyKnowsIsCounted()
    {
        QFETCH(const Mutation *, mutation);
        World world;
        auto trial = mutation->done(world);
        trial.sent.bearer.clear();
        isOnlyCounted(world, trial.sent, 401, "unauthorized");
    }

    void f165WhatIsNotUnderstoodIsCounted_data()
    {
        addMutations([](const Mutation &mutation) { return !routeOf(mutation).what.request.empty(); });
    }
    void f165WhatIsNotUnderstoodIsCounted()
    {
        QFETCH(const Mutation *, mutation);
        World world;
        auto trial = mutation->done(world);
        trial.sent.body = text({{"colour", "red"}});
        isOnlyCounted(world, trial.sent, 400, "malformed");
    }

    void f165WhatComesTooOftenIsCounted_data() { addMutations(); }
    void f165WhatComesTooOftenIsCounted()
    {
        QFETCH(const Mutation *, mutation);
        World world;
        const auto trial = mutation->done(world);
        auto settings = *world.api.policy().current();
        for (auto *limit :
             {&settings.limits.login, &settings.limits.reset, &settings.limits.write, &settings.limits.address})
            *limit = {1, 3600s};
        QVERIFY(world.api.set(settings));
        auto response = world.api.ask(trial.sent);
        if (response.status != 429)
            response = world.api.ask(trial.sent);
        // A request that ended its own session may be refused earlier.
        if (response.status == 401)
            response = world.api.ask(trial.sent);
        (void)world.api.rowsAfter(0);
        (void)world.api.refusals().take();
        isOnlyCounted(world, trial.sent, 429, "tooManyRequests");
    }

    void f165WhoMayNotLeavesOneEntry_data()
    {
        QTest::addColumn<const Mutation *>("mutation");
        QTest::addColumn<QByteArray>("why");
        std::set<const api::Route *> seen;
        for (const auto &mutation : mutations()) {
            const auto &route = routeOf(mutation);
            if (isPublic(route) || !seen.insert(&route).second)
                continue;
            const auto add = [&](const char *why) {
                QTest::newRow(("F165 " + keyOf(mutation.method, mutation.path) + " " + why).c_str())
                    << &mutation << QByteArray(why);
            };
            add("csrf");
            if (route.who.interactiveOnly)
                add("interactive_only");
            if (route.who.stepUp)
                add("reauth_required");
        }
    }
    void f165WhoMayNotLeavesOneEntry()
    {
        QFETCH(const Mutation *, mutation);
        QFETCH(QByteArray, why);
        World world;
        auto trial = mutation->done(world);
        const auto session = trial.sent.bearer;
        if (why == "csrf") {
            trial.sent.bearer.clear();
            trial.sent.cookie = session;
        } else if (why == "interactive_only") {
            trial.sent.bearer = world.token(session, session == world.admin).token;
        } else {
            world.api.clock.move(6min);
        }
        const auto content = world.content();
        const auto [response, rows] = askAndRead(world, trial.sent);
        QVERIFY2(response.status == 403, response.body.c_str());
        const auto wrong = wrongWith(rows, world, why == "reauth_required" ? "act.refused" : "access.refused",
                                     Outcome::refused, mutation->actor);
        QVERIFY2(wrong.empty(), wrong.c_str());
        QCOMPARE(q(memberOfBody(rows.front(), "reason")), why);
        QVERIFY(!world.api.refusals().take());
        QVERIFY(world.content() == content);
    }

    void f165WhatFailsAnywhereChangesNothing_data()
    {
        addMutations([](const Mutation &mutation) { return !mutation.takesAway; });
    }
    /// The disk fails at each operation in turn until there is none left to fail: then it is done.
    void f165WhatFailsAnywhereChangesNothing()
    {
        QFETCH(const Mutation *, mutation);
        World world;
        const auto trial = mutation->done(world);
        const auto before = std::int64_t(world.api.rowsAfter(0).size());
        const auto content = world.content();
        int failures = 0;
        for (std::int64_t nth = 1;; ++nth) {
            world.disk.failFrom(nth, FaultyVfs::Fault::error, false);
            const auto response = world.api.ask(trial.sent);
            world.disk.failNothing();
            if (response.status < 300)
                break;
            QVERIFY2(response.status == 503, response.body.c_str());
            QCOMPARE(q(codeOf(response)), QByteArray("audit_unavailable"));
            QVERIFY(world.disk.failed());
            ++failures;
            QVERIFY2(world.api.rowsAfter(before).empty(), "a row without its act");
            QVERIFY2(world.content() == content, "half a change");
        }
        QVERIFY2(failures >= 2, "the fault must come up in the middle");
        const auto rows = world.api.rowsAfter(before);
        const auto wrong = wrongWith(rows, world, mutation->event, Outcome::done, mutation->actor);
        QVERIFY2(wrong.empty(), wrong.c_str());
        QVERIFY(!world.api.refusals().take());
        const auto secret = secretIn(world);
        QVERIFY2(secret.empty(), secret.c_str());
    }

    void f165WhatTakesAwayWorksAtOnceAndIsEnteredFirst_data()
    {
        addMutations([](const Mutation &mutation) { return mutation.takesAway; });
    }
    void f165WhatTakesAwayWorksAtOnceAndIsEnteredFirst()
    {
        QFETCH(const Mutation *, mutation);
        World world;
        const auto trial = mutation->done(world);
        const auto before = std::int64_t(world.api.rowsAfter(0).size());
        const auto content = world.content();
        QCOMPARE(world.api.get("/api/v1/settings", trial.ends).status, 200U);
        world.disk.failFrom(1, FaultyVfs::Fault::error, true);
        QCOMPARE(world.api.ask(trial.sent).status, 202U);
        const auto request = world.api.lastRequest();
        QCOMPARE(world.api.get("/api/v1/settings", trial.ends).status, 401U);
        QCOMPARE(q(codeOf(world.api.put("/api/v1/user", text({{"name", "C"}}), world.hers))),
                 QByteArray("audit_unavailable"));
        QVERIFY(world.content() == content);
        world.disk.failNothing();
        world.api.clock.move(1s);
        QCOMPARE(world.api.put("/api/v1/user", text({{"name", "C"}}), world.hers).status, 200U);
        auto rows = world.api.rowsAfter(before);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(q(rows.at(1).event), QByteArray("user.updated-user"));
        rows.pop_back();
        QCOMPARE(q(rows.at(0).requestId), q(request));
        rows.at(0).requestId = world.api.lastRequest();
        const auto wrong = wrongWith(rows, world, mutation->event, Outcome::done, mutation->actor);
        QVERIFY2(wrong.empty(), wrong.c_str());
        for (const auto &part : trial.tells)
            QVERIFY2(rows.at(0).body.find(part) != std::string::npos,
                     std::string(part).append(" in ").append(rows.at(0).body).c_str());
        QCOMPARE(world.api.get("/api/v1/settings", trial.ends).status, 401U);
        QVERIFY(world.content() != content);
        const auto secret = secretIn(world);
        QVERIFY2(secret.empty(), secret.c_str());
    }

    void f165ManyRefusalsBecomeASum()
    {
        World world;
        const auto before = std::int64_t(world.api.rowsAfter(0).size());
        const auto taken = World::asks(http::Method::put, "/api/v1/user", text({{"username", "carol"}}), world.mine);
        for (int i = 0; i < 8; ++i)
            QCOMPARE(world.api.ask(taken).status, 400U);
        QCOMPARE(world.api.rowsAfter(before).size(), std::size_t(5));
        world.api.clock.move(1min);
        const auto rows = world.api.rowsAfter(before);
        QCOMPARE(rows.size(), std::size_t(6));
        QCOMPARE(q(rows.back().event), QByteArray("act.refused"));
        QCOMPARE(q(rows.back().actorName), QByteArray("bob"));
        QCOMPARE(rows.back().count, 3);
    }

    void f165ARefusalThatCantBeWrittenIsCounted()
    {
        World world;
        world.disk.failFrom(1, FaultyVfs::Fault::error, true);
        QCOMPARE(world.api.get("/api/v1/users", world.mine).status, 403U);
        (void)world.api.store().write([](store::Writer &) -> Result<bool> { return true; });
        QCOMPARE(counted(world, "notRecorded"), 1);
    }

    /// A caller mistakes a credential for its id.
    void f165ACredentialInTheAddressIsMasked()
    {
        World world;
        const auto before = std::int64_t(world.api.rowsAfter(0).size());
        const auto token = world.token(world.mine).token;
        const auto key = world.make("/api/v1/admin/keys", {{"name", "ci"}, {"scope", "read"}}, world.admin).token;
        for (const auto &credential : {token, key, world.hers}) {
            QCOMPARE(world.api.del("/api/v1/user/tokens/" + credential, world.mine).status, 404U);
            QCOMPARE(world.api.del("/api/v1/users/" + world.api.idOf(world.bob) + "/sessions/" + credential, world.hers)
                         .status,
                     403U);
        }
        const auto rows = world.api.rowsAfter(before);
        QVERIFY(std::ranges::count_if(rows, [](const auto &row) { return row.outcome == Outcome::refused; }) == 6);
        const auto secret = secretIn(world);
        QVERIFY2(secret.empty(), secret.c_str());
    }

    void f165CountsThatCantBeWrittenGoIntoTheNextEntry()
    {
        identity::Refusals refusals;
        using Why = identity::Refusals::Why;
        refusals.count(Why::unauthenticated, "192.0.2.1");
        refusals.count(Why::tooMany, "192.0.2.2");
        const auto lost = refusals.take();
        QVERIFY(lost && !refusals.take());
        refusals.count(Why::unauthenticated, "192.0.2.1");
        refusals.giveBack(*lost);
        const auto body = refusals.take()->body();
        QCOMPARE(body.at("unauthorized").as_int64(), 2);
        QCOMPARE(body.at("tooManyRequests").as_int64(), 1);
        QCOMPARE(body.at("addressCount").as_int64(), 2);
        QVERIFY(body.at("addresses").at(0).at("address") == "192.0.2.1");
        QCOMPARE(body.at("addresses").at(0).at("count").as_int64(), 2);
    }

    void aChangeWithoutItsOneEntryIsUndoneInTests_data()
    {
        QTest::addColumn<api::WriteHandler>("handler");
        QTest::addColumn<unsigned>("strictly");
        QTest::addColumn<unsigned>("leniently");
        QTest::newRow("one entry") << &saysItOnce << 200U << 200U;
        QTest::newRow("no entry") << &changesInSecret << 500U << 200U;
        QTest::newRow("two entries") << &saysItTwice << 500U << 200U;
    }
    void aChangeWithoutItsOneEntryIsUndoneInTests()
    {
        QFETCH(api::WriteHandler, handler);
        QFETCH(unsigned, strictly);
        QFETCH(unsigned, leniently);
        for (const bool strict : {true, false}) {
            World world;
            const api::Route route{.what = {.method = http::Method::post, .path = "/x"},
                                   .who = {.permission = "public"},
                                   .how = {.runs = api::Runs::write, .write = handler},
                                   .accounting = {.events = {Event::team_created}}};
            auto services = world.api.application().services();
            QVERIFY(services.testing.auditStrictly);
            services.testing.auditStrictly = strict;
            const auto content = world.content();
            const auto before = world.api.rowsAfter(0).size();
            QCOMPARE(answerOf(services, route).status, strict ? strictly : leniently);
            if (strict && strictly == 500) {
                QVERIFY(world.content() == content);
                QCOMPARE(world.api.rowsAfter(0).size(), before);
            }
        }
    }

    /// The negative control of what is said about secrets.
    void aSecretInTheJournalIsFound()
    {
        World world;
        const auto name = world.secret("Plain-and-visible-51");
        QCOMPARE(world.api.put("/api/v1/user", text({{"name", name}}), world.mine).status, 200U);
        QVERIFY(secretIn(world).ends_with(name));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiJournal)
#include "test_api_journal.moc"
