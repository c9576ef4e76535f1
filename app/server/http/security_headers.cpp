// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/security_headers.h"

namespace castellan::http {
namespace {

// An API answers no documents: nothing may be loaded, framed, sniffed or stored.
#define CASTELLAN_SECURITY_HEADERS(xss)                                                                                \
    "Cache-Control: no-store\r\n"                                                                                      \
    "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"     \
    "Cross-Origin-Opener-Policy: same-origin\r\n"                                                                      \
    "Cross-Origin-Resource-Policy: same-origin\r\n"                                                                    \
    "Permissions-Policy: geolocation=(), microphone=(), camera=()\r\n"                                                 \
    "Referrer-Policy: no-referrer\r\n"                                                                                 \
    "X-Content-Type-Options: nosniff\r\n"                                                                              \
    "X-Frame-Options: DENY\r\n"                                                                                        \
    "X-XSS-Protection: " xss "\r\n"

// RFC 6797 wants HSTS over TLS only.
#define CASTELLAN_HSTS "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"

constexpr std::string_view plain = CASTELLAN_SECURITY_HEADERS("0");
constexpr std::string_view overTls = CASTELLAN_SECURITY_HEADERS("0") CASTELLAN_HSTS;
constexpr std::string_view plainBlock = CASTELLAN_SECURITY_HEADERS("1; mode=block");
constexpr std::string_view overTlsBlock = CASTELLAN_SECURITY_HEADERS("1; mode=block") CASTELLAN_HSTS;

#undef CASTELLAN_HSTS
#undef CASTELLAN_SECURITY_HEADERS

}  // namespace

std::string_view securityHeaders(bool tls, bool xssBlock)
{
    if (xssBlock)
        return tls ? overTlsBlock : plainBlock;
    return tls ? overTls : plain;
}

}  // namespace castellan::http
