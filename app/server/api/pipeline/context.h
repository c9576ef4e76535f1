// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/address.h"
#include "core/crypto/password.h"
#include "core/event.h"
#include "core/log.h"
#include "core/policy.h"
#include "core/role.h"
#include "core/try.h"
#include "server/http/message.h"
#include "server/identity/hash_pool.h"
#include "server/identity/live_credentials.h"
#include "server/identity/rate_limits.h"
#include "server/identity/refusals.h"
#include "server/identity/second_factor.h"
#include "server/identity/security_policy.h"
#include "server/journal/journal.h"
#include "server/journal/server_identity.h"
#include "server/store/store.h"
#include "server/store/tables/members.h"
#include "server/store/tables/teams.h"
#include "server/store/tables/users.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The surroundings of a route's handler.
namespace castellan::api {

/// The outcome of authorisation.
enum class Decision : std::uint8_t {
    allowed,
    signedOut,          ///< anonymous
    interactiveOnly,    ///< not by token or key
    personOnly,         ///< not by a service key, which has no user
    insufficientScope,  ///< not by this token or key
    limitedToTeams,     ///< a token that is limited to teams doesn't reach its user's account
    hidden,             ///< the caller may not learn whether the team exists
    forbidden,
};

/// The parts of the server that routes use; outlives every request.
struct Services {
    store::Store &store;
    journal::Journal &journal;
    const journal::ServerIdentity &identity;
    identity::SecurityPolicy &policy;
    identity::LiveCredentials &credentials;
    identity::HashPool &hashPool;
    identity::RateLimits &limits;
    identity::RateLimiter &passwordLimiter;  ///< by user, for routes that check a password: Limit::password
    identity::Refusals &refusals;
    Clock &clock;
    Random &random;
    Log &log;
    std::filesystem::path data;
    bool tls = false;
    bool embedded = false;  ///< every request comes from the host process: it proved so before it came here
    bool stream = false;    ///< the live stream is offered
    std::string securityContact{};
    PasswordCost passwordCost{};
    /// Hooks of tests.
    struct Testing {
        /// Replaces each decision of authorise(); null: they hold as made.
        Decision (*turned)(Decision) = nullptr;
        /// A change that leaves more than its one journal entry, or none although it changed something, is a fault of
        /// the route, and fails. Builds with assertions set it too.
        bool auditStrictly = false;
    };
    Testing testing{};
};

/// Values of a path's `:names`.
class Params {
public:
    void add(std::string_view name, std::string_view value) { m_values.emplace_back(name, value); }
    /// Empty if the path has no such name.
    [[nodiscard]] std::string_view operator[](std::string_view name) const;
    [[nodiscard]] const std::vector<std::pair<std::string_view, std::string>> &all() const { return m_values; }

private:
    std::vector<std::pair<std::string_view, std::string>> m_values;
};

/// For routes that read. Valid during the call.
class Context {
public:
    explicit Context(const Services &s) : services(s) {}

    const Services &services;
    identity::PrincipalPtr caller;    ///< null: anonymous
    store::Reader *reader = nullptr;  ///< null for routes that run in memory
    Params params;
    /// The team that `:teamId` or `:teamSlug` names, and the caller's role in it (none: no member).
    std::optional<store::Team> team;
    Role role = Role::none;
    /// The id that `:teamId` holds, if no team has it and the route asks about deleted teams, too (`team` is empty).
    std::optional<TeamId> deletedTeam;
    /// The user that `:userId` names.
    std::optional<store::User> subject;

    [[nodiscard]] store::Reader &db() const { return *reader; }
    /// The caller's user. Only in routes of a user's own account: service keys belong to no user.
    [[nodiscard]] const store::User &me() const { return *caller->user(); }
    [[nodiscard]] bool isMe(UserId user) const { return caller && caller->is(user); }
    [[nodiscard]] bool isAdmin() const { return caller && caller->isAdmin(); }
    /// Administrator or auditor: sees what members see without being one.
    [[nodiscard]] bool seesAll() const { return caller && (caller->isAdmin() || caller->isAuditor()); }
    template <class Table> [[nodiscard]] std::string publicId(Id<Table> id) const
    {
        return services.store.ids().encode(id);
    }
    template <class IdType> [[nodiscard]] std::optional<IdType> idFrom(std::string_view text) const
    {
        return services.store.ids().decode<IdType>(text);
    }
};

/// Results of the password threads, for the write transaction.
struct Prepared {
    std::optional<UserId> user{};  ///< nothing: no such user
    bool verified = false;
    std::string against{};           ///< the stored hash that was verified; it must still be the one
    std::string newHash{};           ///< to be stored; empty: none
    std::optional<Digest> backup{};  ///< of a backup code that was typed
    std::shared_ptr<const identity::second_factor::BackupCodes> codes{};  ///< to be stored
};

/// For routes that write: one act in one transaction, with its journal entry.
class WriteContext : public Context {
public:
    WriteContext(const Services &s, store::Writer &w, const http::Request &request)
        : Context(s), writer(w), m_request(request)
    {
        reader = &w;
    }

    store::Writer &writer;
    Prepared prepared;

    /// Writes the act's journal entry; actor, address, client, request id are the request's. No entry, no change.
    [[nodiscard]] Result<void> record(Event event, const journal::Scope &scope, std::optional<UserId> subject,
                                      json::object body, Outcome outcome = Outcome::done);
    /// The same for an event about a user, in that user's log.
    [[nodiscard]] Result<void> recordOf(UserId user, Event event, json::object body, Outcome outcome = Outcome::done)
    {
        return record(event, user, user, std::move(body), outcome);
    }
    /// An entry with another actor than the caller: a user who is signing in, or (null) an anonymous caller.
    [[nodiscard]] Result<void> recordAs(const store::User *actor, Event event, const journal::Scope &scope,
                                        std::optional<UserId> subject, json::object body,
                                        Outcome outcome = Outcome::done);
    /// Erases a user from the journal; the entry about it is the act's. The number of rows.
    [[nodiscard]] Result<std::int64_t> recordErasure(UserId user, bool accountDeleted);
    /// The request asked for the present state: the act leaves no entry.
    void nothingChanged() { m_unchanged = true; }
    [[nodiscard]] bool isRecorded() const { return m_recorded > 0 || m_unchanged; }
    [[nodiscard]] int recorded() const { return m_recorded; }

private:
    /// Address, client and request id are the request's.
    void complete(journal::Entry &entry) const;
    [[nodiscard]] Result<void> append(journal::Entry entry, const journal::Scope &scope, std::optional<UserId> subject,
                                      json::object body);

    const http::Request &m_request;
    int m_recorded = 0;
    bool m_unchanged = false;
};

/// The row whose public id is the path's `:parameter`. ErrorCode::not_found also for a text that is no such id.
template <class Row, class IdType>
Result<Row> rowNamed(const Context &context, std::string_view parameter,
                     Result<std::optional<Row>> (*find)(store::Reader &, IdType))
{
    std::optional<Row> row;
    if (const auto id = context.idFrom<IdType>(context.params[parameter]))
        row = TRY(find(context.db(), *id));
    if (!row)
        return fail(ErrorCode::not_found, "Not Found");
    return std::move(*row);
}

}  // namespace castellan::api
