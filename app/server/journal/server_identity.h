// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "core/secret.h"
#include "server/store/store.h"

#include <span>
#include <string>
#include <string_view>

namespace castellan::journal {

/// The key that signs the journal's checkpoints also proves the server's identity. Constant once loaded; any thread.
class ServerIdentity {
public:
    /// Makes the key if there is none yet.
    [[nodiscard]] static Result<ServerIdentity> load(store::Store &store);

    [[nodiscard]] const std::string &publicKey() const { return m_publicKey; }
    /// 64 bytes; of server_identity::message.
    [[nodiscard]] Result<std::string> prove(std::string_view host, std::span<const std::byte> nonce) const;

private:
    ServerIdentity(Secret key, std::string publicKey) : m_key(std::move(key)), m_publicKey(std::move(publicKey)) {}
    Secret m_key;
    std::string m_publicKey;
};

}  // namespace castellan::journal
