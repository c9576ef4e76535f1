// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/http/raw_client.h"

#include "server/http/text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace castellan::http::test {
namespace {

using Clock = std::chrono::steady_clock;

sockaddr_in socketAddress(const std::string &address, std::uint16_t port)
{
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_port = htons(port);
    ::inet_pton(AF_INET, address.c_str(), &out.sin_addr);
    return out;
}

}  // namespace

std::string RawAnswer::header(std::string_view name) const
{
    for (const auto &[key, value] : headers)
        if (sameWord(key, name))
            return value;
    return {};
}

std::size_t RawAnswer::count(std::string_view name) const
{
    return std::size_t(std::count_if(headers.begin(), headers.end(),
                                     [name](const auto &field) { return sameWord(field.first, name); }));
}

RawClient::RawClient(std::uint16_t port, const std::string &from, const std::string &to)
    : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    const auto own = socketAddress(from, 0);
    const auto peer = socketAddress(to, port);
    // The port is chosen with the peer in view; otherwise thousands of connections run out of them.
    const int late = 1;
    ::setsockopt(m_descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &late, sizeof late);
    if (::bind(m_descriptor, reinterpret_cast<const sockaddr *>(&own), sizeof own) != 0 ||
        ::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&peer), sizeof peer) != 0)
        close();
}

RawClient::~RawClient()
{
    close();
}

RawClient::RawClient(RawClient &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_ended(other.m_ended), m_buffer(std::move(other.m_buffer))
{
}

bool RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(std::size_t(sent));
    }
    return true;
}

void RawClient::shutdownSend()
{
    ::shutdown(m_descriptor, SHUT_WR);
}

void RawClient::close()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

void RawClient::reset()
{
    const linger atOnce{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    close();
}

void RawClient::receiveLittle()
{
    const int few = 2048;
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &few, sizeof few);
}

bool RawClient::isReset(std::chrono::milliseconds within) const
{
    pollfd wait{m_descriptor, 0, 0};
    return ::poll(&wait, 1, int(within.count())) > 0 && (wait.revents & POLLERR) != 0;
}

bool RawClient::readMore(Clock::time_point deadline)
{
    if (m_ended || m_descriptor < 0)
        return false;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd wait{m_descriptor, POLLIN, 0};
    if (left <= 0 || ::poll(&wait, 1, int(left)) <= 0)
        return false;
    std::string chunk(65536, '\0');
    const auto count = ::recv(m_descriptor, chunk.data(), chunk.size(), 0);
    if (count <= 0) {
        m_ended = true;
        return false;
    }
    m_buffer.append(chunk, 0, std::size_t(count));
    return true;
}

std::optional<RawAnswer> RawClient::answer(bool headOnly, std::chrono::milliseconds within)
{
    const auto deadline = Clock::now() + within;
    std::size_t end = 0;
    while ((end = m_buffer.find("\r\n\r\n")) == std::string::npos)
        if (!readMore(deadline))
            return std::nullopt;
    RawAnswer out;
    std::string_view head(m_buffer.data(), end + 2);
    if (!head.starts_with("HTTP/1.1 "))
        return std::nullopt;
    std::from_chars(head.data() + 9, head.data() + 12, out.status);
    head.remove_prefix(head.find("\r\n") + 2);
    while (!head.empty()) {
        const auto line = head.substr(0, head.find("\r\n"));
        const auto colon = line.find(": ");
        out.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        head.remove_prefix(line.size() + 2);
    }
    const auto length = out.header("Content-Length");
    std::size_t size = 0;
    if (!headOnly)
        std::from_chars(length.data(), length.data() + length.size(), size);
    while (m_buffer.size() < end + 4 + size)
        if (!readMore(deadline))
            return std::nullopt;
    out.body = m_buffer.substr(end + 4, size);
    m_buffer.erase(0, end + 4 + size);
    return out;
}

std::string RawClient::bytes(std::size_t count, std::chrono::milliseconds within)
{
    const auto deadline = Clock::now() + within;
    while (m_buffer.size() < count && readMore(deadline)) {
    }
    auto out = m_buffer.substr(0, count);
    m_buffer.erase(0, out.size());
    return out;
}

std::optional<std::string> RawClient::untilClosed(std::chrono::milliseconds within)
{
    const auto deadline = Clock::now() + within;
    while (readMore(deadline)) {
    }
    if (!m_ended)
        return std::nullopt;
    return std::exchange(m_buffer, {});
}

}  // namespace castellan::http::test
