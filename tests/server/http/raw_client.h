// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::http::test {

struct RawAnswer {
    unsigned status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] std::size_t count(std::string_view name) const;
};

/// One plain TCP connection that sends exactly the given bytes. Of HTTP it knows only the length of a response.
class RawClient {
public:
    explicit RawClient(std::uint16_t port, const std::string &from = "127.0.0.1", const std::string &to = "127.0.0.1");
    ~RawClient();
    RawClient(RawClient &&other) noexcept;
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    [[nodiscard]] bool connected() const { return m_descriptor >= 0; }
    bool send(std::string_view bytes);
    void shutdownSend();
    /// Lets the other side send only a few thousand bytes that are not read.
    void receiveLittle();
    void close();
    /// Resets the connection instead of closing it.
    void reset();
    /// Whether the other side reset the connection, or does in time; what it sent stays unread.
    [[nodiscard]] bool isReset(std::chrono::milliseconds within) const;
    /// The next answer; none if the connection ended or nothing whole came in time.
    [[nodiscard]] std::optional<RawAnswer> answer(bool headOnly = false,
                                                  std::chrono::milliseconds within = std::chrono::seconds(10));
    /// Exactly `count` bytes, or fewer if the connection ended or the time is over.
    [[nodiscard]] std::string bytes(std::size_t count, std::chrono::milliseconds within = std::chrono::seconds(10));
    /// Everything until the other side closes; none if it doesn't in time.
    [[nodiscard]] std::optional<std::string> untilClosed(std::chrono::milliseconds within = std::chrono::seconds(10));

private:
    /// False at the end of the stream or of the time.
    bool readMore(std::chrono::steady_clock::time_point deadline);

    int m_descriptor = -1;
    bool m_ended = false;
    std::string m_buffer;
};

}  // namespace castellan::http::test
