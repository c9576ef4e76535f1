// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWebSocket;

namespace castellan::client {

struct Endpoint;

/// Gives a socket that is not open yet the endpoint's trust, client certificate, pin and proxy, by the same rules as
/// requests have. Nothing is sent over a connection whose key is not the pinned one. If the endpoint's files can't be
/// used, no certificate is good enough.
void secure(QWebSocket &socket, const Endpoint &endpoint);

}  // namespace castellan::client
