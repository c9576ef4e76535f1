// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/stream/handler.h"

#include "core/records/audit.h"
#include "server/stream/loop.h"

namespace castellan::stream {
namespace {

constexpr int mostUnheard = 64;  ///< messages that wait for the hub
constexpr std::uint16_t policyViolation = 1008;

/// Why there is no viewer, as a close code.
std::uint16_t codeFor(const Error &error)
{
    switch (httpStatus(error.code)) {
    case 401:
        return std::uint16_t(records::StreamClose::credentials_ended);
    case 403:
        // A session that may do nothing yet (second factor, expired password) is none.
        return std::uint16_t(error.code == ErrorCode::forbidden ? records::StreamClose::right_lost
                                                                : records::StreamClose::credentials_ended);
    default:
        return 1013;  // try again later
    }
}

}  // namespace

Handler::Handler(std::shared_ptr<Inbox> inbox, Loop &loop, Result<Viewer> viewer, std::string address)
    : m_inbox(std::move(inbox)), m_loop(loop), m_viewer(std::move(viewer)), m_address(std::move(address))
{
}

void Handler::opened(std::shared_ptr<http::WebSocket> socket)
{
    if (!m_viewer) {
        socket->close(codeFor(m_viewer.error()), m_viewer.error().message);
        return;
    }
    if (m_inbox->isClosed()) {
        socket->close(std::uint16_t(records::StreamClose::restart), "the server restarts");
        return;
    }
    {
        const Lock lock(m_mutex);
        m_socket = std::move(socket);
    }
    m_inbox->post([&loop = m_loop, self = shared_from_this()] { loop.admit(self); });
}

void Handler::received(std::string_view text)
{
    if (!m_viewer)
        return;
    if (++m_unheard > mostUnheard) {
        close(policyViolation, "too many messages at once");
        return;
    }
    m_inbox->post([&loop = m_loop, self = shared_from_this(), message = std::string(text)] {
        self->heard();
        loop.heard(self.get(), message);
    });
}

void Handler::drained()
{
    if (m_wantsDrained.exchange(false))
        m_inbox->post([&loop = m_loop, self = shared_from_this()] { loop.drained(self.get()); });
}

void Handler::closed(std::uint16_t)
{
    {
        const Lock lock(m_mutex);
        m_socket.reset();
    }
    if (m_viewer)
        m_inbox->post([&loop = m_loop, self = shared_from_this()] { loop.gone(self.get()); });
}

std::shared_ptr<http::WebSocket> Handler::socket()
{
    const Lock lock(m_mutex);
    return m_socket;
}

void Handler::send(std::shared_ptr<const std::string> text)
{
    if (const auto to = socket())
        to->send(std::move(text));
}

void Handler::close(std::uint16_t code, std::string reason)
{
    if (const auto to = socket())
        to->close(code, std::move(reason));
}

std::size_t Handler::pending()
{
    const auto to = socket();
    return to ? to->pending() : 0;
}

}  // namespace castellan::stream
