// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/security_headers.h"

namespace castellan::http {
namespace {

// An API answers no documents: nothing may be loaded, framed, sniffed or stored.
#define CASTELLAN_SECURITY_HEADERS                                                                                     \
    "Cache-Control: no-store\r\n"                                                                                      \
    "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"     \
    "Cross-Origin-Opener-Policy: same-origin\r\n"                                                                      \
    "Cross-Origin-Resource-Policy: same-origin\r\n"                                                                    \
    "Permissions-Policy: geolocation=(), microphone=(), camera=()\r\n"                                                 \
    "Referrer-Policy: no-referrer\r\n"                                                                                 \
    "X-Content-Type-Options: nosniff\r\n"                                                                              \
    "X-Frame-Options: DENY\r\n"                                                                                        \
    "X-XSS-Protection: 0\r\n"

constexpr std::string_view plain = CASTELLAN_SECURITY_HEADERS;
// RFC 6797 wants HSTS over TLS only.
constexpr std::string_view overTls =
    CASTELLAN_SECURITY_HEADERS "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";

#undef CASTELLAN_SECURITY_HEADERS

}  // namespace

std::string_view securityHeaders(bool tls)
{
    return tls ? overTls : plain;
}

}  // namespace castellan::http
