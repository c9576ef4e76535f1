// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/response_writer.h"

#include "server/http/security_headers.h"
#include "server/http/text.h"

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace castellan::http {
namespace {

/// IMF-fixdate (RFC 9110, 5.6.7), English in every locale.
std::string imfFixdate(std::chrono::sys_seconds at)
{
    static constexpr std::array<const char *, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char *, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(at - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                  days[std::chrono::weekday(day).c_encoding()], unsigned(date.day()),
                  months[unsigned(date.month()) - 1], int(date.year()), int(time.hours().count()),
                  int(time.minutes().count()), int(time.seconds().count()));
    return text.data();
}

/// The headers that the engine sets itself.
bool isEnginesOwn(std::string_view name)
{
    static constexpr std::array<std::string_view, 7> names{
        "Date", "Connection", "Content-Length", "Server", "Cache-Control", "X-Request-Id", "Transfer-Encoding"};
    return std::any_of(names.begin(), names.end(), [name](auto known) { return sameWord(name, known); });
}

bool fitsOneLine(std::string_view name, std::string_view value)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), isTokenCharacter) &&
           std::all_of(value.begin(), value.end(), isValueCharacter);
}

bool mayHaveBody(unsigned status)
{
    return status >= 200 && status != 204 && status != 304;
}

}  // namespace

std::string_view ResponseWriter::date()
{
    const auto now = std::chrono::floor<std::chrono::seconds>(m_clock.now());
    if (now != m_dateOf || m_date.empty()) {
        m_dateOf = now;
        m_date = imfFixdate(now);
    }
    return m_date;
}

bool ResponseWriter::write(const Response &response, const Frame &frame, std::string &out)
{
    for (const auto &[name, value] : response.headers)
        if (!fitsOneLine(name, value))
            return false;
    if (!fitsOneLine("Content-Type", response.contentType))
        return false;

    out.reserve(out.size() + 768 + response.body.size());
    const auto line = [&out](std::string_view name, std::string_view value) {
        out.append(name).append(": ").append(value).append("\r\n");
    };
    const auto reason = boost::beast::http::obsolete_reason(boost::beast::http::status(response.status));
    out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    out.append(reason.data(), reason.size()).append("\r\n");
    line("Date", date());
    out.append(securityHeaders(m_tls, frame.xssBlock));
    line("X-Request-Id", frame.requestId);
    if (!frame.origin.empty()) {
        line("Access-Control-Allow-Origin", frame.origin);
        line("Access-Control-Expose-Headers", "Date, Retry-After, X-Request-Id");
        line("Vary", "Origin");
    }
    if (mayHaveBody(response.status)) {
        if (!response.body.empty())
            line("Content-Type", response.contentType);
        line("Content-Length", std::to_string(response.body.size()));
    }
    if (!frame.keepAlive)
        line("Connection", "close");
    else if (frame.http10)
        line("Connection", "keep-alive");
    for (const auto &[name, value] : response.headers)
        if (!isEnginesOwn(name))
            line(name, value);
    out.append("\r\n");
    if (mayHaveBody(response.status) && !frame.headOnly)
        out.append(response.body);
    return true;
}

}  // namespace castellan::http
