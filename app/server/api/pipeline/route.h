// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error_code.h"
#include "core/event.h"
#include "core/json/codec.h"
#include "core/role.h"
#include "server/api/pipeline/context.h"
#include "server/http/message.h"

#include <initializer_list>
#include <string_view>
#include <vector>

namespace castellan::api {

/// Where a route's handler runs.
enum class Runs : std::uint8_t {
    memory,  ///< on the I/O thread, from caches alone; on a reader if the caller misses the cache
    read,    ///< on a reader thread
    write,   ///< on the writer thread, one act
    stream,  ///< an upgrade to WebSocket, served by the hub
};

/// The function types by which rooms declare their handlers: `ReadFunction list, read;`.
using ReadFunction = Result<http::Response>(Context &, const http::Request &);
using WriteFunction = Result<http::Response>(WriteContext &, const http::Request &);
using ReadHandler = ReadFunction *;
using WriteHandler = WriteFunction *;
/// Runs on a password thread before the write; may read the store by its blocking form.
using PrepareFunction = Result<Prepared>(const Services &, const identity::PrincipalPtr &, const http::Request &);
using Prepare = PrepareFunction *;
/// A revocation that can take effect in memory: the access that ends, and the answer.
struct Revocation {
    identity::Denied what;
    http::Response answer;
};
/// Called while the store can't be written, after authorisation, with a reader unless the route is public. Nothing if
/// the request revokes nothing.
using RevokeFunction = Result<std::optional<Revocation>>(Context &, const http::Request &);
using Revoke = RevokeFunction *;

/// A record that a body holds, named by its type: `record<records::User>()` (record.h). Without a name: no body.
struct RecordType {
    std::string_view name{};
    json::object (*schema)() = nullptr;

    [[nodiscard]] bool empty() const { return name.empty(); }
};

/// What a route offers, as clients see it.
struct Operation {
    http::Method method = http::Method::get;
    std::string_view path{};  ///< segments, `:name` takes one
    std::string_view summary{};
    RecordType request{};
    bool bodyOptional = false;  ///< the request's record may be left out
    RecordType response{};
    std::vector<std::string_view> query{};  ///< parameters, each at most once but for isListParameter
    unsigned status = 200;                  ///< of success
    std::string_view contentType = "application/json";
};

/// Which callers may use a route.
struct Access {
    std::string_view permission{};  ///< of core/role's table; empty doesn't start
    bool interactiveOnly = false;   ///< refused to tokens
    bool stepUp = false;            ///< a session's last sign-in or step-up must be recent; tokens aren't asked
    bool withExpiredPassword = false;
    bool beforeEnrolment = false;  ///< also while a second factor must be set up first
    bool deletedTeams = false;     ///< also serves deleted teams, to administrators and auditors only
};

/// Where a route's handler runs, and the handler itself.
struct Execution {
    Runs runs = Runs::read;
    ReadHandler read = nullptr;
    WriteHandler write = nullptr;
    Prepare prepare = nullptr;
    Revoke revoke = nullptr;
};

/// The errors and events of a route, and the limits that it counts against.
struct Accounting {
    std::vector<ErrorCode> codes{};                  ///< beside those that its other members imply
    std::vector<Event> events{};                     ///< in the journal
    bool manyEntries = false;                        ///< may leave several entries, one for each thing done
    bool authentication = false;                     ///< small bodies; limited by address
    identity::Limit limit = identity::Limit::login;  ///< of an authentication route
    bool unlimited = false;                          ///< for monitoring
};

/// One row of the route table: router, authorisation and OpenAPI document read the same one.
struct Route {
    Operation what{};
    Access who{};
    Execution how{};
    Accounting accounting{};
};

/// Whether the route honours Idempotency-Key: every change but signing in, whose answers are cookies and whose codes
/// are accepted once.
[[nodiscard]] inline bool takesIdempotencyKey(const Route &route)
{
    return route.how.runs == Runs::write && !route.accounting.authentication;
}

[[nodiscard]] std::vector<Route> concatenated(std::initializer_list<std::vector<Route>> parts);

}  // namespace castellan::api
