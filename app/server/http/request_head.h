// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/wiping.h"
#include "server/http/refusal.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace castellan::http {

/// What clients send holds their credentials.
using WipingBody = boost::beast::http::basic_string_body<char, std::char_traits<char>, WipingAllocator<char>>;
using RequestParser = boost::beast::http::request_parser<WipingBody, WipingAllocator<char>>;

/// A parsed head: the request without its body, and how the rest of the exchange goes.
struct RequestHead {
    Request request;
    /// The target is `*`: the server as a whole.
    bool asterisk = false;
    /// A method of HTTP, even if this server does not support it.
    bool knownMethod = true;
    bool http10 = false;
    bool keepAlive = true;
    bool chunked = false;
    std::uint64_t contentLength = 0;
    std::uint64_t bodyLimit = 0;  ///< set once the application has been asked
    bool expectsContinue = false;
    bool upgradesToWebSocket = false;

    [[nodiscard]] bool hasBody() const { return chunked || contentLength > 0; }
};

/// Takes the parser's result and refuses requests that the parser accepts: transfer codings other than chunked,
/// HTTP/1.0 with one, targets that aren't a clean path.
[[nodiscard]] tl::expected<RequestHead, Refusal> readHead(const RequestParser &parser);

/// The refusal for an error of the parser itself.
[[nodiscard]] Refusal refusalOf(const boost::beast::error_code &error);

/// Checks an upgrade request against RFC 6455, 4.2.1.
[[nodiscard]] std::optional<Refusal> refuseHandshake(const RequestHead &head);

}  // namespace castellan::http
