// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace castellan {

/// Every way in which something can fail, server and client alike. Closed: a switch over it has no default.
/// X(name, wire word, HTTP status; 0 = never travels)
#define CASTELLAN_ERROR_CODES(X)                                                                                       \
    /* asked wrongly */                                                                                                \
    X(validation, "FST_ERR_VALIDATION", 400)                                                                           \
    X(invalid_request, "invalid_request", 400)                                                                         \
    X(invalid_json, "invalid_json", 400)                                                                               \
    X(invalid_cursor, "invalid_cursor", 400)                                                                           \
    X(invalid_username, "invalid_username", 400)                                                                       \
    X(invalid_email, "invalid_email", 400)                                                                             \
    X(invalid_slug, "invalid_slug", 400)                                                                               \
    X(slug_taken, "invalid_slug", 409)                                                                                 \
    X(invalid_team_type, "invalid_team_type", 400)                                                                     \
    X(invalid_team_role, "invalid_team_role", 400)                                                                     \
    X(invitation_failed, "invitation_failed", 400)                                                                     \
    X(too_many_invites, "too_many_invites", 429)                                                                       \
    X(password_required, "password_required", 401)                                                                     \
    X(password_too_weak, "password_change_failed_too_weak", 400)                                                       \
    X(password_change_failed, "password_change_failed", 400)                                                           \
    X(unexpected_error, "unexpected_error", 400)                                                                       \
    X(last_owner, "invalid_request", 400)                                                                              \
    X(last_owner_demoted, "invalid_request", 403)                                                                      \
    X(last_admin, "unexpected_error", 400)                                                                             \
    X(conflict, "conflict", 409)                                                                                       \
    X(idempotency_mismatch, "idempotency_mismatch", 422)                                                               \
    /* who may */                                                                                                      \
    X(unauthenticated, "unauthorized", 401)                                                                            \
    X(forbidden, "unauthorized", 403)                                                                                  \
    X(user_suspended, "user_suspended", 403)                                                                           \
    X(mfa_required, "mfa_required", 403)                                                                               \
    X(mfa_failed, "mfa_failed", 400)                                                                                   \
    X(mfa_enabled, "mfa_enabled", 400)                                                                                 \
    X(mfa_disabled, "mfa_disabled", 400)                                                                               \
    X(mfa_enrolment_required, "mfa_enrolment_required", 403)                                                           \
    X(password_expired, "password_expired", 403)                                                                       \
    X(reauth_required, "reauth_required", 403)                                                                         \
    X(reauth_failed, "reauth_failed", 403)                                                                             \
    X(insufficient_scope, "insufficient_scope", 403)                                                                   \
    X(interactive_only, "interactive_only", 403)                                                                       \
    X(csrf, "csrf", 403)                                                                                               \
    X(origin_refused, "origin_refused", 403)                                                                           \
    X(launch_key_missing, "launch_key_missing", 403)                                                                   \
    X(address_refused, "address_refused", 403)                                                                         \
    X(https_required, "https_required", 403)                                                                           \
    X(not_found, "not_found", 404)                                                                                     \
    /* transport of the request */                                                                                     \
    X(method_not_allowed, "method_not_allowed", 405)                                                                   \
    X(request_timeout, "request_timeout", 408)                                                                         \
    X(body_too_large, "body_too_large", 413)                                                                           \
    X(target_too_long, "target_too_long", 414)                                                                         \
    X(unsupported_media_type, "unsupported_media_type", 415)                                                           \
    X(misdirected, "misdirected", 421)                                                                                 \
    X(upgrade_required, "upgrade_required", 426)                                                                       \
    X(too_many_requests, "too_many_requests", 429)                                                                     \
    X(headers_too_large, "headers_too_large", 431)                                                                     \
    /* the server's own trouble */                                                                                     \
    X(internal, "internal", 500)                                                                                       \
    X(not_implemented, "not_implemented", 501)                                                                         \
    X(audit_unavailable, "audit_unavailable", 503)                                                                     \
    X(storage_unavailable, "storage_unavailable", 503)                                                                 \
    X(query_too_slow, "query_too_slow", 503)                                                                           \
    X(busy, "busy", 503)                                                                                               \
    X(stopping, "stopping", 503)                                                                                       \
    /* the store, at start */                                                                                          \
    X(folder_busy, "folder_busy", 0)                                                                                   \
    X(key_missing, "key_missing", 0)                                                                                   \
    X(key_wrong, "key_wrong", 0)                                                                                       \
    X(newer_file, "newer_file", 0)                                                                                     \
    X(already_exists, "already_exists", 0)                                                                             \
    X(corrupt, "corrupt", 0)                                                                                           \
    X(address_unavailable, "address_unavailable", 0)                                                                   \
    X(usage, "usage", 0)                                                                                               \
    X(io, "io", 0)                                                                                                     \
    /* the client's side of a connection */                                                                            \
    X(offline, "offline", 0)                                                                                           \
    X(timed_out, "timed_out", 0)                                                                                       \
    X(tls, "tls", 0)                                                                                                   \
    X(pin_mismatch, "pin_mismatch", 0)                                                                                 \
    X(protocol, "protocol", 0)                                                                                         \
    X(redirected, "redirected", 0)                                                                                     \
    X(not_offered, "not_offered", 0)                                                                                   \
    X(read_only, "read_only", 0)                                                                                       \
    X(cancelled, "cancelled", 0)                                                                                       \
    X(secret_store_locked, "secret_store_locked", 0)                                                                   \
    X(secret_store_absent, "secret_store_absent", 0)                                                                   \
    X(secret_store_denied, "secret_store_denied", 0)                                                                   \
    X(secret_store_slow, "secret_store_slow", 0)                                                                       \
    X(secret_not_found, "secret_not_found", 0)                                                                         \
    X(passphrase_wrong, "passphrase_wrong", 0)

enum class ErrorCode {
#define X(name, word, status) name,
    CASTELLAN_ERROR_CODES(X)
#undef X
};

/// The word that travels as `code`.
[[nodiscard]] constexpr std::string_view wireWord(ErrorCode code)
{
    switch (code) {
#define X(name, word, status)                                                                                          \
    case ErrorCode::name:                                                                                              \
        return word;
        CASTELLAN_ERROR_CODES(X)
#undef X
    }
    return "internal";
}

/// The HTTP status that goes with it; 0 if the code never travels.
[[nodiscard]] constexpr unsigned httpStatus(ErrorCode code)
{
    switch (code) {
#define X(name, word, status)                                                                                          \
    case ErrorCode::name:                                                                                              \
        return status;
        CASTELLAN_ERROR_CODES(X)
#undef X
    }
    return 500;
}

/// The code that a server's answer means; `internal` for a 5xx and `invalid_request` for a 4xx that we do not know.
[[nodiscard]] ErrorCode errorCodeFrom(std::string_view word, unsigned status);

}  // namespace castellan
