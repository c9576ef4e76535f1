// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/http_connection.ipp"
#include "server/http/websocket_connection.ipp"

namespace castellan::http {
template class WebSocketConnection<Socket>;
template class HttpConnection<Socket>;
}  // namespace castellan::http
