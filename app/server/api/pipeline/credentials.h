// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "server/http/message.h"
#include "server/identity/principal.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Credentials in requests and responses: the Authorization header and the session's cookies.
namespace castellan::api {

/// The request's credential: `Authorization: Bearer …`, or else the session's cookie; nothing if it has neither.
/// ErrorCode::unauthenticated for any other scheme and for a malformed token.
[[nodiscard]] Result<std::optional<identity::PresentedCredential>> presentedBy(const http::Request &request, bool tls);

/// The token that `presentedBy` found, as text.
[[nodiscard]] std::string_view tokenIn(const http::Request &request, bool tls);

/// The part of a request that journal entries need, without body and credentials; outlives the request.
[[nodiscard]] std::shared_ptr<const http::Request> withoutSecrets(const http::Request &request);

/// ErrorCode::csrf for an unsafe method that is authenticated by cookie and lacks the session's value in
/// `X-CSRF-Token`.
[[nodiscard]] Result<void> checkCsrf(const http::Request &request, const identity::PresentedCredential &presented,
                                     const identity::Principal &caller);

/// ErrorCode::address_refused for a token or key that is limited to other addresses.
[[nodiscard]] Result<void> checkAddress(const http::Peer &peer, const identity::Principal &caller);

/// The two cookies of a session: `sid` (`__Host-sid` with TLS), and `csrf`, which scripts may read.
void setSessionCookies(http::Response &response, std::string_view token, std::string_view csrf, long maxAgeSeconds,
                       bool tls);
/// The ticket between password and second factor, in the session's cookie; only the route of the second step takes it.
void setTicketCookie(http::Response &response, std::string_view token, long maxAgeSeconds, bool tls);
void clearSessionCookies(http::Response &response, bool tls);

}  // namespace castellan::api
