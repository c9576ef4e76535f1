// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/engine.h"
#include "server/http/tls_identity.h"

namespace castellan::http {

/// Accepts connections on one address and starts their coroutines.
class Listener {
public:
    /// `tls`, if any, has the names by which clients call; unless `encrypts`, they do it in plain HTTP.
    Listener(Engine &engine, Acceptor acceptor, TlsSource *tls, bool encrypts);

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
    bool m_encrypts;
    bool m_stopping = false;
};

}  // namespace castellan::http
