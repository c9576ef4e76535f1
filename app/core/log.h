// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace castellan {

enum class LogLevel : std::uint8_t { info, warning, error };
[[nodiscard]] std::string_view logLevelWord(LogLevel level);  // "info", "warning", "error"

/// One line of the log. Holds no secret.
struct LogLine {
    LogLevel level = LogLevel::info;
    std::string_view category;  ///< the room that writes it: "http", "store", "journal", "api", …
    std::string_view message;
    std::string_view requestId{};  ///< empty if the line is about no request
};

/// Where log lines go; injected like the clock. Implementations take lines from any thread.
class Log {
public:
    virtual ~Log() = default;
    virtual void write(const LogLine &line) = 0;

    void info(std::string_view category, std::string_view message) { write({LogLevel::info, category, message}); }
    void warning(std::string_view category, std::string_view message) { write({LogLevel::warning, category, message}); }
    void error(std::string_view category, std::string_view message) { write({LogLevel::error, category, message}); }
};

/// Drops every line.
class NoLog final : public Log {
public:
    void write(const LogLine &) override {}
};

/// `api error request 4f1c…: the message`, without a line end; control characters are escaped (`\\u001b`), so that no
/// message can pretend to be another line.
[[nodiscard]] std::string toText(const LogLine &line);

}  // namespace castellan
