// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error_code.h"
#include "core/event.h"
#include "core/role.h"
#include "server/api/pipeline/context.h"
#include "server/http/message.h"

#include <span>
#include <string_view>
#include <vector>

namespace castellan::api {

/// Where a route's handler runs.
enum class Runs : std::uint8_t {
    memory,  ///< on the I/O thread, from caches alone; on a reader while those don't know the caller
    read,    ///< on a reader thread
    write,   ///< on the writer thread, one act
    stream,  ///< an upgrade to WebSocket, served by the hub
};

using ReadHandler = Result<http::Response> (*)(Context &, const http::Request &);
using WriteHandler = Result<http::Response> (*)(WriteContext &, const http::Request &);
/// Runs on a password thread before the act; may read the store by its blocking form.
using Prepare = Result<Prepared> (*)(const Services &, const identity::PrincipalPtr &, const http::Request &);
/// What an act that only takes away would take, and what it would answer; nothing if this request isn't such an act.
struct Revocation {
    identity::Denied what;
    http::Response answer;
};
/// For when storage can't be written: asked after the rights, with the store to read from unless the route is public.
using Revoke = Result<std::optional<Revocation>> (*)(Context &, const http::Request &);

/// One line of the route table: router, authorisation and OpenAPI document read the same one.
struct Route {
    http::Method method = http::Method::get;
    std::string_view path;        ///< segments, `:name` takes one
    std::string_view permission;  ///< of core/role's table; empty doesn't start
    Runs runs = Runs::read;
    std::string_view summary{};
    std::string_view request{};   ///< name of the request's record; empty: no body
    std::string_view response{};  ///< name of the answer's record; empty: no body
    unsigned status = 200;        ///< of success
    std::vector<ErrorCode> codes{};
    std::vector<Event> events{};
    ReadHandler read = nullptr;
    WriteHandler write = nullptr;
    Prepare prepare = nullptr;
    Revoke revoke = nullptr;
    bool bodyOptional = false;     ///< the request's record may be left out
    bool interactiveOnly = false;  ///< refused to tokens
    bool manyEntries = false;      ///< does several things at a time, each with its own entry in the journal
    bool stepUp = false;           ///< sessions must have proved lately who has them; tokens aren't asked
    bool withExpiredPassword = false;
    bool beforeEnrolment = false;                       ///< also while a second factor must be set up first
    bool authentication = false;                        ///< smaller body limit; limited by address
    identity::Limit limit = identity::Limit::login;     ///< which one, for such a route
    bool unlimited = false;                             ///< for whoever watches whether the server lives
    std::vector<std::string_view> query{};              ///< parameters
    std::string_view contentType = "application/json";  ///< of the answer
};

/// Whether a repetition by its Idempotency-Key is seen: every change but signing in, whose answers are cookies and
/// whose codes count once.
[[nodiscard]] constexpr bool takesIdempotencyKey(const Route &route)
{
    return route.runs == Runs::write && !route.authentication;
}

/// The one table.
[[nodiscard]] std::span<const Route> routes();

}  // namespace castellan::api
