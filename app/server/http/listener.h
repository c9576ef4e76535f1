// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/engine.h"
#include "server/http/tls_identity.h"

namespace castellan::http {

/// Accepts connections on one address and starts their coroutines.
class Listener {
public:
    /// `tls` is null for plain HTTP.
    Listener(Engine &engine, Acceptor acceptor, TlsSource *tls);

    /// Until stop().
    [[nodiscard]] Task<void> run();
    void stop();

private:
    [[nodiscard]] Task<void> rest();
    void take(Socket socket);
    template <class Stream>
    void start(Stream stream, Admission::Ticket ticket, Peer peer, std::shared_ptr<const TlsIdentity> identity);

    Engine &m_engine;
    Acceptor m_acceptor;
    Timer m_rest;
    TlsSource *m_tls;
    bool m_stopping = false;
};

}  // namespace castellan::http
