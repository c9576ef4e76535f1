// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/server.h"

#include "core/mutex.h"
#include "core/try.h"
#include "core/version.h"
#include "server/api/pipeline/application.h"
#include "server/api/pipeline/idempotency.h"
#include "server/api/routes.h"
#include "server/http/authority.h"
#include "server/http/https_redirect.h"
#include "server/identity/hash_pool.h"
#include "server/identity/live_credentials.h"
#include "server/identity/lockout.h"
#include "server/identity/rate_limits.h"
#include "server/identity/refusals.h"
#include "server/identity/security_policy.h"
#include "server/journal/journal.h"
#include "server/journal/retention.h"
#include "server/journal/server_identity.h"
#include "server/operations/clock_follower.h"
#include "server/operations/store_options.h"
#include "server/store/store.h"
#include "server/store/tables/kept_answers.h"
#include "server/store/tables/login_failures.h"
#include "server/store/tables/login_tickets.h"
#include "server/store/tables/password_resets.h"
#include "server/store/tables/sessions.h"
#include "server/store/tables/users.h"
#include "server/stream/hub.h"

#include <boost/json/object.hpp>

#include <thread>

namespace castellan {
namespace {

using namespace std::chrono_literals;

/// Writes an entry of the program itself, which no request caused.
Result<void> recordOwn(store::Store &store, journal::Journal &journal, Event event)
{
    TRY(store.write([&](store::Writer &writer) -> Result<bool> {
        journal::Entry entry;
        entry.event = event;
        entry.actor = SystemActor{};
        entry.body["version"] = boost::json::string_view(version());
        TRY(journal.append(writer, std::move(entry)));
        return true;
    }));
    return {};
}

/// Calls `tick` about once a second until it is destroyed.
class Housekeeping {
public:
    explicit Housekeeping(std::function<void()> tick) : m_tick(std::move(tick)), m_thread([this] { run(); }) {}
    ~Housekeeping()
    {
        {
            const Lock lock(m_mutex);
            m_stopping = true;
        }
        m_wake.notifyAll();
        m_thread.join();
    }
    Housekeeping(const Housekeeping &) = delete;
    Housekeeping &operator=(const Housekeeping &) = delete;

private:
    void run()
    {
        while (!stopsWithin(1s))
            m_tick();
    }

    /// Waits for `span`; true as soon as it is being destroyed.
    [[nodiscard]] bool stopsWithin(std::chrono::nanoseconds span)
    {
        const auto until = Condition::after(span);
        const Lock lock(m_mutex);
        while (!m_stopping && m_wake.waitUntil(m_mutex, until)) {
        }
        return m_stopping;
    }

    std::function<void()> m_tick;
    Mutex m_mutex;
    Condition m_wake;
    bool m_stopping GUARDED_BY(m_mutex) = false;
    std::thread m_thread;
};

/// Builds with assertions, which tests run, answer 500 where a change leaves no entry or more than its one.
#ifdef NDEBUG
constexpr bool assertions = false;
#else
constexpr bool assertions = true;
#endif

constexpr auto flushEvery = 60s;
constexpr auto sweepEvery = 3600s;

}  // namespace

/// Parts in the order in which they are made; taken down the other way round.
struct Server::Impl {
    Impl(ServerConfig c, Clock &k, Random &r, Log &l) : config(std::move(c)), clock(k), random(r), log(l) {}

    ServerConfig config;
    FollowedClock clock;
    Random &random;
    Log &log;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<journal::Journal> journal;
    std::optional<journal::ServerIdentity> identity;
    std::unique_ptr<identity::SecurityPolicy> policy;
    std::unique_ptr<identity::LiveCredentials> credentials;
    std::unique_ptr<identity::HashPool> hashPool;
    std::unique_ptr<identity::RateLimits> limits;
    identity::Refusals refusals;
    std::unique_ptr<api::Application> application;
    std::unique_ptr<stream::Hub> hub;
    std::unique_ptr<http::HttpServer> http;
    std::unique_ptr<http::HttpsRedirect> redirectTo;
    std::unique_ptr<http::HttpServer> redirectFrom;
    std::optional<http::Endpoint> redirectEndpoint;
    std::unique_ptr<Housekeeping> housekeeping;
    std::optional<ClockFollower> clockFollower;
    std::optional<journal::Retention> retention;
    Tick lastFlush;
    Tick lastSweep;

