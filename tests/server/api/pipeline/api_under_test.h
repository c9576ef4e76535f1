// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/application.h"
#include "server/api/routes.h"
#include "server/journal/journal.h"
#include "server/operations/clock_follower.h"
#include "tests/server/store/data_folder.h"

#include <boost/json/value.hpp>

#include <atomic>
#include <functional>
#include <future>
#include <string>

namespace castellan::test {

/// Both clocks stand still unless moved.
class StillClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override
    {
        return fromMicros(1'795'321'902'099'000 + m_moved.load() + m_set.load());
    }
    [[nodiscard]] Tick tick() const override { return Tick(std::chrono::microseconds(m_moved.load())); }
    void move(std::chrono::microseconds by) { m_moved += by.count(); }
    /// The wall clock alone.
    void set(std::chrono::microseconds by) { m_set += by.count(); }

private:
    std::atomic<std::int64_t> m_moved{0};
    std::atomic<std::int64_t> m_set{0};
};

/// Rules about passwords are the same at any cost.
inline constexpr PasswordCost cheapCost{1024, 1, 1};
inline constexpr const char *goodPassword = "tidal-Orbit-lantern-88";

/// The real application over a real store; only the sockets are left out, so that time can be moved.
class ApiUnderTest {
public:
    /// `vfs`: SQLite's file layer, where a disk's faults are tested. `turned`: what becomes of its decisions, where
    /// they are to be wrong.
    explicit ApiUnderTest(const std::string &vfs = {}, PasswordCost cost = cheapCost,
                          decltype(api::Services::Testing::turned) turned = nullptr);
    ~ApiUnderTest();

    struct Sent {
        http::Method method = http::Method::get;
        std::string path;
        std::string body{};
        std::string bearer{};
        std::string cookie{};
        std::string csrf{};
        std::string address = "192.0.2.1";
        std::string client = "test";
        std::vector<std::pair<std::string, std::string>> query{};
        std::vector<std::pair<std::string, std::string>> headers{};  ///< further ones
    };
    [[nodiscard]] http::Response ask(const Sent &sent);
    [[nodiscard]] http::Response get(const std::string &path, const std::string &bearer = {});
    [[nodiscard]] http::Response post(const std::string &path, const std::string &body, const std::string &bearer = {});
    [[nodiscard]] http::Response put(const std::string &path, const std::string &body, const std::string &bearer);
    [[nodiscard]] http::Response del(const std::string &path, const std::string &bearer);

    /// A user with `goodPassword`, made behind the API's back.
    store::User addUser(const std::string &username, bool admin = false);
    [[nodiscard]] http::Response login(const std::string &username, const std::string &password,
                                       const std::string &address = "192.0.2.1");
    /// The session's token.
    [[nodiscard]] std::string signIn(const std::string &username, const std::string &address = "192.0.2.1");
    /// A new user who signs in: the session's token.
    [[nodiscard]] std::string addSignedIn(const std::string &username, bool admin = false);
    /// Signs in with a wrong password so many times, 12 seconds apart: the budget of sign-ins is not exceeded. Whether
    /// each attempt got 401.
    [[nodiscard]] bool failSignIns(const std::string &username, int times, const std::string &address = "192.0.2.1");
    /// Status of a request that every session may make.
    [[nodiscard]] unsigned statusOf(const std::string &bearer);
    [[nodiscard]] std::string idOf(const store::User &user) const;
    /// Id of the only type of team.
    [[nodiscard]] std::string teamType(const std::string &bearer);
    /// Id of a new team, which belongs to the caller.
    [[nodiscard]] std::string addTeam(const std::string &name, const std::string &bearer);
    /// Words of the newest rows of the journal, newest first.
    [[nodiscard]] std::vector<std::string> lastEvents(std::int64_t n = 3);
    [[nodiscard]] std::string lastEvent() { return lastEvents(1).at(0); }
    [[nodiscard]] std::int64_t head() const { return m_journal->head().seq; }
    /// The rows after that one, once everything that was asked for before has been written.
    [[nodiscard]] std::vector<journal::JournalRow> rowsAfter(std::int64_t seq);
    /// Id of the request that was sent last.
    [[nodiscard]] std::string lastRequest() const { return "r" + std::to_string(m_request); }

    DataFolder folder;
    StillClock clock;
    /// The clock that the server uses.
    FollowedClock followed{clock};
    /// The once-a-second look at the clock; has taken it up when it returns.
    void lookAtTheClock();
    [[nodiscard]] store::Store &store() { return *m_store; }
    [[nodiscard]] identity::SecurityPolicy &policy() { return m_policy; }
    [[nodiscard]] journal::Journal &journal() { return *m_journal; }
    std::optional<journal::ServerIdentity> m_identity;
    /// Policies, behind the API's back.
    [[nodiscard]] bool set(const SecuritySettings &settings);
    /// For tests of something else than limits.
    void liftLimits();
    [[nodiscard]] bool change(const std::function<void(SecuritySettings &)> &edit);
    [[nodiscard]] identity::LiveCredentials &credentials() { return *m_credentials; }
    [[nodiscard]] identity::Refusals &refusals() { return m_refusals; }
    [[nodiscard]] api::Application &application() { return *m_application; }

private:
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<journal::Journal> m_journal;
    identity::SecurityPolicy m_policy;
    std::unique_ptr<identity::LiveCredentials> m_credentials;
    std::unique_ptr<ClockFollower> m_follower;
    std::unique_ptr<identity::HashPool> m_hashPool;
    std::unique_ptr<identity::RateLimits> m_limits;
    identity::Refusals m_refusals;
    std::unique_ptr<api::Application> m_application;
    std::string m_hash;
    std::atomic<int> m_request = 0;
};

/// A JSON object as text. Raw string literals inside Qt Test's macros confuse moc.
[[nodiscard]] std::string text(std::initializer_list<boost::json::value_ref> object);

/// Value of a cookie in an answer; empty if it sets none.
[[nodiscard]] std::string cookieOf(const http::Response &response, const std::string &name);
/// `code` of an error's body.
[[nodiscard]] std::string codeOf(const http::Response &response);

}  // namespace castellan::test
