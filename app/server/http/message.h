// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/wiping.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Requests and answers as the rest of the server sees them: no Asio, no Beast.
namespace castellan::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options, other };
[[nodiscard]] std::string_view methodName(Method method);

/// The client, from the socket (or from a configured trusted proxy).
struct Peer {
    std::string address;
    std::uint16_t port = 0;
    bool tls = false;
    std::string proxy;               ///< of the trusted proxy that the client came through, else empty
    std::string certificateSubject;  ///< of a verified client certificate, else empty
};

/// The application's findings about a request by its head. Its kind is the application's own.
struct Matched {
    virtual ~Matched() = default;
};

/// Bodies and header values may hold credentials.
using Body = Wiped<std::string>;
using Headers = std::vector<std::pair<std::string, Wiped<std::string>>>;

struct Request {
    Method method = Method::get;
    /// Decoded once and normalised; what is matched is what is authorised. Never ends in `/` (but for the root).
    std::string path;
    /// Decoded `name=value` pairs in the order in which they came.
    std::vector<std::pair<std::string, std::string>> query;
    Headers headers;  ///< values in valid UTF-8
    Body body;
    Peer peer;
    std::string id;  ///< of this request, made by the server
    Tick arrived;
    std::shared_ptr<const Matched> matched{};  ///< set by Application::bodySize, for Application::handle

    /// The header's value, by a name in any case.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    [[nodiscard]] std::size_t headerCount(std::string_view name) const;
    /// The cookie's value; none if the request carries `Authorization`, because then cookies are ignored.
    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
    [[nodiscard]] std::optional<std::string_view> queryValue(std::string_view name) const;
    /// The program that sent it: the first 512 bytes of its User-Agent, without a part of a character.
    [[nodiscard]] std::string client() const;
};

struct Response {
    unsigned status = 200;
    Body body = {};
    std::string contentType = "application/json; charset=utf-8";
    /// Sent as they are. The engine's own (Date, Connection, Content-Length, Cache-Control, X-Request-Id, the security
    /// headers) are not to be set here and are skipped if they are.
    Headers headers = {};
    /// The client has authenticated: its connection counts against the limits for authenticated ones from now on.
    bool authenticated = false;
};

/// Called once, from any thread; further calls do nothing. If every copy goes away uncalled, the client gets 500.
using Reply = std::function<void(Response)>;

}  // namespace castellan::http
