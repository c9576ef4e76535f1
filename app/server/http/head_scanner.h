// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/refusal.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace castellan::http {

/// Scans a request's head byte by byte while it arrives, before any parser: finds its end, keeps it within the limits,
/// and refuses what parsers disagree about (bare CR or LF, folded lines, control characters, space before a colon), as
/// early as it can be seen.
class HeadScanner {
public:
    HeadScanner(std::size_t requestLine, std::size_t headers, std::size_t fields)
        : m_requestLineLimit(requestLine), m_headersLimit(headers), m_fieldsLimit(fields)
    {
    }

    struct Step {
        bool complete = false;
        std::optional<Refusal> refusal;
    };

    /// `bytes` is everything since the head's beginning, longer with every call.
    [[nodiscard]] Step scan(std::string_view bytes);
    /// Bytes of the head with its empty line, once complete; an empty line before it (RFC 9112, 2.2) included.
    [[nodiscard]] std::size_t size() const { return m_at; }
    /// How much of that is the empty line before it.
    [[nodiscard]] std::size_t leading() const { return m_leading; }

    void reset();

private:
    enum class State { start, startLineFeed, method, target, version, name, value, lineFeed, endLineFeed };
    [[nodiscard]] std::optional<Refusal> step(char c);
    void skipRun(std::string_view bytes);
    [[nodiscard]] std::optional<Refusal> overLimit() const;
    [[nodiscard]] std::optional<Refusal> startOfLine(char c);

    std::size_t m_requestLineLimit;
    std::size_t m_headersLimit;
    std::size_t m_fieldsLimit;
    std::size_t m_at = 0;
    std::size_t m_leading = 0;
    std::size_t m_headersBegin = 0;
    std::size_t m_lineBegin = 0;
    std::size_t m_fields = 0;
    State m_state = State::start;
    bool m_complete = false;
};

}  // namespace castellan::http
