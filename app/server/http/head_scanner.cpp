// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/head_scanner.h"

#include "server/http/text.h"

#include <algorithm>

namespace castellan::http {
namespace {

constexpr std::string_view versionPrefix = "HTTP/";

Refusal malformed(std::string_view sentence)
{
    return {ErrorCode::invalid_request, std::string(sentence)};
}

}  // namespace

void HeadScanner::reset()
{
    *this = HeadScanner(m_requestLineLimit, m_headersLimit, m_fieldsLimit);
}

HeadScanner::Step HeadScanner::scan(std::string_view bytes)
{
    while (m_at < bytes.size() && !m_complete) {
        skipRun(bytes);
        if (m_at == bytes.size())
            break;
        if (auto refusal = step(bytes[m_at]))
            return {false, std::move(refusal)};
        ++m_at;
        if (auto refusal = overLimit())
            return {false, std::move(refusal)};
    }
    return {m_complete, std::nullopt};
}

/// Passes over what changes no state: characters of names and values are most of a head.
void HeadScanner::skipRun(std::string_view bytes)
{
    const auto end = std::min(bytes.size(), m_headersBegin + m_headersLimit);
    if (m_state == State::value)
        while (m_at < end && isValueCharacter(bytes[m_at]))
            ++m_at;
    if (m_state == State::name && m_at != m_lineBegin)
        while (m_at < end && isTokenCharacter(bytes[m_at]))
            ++m_at;
}

std::optional<Refusal> HeadScanner::overLimit() const
{
    if (m_headersBegin == 0) {
        if (m_at - m_leading > m_requestLineLimit)
            return Refusal{ErrorCode::target_too_long, "The request line is too long."};
    } else if (m_at - m_headersBegin > m_headersLimit) {
        return Refusal{ErrorCode::headers_too_large, "The header fields are too large."};
    }
    if (m_fields > m_fieldsLimit)
        return Refusal{ErrorCode::headers_too_large, "There are too many header fields."};
    return std::nullopt;
}

std::optional<Refusal> HeadScanner::startOfLine(char c)
{
    if (c == ' ' || c == '\t')
        return malformed("A header line continues on the next line; send it as one line.");
    if (c == '\r') {
        m_state = State::endLineFeed;
        return std::nullopt;
    }
    if (!isTokenCharacter(c))
        return malformed("A header field's name has a character that is not allowed there.");
    ++m_fields;
    m_state = State::name;
    m_lineBegin = m_at;
    return std::nullopt;
}

std::optional<Refusal> HeadScanner::step(char c)
{
    switch (m_state) {
    case State::start:
        if (c == '\r' && m_leading == 0) {
            m_state = State::startLineFeed;
            return std::nullopt;
        }
        m_state = State::method;
        [[fallthrough]];
    case State::method:
        if (isTokenCharacter(c))
            return std::nullopt;
        if (c != ' ' || m_at == m_leading)
            return malformed("This is not an HTTP/1.1 request: the request line has no method.");
        m_state = State::target;
        m_lineBegin = m_at + 1;
        return std::nullopt;
    case State::startLineFeed:
        if (c != '\n')
            return malformed("A line does not end with CR LF.");
        m_leading = 2;
        m_state = State::start;
        return std::nullopt;
    case State::target:
        if (c == ' ' && m_at != m_lineBegin) {
            m_state = State::version;
            m_lineBegin = m_at + 1;
            return std::nullopt;
        }
        if (c == '\r' || c == '\n')
            return malformed("The request line has no HTTP version.");
        if (c <= ' ' || c == 0x7f || static_cast<unsigned char>(c) >= 0x80)
            return malformed("The request's target has a character that must be percent-encoded.");
        return std::nullopt;
    case State::version: {
        const auto index = m_at - m_lineBegin;
        const bool fits = index < 5    ? c == versionPrefix[index]
                          : index == 6 ? c == '.'
                          : index < 8  ? c >= '0' && c <= '9'
                                       : c == '\r';
        if (!fits)
            return malformed("The request line does not end with an HTTP version.");
        if (index == 8)
            m_state = State::lineFeed;
        return std::nullopt;
    }
    case State::lineFeed:
        if (c != '\n')
            return malformed("A line does not end with CR LF.");
        if (m_headersBegin == 0)
            m_headersBegin = m_at + 1;
        m_lineBegin = m_at + 1;
        m_state = State::name;
        return std::nullopt;
    case State::name:
        if (m_at == m_lineBegin)
            return startOfLine(c);
        if (c == ':') {
            m_state = State::value;
            return std::nullopt;
        }
        if (!isTokenCharacter(c))
            return malformed("A header field's name has a character that is not allowed there.");
        return std::nullopt;
    case State::value:
        if (c == '\r') {
            m_state = State::lineFeed;
            return std::nullopt;
        }
        if (!isValueCharacter(c))
            return malformed("A header field's value has a control character.");
        return std::nullopt;
    case State::endLineFeed:
        if (c != '\n')
            return malformed("A line does not end with CR LF.");
        m_complete = true;
        return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace castellan::http