    Result<void> openStore();
    Result<void> compose();
    Result<http::Endpoint> listen();
    Result<void> listenToRedirect(const http::Tls &tls, const std::vector<std::string> &publicHosts,
                                  std::uint16_t port);
    void tick();
    void endLocks();
    void recordRefusals();
    void takeDown();
};

Result<void> Server::Impl::openStore()
{
    auto options = storeOptions(config.data, config.care);
    options.holder = "castellan " + std::string(version());
    auto opened = TRY(store::Store::open(options, config.keys, clock, random, log));
    store = std::move(opened);
    config.keys = {};  // the store's copy is locked in memory
    auto book = TRY(journal::Journal::open(*store));
    journal = std::move(book);
    auto known = TRY(journal::ServerIdentity::load(*store));
    identity.emplace(std::move(known));
    policy = std::make_unique<identity::SecurityPolicy>();
    return store->read([this](store::Reader &reader) { return policy->load(reader); });
}

Result<void> Server::Impl::compose()
{
    auto router = TRY(api::Router::make(api::routes()));
    credentials = std::make_unique<identity::LiveCredentials>(*store, *policy);
    clockFollower.emplace(clock, *store, *journal, *credentials);
    TRY(clockFollower->begin());
    hashPool = std::make_unique<identity::HashPool>();
    limits = std::make_unique<identity::RateLimits>(*policy, clock);
    application =
        std::make_unique<api::Application>(api::Services{.store = *store,
                                                         .journal = *journal,
                                                         .identity = *identity,
                                                         .policy = *policy,
                                                         .credentials = *credentials,
                                                         .hashPool = *hashPool,
                                                         .limits = *limits,
                                                         .passwordLimiter = limits->of(identity::Limit::password),
                                                         .refusals = refusals,
                                                         .clock = clock,
                                                         .random = random,
                                                         .log = log,
                                                         .data = config.data,
                                                         .tls = config.listen.tls.has_value(),
                                                         .embedded = config.listen.launchKey.has_value(),
                                                         .stream = true,
                                                         .securityContact = config.securityContact,
                                                         .passwordCost = config.care.passwordCost,
                                                         .testing = {.auditStrictly = assertions}},
                                           std::move(router));
    policy->observe([this](const SecuritySettings &) { credentials->policyChanged(); });
    hub = std::make_unique<stream::Hub>(*store, *journal, application->viewers());
    application->openStream([this](const http::Request &request, std::function<void(http::Upgrade)> decide) {
        hub->serve(request, std::move(decide));
    });
    hub->start();
    return {};
}

Result<http::Endpoint> Server::Impl::listen()
{
    if (config.redirect && !config.listen.tls)
        return fail(ErrorCode::usage, "Redirecting to HTTPS needs TLS: give a certificate and a key.");
    const auto tls = config.listen.tls;
    const auto publicHosts = config.listen.publicHosts;
    http =
        std::make_unique<http::HttpServer>(std::move(config.listen), config.limits, *application, clock, random, log);
    auto endpoint = TRY(http->start());
    if (config.redirect)
        TRY(listenToRedirect(*tls, publicHosts, endpoint.port));
    lastFlush = lastSweep = clock.tick();
    retention.emplace(*store, *journal, [this] { return policy->retention(clock.now()); }, log);
    housekeeping = std::make_unique<Housekeeping>([this] { tick(); });
    return endpoint;
}

Result<void> Server::Impl::listenToRedirect(const http::Tls &tls, const std::vector<std::string> &publicHosts,
                                            std::uint16_t port)
{
    http::Listen listen;
    listen.address = config.redirect->address;
    listen.port = config.redirect->port;
    listen.tls = tls;
    listen.redirectsOnly = true;
    for (const auto &host : publicHosts)
        if (const auto name = http::parseAuthority(host))
            listen.publicHosts.emplace_back(name->name);
    redirectTo = std::make_unique<http::HttpsRedirect>(
        *application, port, publicHosts, [this](const http::Request &shown) { application->endExposed(shown); });
    redirectFrom =
        std::make_unique<http::HttpServer>(std::move(listen), config.limits, *redirectTo, clock, random, log);
    auto endpoint = TRY(redirectFrom->start());
    redirectEndpoint = std::move(endpoint);
    return {};
}

void Server::Impl::tick()
{
    if (clockFollower->look())
        retention->clockJumped(clock.tick());
    retention->look(clock.tick());
    credentials->expire();
    endLocks();
    const auto now = clock.tick();
    if (now - lastFlush >= flushEvery) {
        lastFlush = now;
        credentials->flush();
        recordRefusals();
    }
    if (now - lastSweep >= sweepEvery) {
        lastSweep = now;
        credentials->flush();  // uses that are only in memory must count
        store->submit(
            [](store::Writer &writer) -> Result<bool> {
                TRY(store::sessions::removeEnded(writer));
                TRY(store::login_tickets::removeEnded(writer));
                TRY(store::password_resets::removeEnded(writer));
                TRY(store::kept_answers::forget(writer, writer.now() - api::idempotency::kept));
                TRY(store::login_failures::forget(writer, writer.now() - std::chrono::days(1)));
                return true;
            },
            [](const auto &) {});
    }
}

/// Journals the end of locks even if the user does not sign in afterwards.
void Server::Impl::endLocks()
{
    store->post([](store::Reader &reader) { return store::users::withEndedLock(reader, 1); },
                [this](const Result<std::vector<UserId>> &over) {
                    if (!over || over->empty())
                        return;
                    store->submit(
                        [this](store::Writer &writer) -> Result<bool> {
                            TRY(identity::lockout::endAllOver(writer, *journal));
                            return true;
                        },
                        [](const auto &) {});
                });
}

void Server::Impl::recordRefusals()
{
    auto counts = refusals.take();
    if (!counts)
        return;
    store->submit(
        [this, body = counts->body()](store::Writer &writer) -> Result<bool> {
            journal::Entry entry;
            entry.event = Event::platform_requests_refused;
            entry.actor = AnonymousActor{};
            entry.outcome = Outcome::refused;
            entry.body = body;
            TRY(journal->append(writer, std::move(entry)));
            return true;
        },
        [this, counts = std::move(*counts)](const Result<bool> &written) {
            if (!written)
                refusals.giveBack(counts);
        });
}

void Server::Impl::takeDown()
{
    if (application)
        application->stop();
    if (hub)
        hub->stop();  // closes streams with 1012 (service restart) while their sockets live
    if (redirectFrom)
        redirectFrom->stop();
    if (http)
        http->stop();
    if (hashPool)
        hashPool->stop();
    const bool ran = housekeeping != nullptr;
    housekeeping.reset();
    if (ran) {
        credentials->flush();
        recordRefusals();
        // A server that can't write this any more stops all the same; the log says so.
        if (auto ok = recordOwn(*store, *journal, Event::platform_stopped); !ok)
            log.warning("server", "the stop could not be journalled: " + ok.error().message);
    }
    if (store)
        store->close();  // answers pending requests while their connections exist
    clockFollower.reset();
    retention.reset();
    redirectEndpoint.reset();
    redirectFrom.reset();
    redirectTo.reset();
    http.reset();
    hub.reset();
    application.reset();
    limits.reset();
    hashPool.reset();
    credentials.reset();
    policy.reset();
    journal.reset();
    store.reset();
}

Server::Server(ServerConfig config, Clock &clock, Random &random, Log &log)
    : m_impl(std::make_unique<Impl>(std::move(config), clock, random, log))
{
}

Server::~Server()
{
    stop();
}

Result<http::Endpoint> Server::start()
{
    if (m_impl->store)
        return fail(ErrorCode::usage, "This server has been started already.");
    auto ready = m_impl->openStore();
    if (ready)
        ready = m_impl->compose();
    if (ready)
        ready = recordOwn(*m_impl->store, *m_impl->journal, Event::platform_started);
    Result<http::Endpoint> endpoint = fail(ErrorCode::internal, "");
    if (ready)
        endpoint = m_impl->listen();
    else
        endpoint = fail(std::move(ready).error());
    if (!endpoint)
        m_impl->takeDown();
    return endpoint;
}

void Server::stop()
{
    m_impl->takeDown();
}

std::optional<http::Endpoint> Server::redirect() const
{
    return m_impl->redirectEndpoint;
}

std::string Server::epoch() const
{
    return m_impl->journal ? journal::epochName(m_impl->journal->head().epoch) : std::string();
}

Result<LocalSession> Server::openLocalSession()
{
    if (!m_impl->credentials)
        return fail(ErrorCode::usage, "The server isn't running.");
    auto user = TRY(m_impl->store->read([](store::Reader &reader) { return store::users::findLocal(reader); }));
    if (!user)
        return fail(ErrorCode::not_found, "This server has no local person; sign in with user name and password.");
    return LocalSession{m_impl->credentials->openLocal(user->id), m_impl->store->ids().encode(user->id),
                        user->username};
}

}  // namespace castellan
