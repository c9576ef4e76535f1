// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log.h"
#include "os/files.h"
#include "server/http/http_server.h"

#include <boost/asio/ssl/context.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace castellan::http {

/// A certificate with its key, ready for handshakes, and the names it holds.
struct TlsIdentity {
    boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
    /// Subject alternative names: host names as they are, addresses as in a Host field (`[::1]`).
    std::vector<std::string> names;
};

/// Reads certificate and key. ErrorCode::io (missing, unreadable, key readable by others) or usage (they don't fit, too
/// weak).
[[nodiscard]] Result<std::shared_ptr<const TlsIdentity>> loadTlsIdentity(const Tls &tls);

/// The identity in use; reads the files again when they change, and keeps the old one if the new one is unusable.
class TlsSource {
public:
    TlsSource(Tls tls, Log &log) : m_tls(std::move(tls)), m_log(log) {}

    [[nodiscard]] Result<void> load();
    /// Called before every handshake.
    [[nodiscard]] std::shared_ptr<const TlsIdentity> current();

private:
    /// Changes when a file is replaced or rewritten.
    [[nodiscard]] std::vector<os::Stamp> stamps() const;

    Tls m_tls;
    Log &m_log;
    std::vector<os::Stamp> m_stamps;
    std::shared_ptr<const TlsIdentity> m_identity;
};

/// The verified client certificate's subject (RFC 2253), empty if there is none.
[[nodiscard]] std::string clientSubject(SSL *ssl);

}  // namespace castellan::http
