// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/websocket_handle.h"

#include "core/text/utf8.h"

#include <boost/asio/post.hpp>

namespace castellan::http {

void WebSocketHandle::send(std::shared_ptr<const std::string> text)
{
    if (text->size() > m_messageLimit) {
        close(1011, "a message of the server is too long");
        return;
    }
    const Lock lock(m_mutex);
    if (!m_attached || m_close)
        return;
    m_pending += text->size();
    m_queue.push_back(std::move(text));
    post();
}

void WebSocketHandle::close(std::uint16_t code, std::string reason)
{
    // A close frame has 125 bytes, two of them the code; the others are UTF-8 (RFC 6455, 5.5.1).
    reason = cutUtf8(repairedUtf8(std::move(reason)), 123);
    const Lock lock(m_mutex);
    if (!m_attached || m_close)
        return;
    m_close = Close{code, std::move(reason)};
    post();
}

void WebSocketHandle::post()
{
    if (m_posted)
        return;
    m_posted = true;
    asio::post(m_executor, [sink = m_sink] {
        if (const auto alive = sink.lock())
            alive->wake();
    });
}

void WebSocketHandle::attach(std::weak_ptr<WebSocketSink> sink)
{
    const Lock lock(m_mutex);
    m_sink = std::move(sink);
    m_attached = true;
}

void WebSocketHandle::detach()
{
    const Lock lock(m_mutex);
    m_attached = false;
    m_queue.clear();
    m_pending = 0;
}

std::shared_ptr<const std::string> WebSocketHandle::next()
{
    const Lock lock(m_mutex);
    m_posted = false;
    if (m_queue.empty())
        return nullptr;
    auto text = std::move(m_queue.front());
    m_queue.pop_front();
    return text;
}

std::optional<WebSocketHandle::Close> WebSocketHandle::closing()
{
    const Lock lock(m_mutex);
    return m_queue.empty() ? m_close : std::nullopt;
}

}  // namespace castellan::http
