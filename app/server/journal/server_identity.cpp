// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/journal/server_identity.h"

#include "core/crypto/ed25519.h"
#include "core/crypto/server_identity.h"
#include "core/try.h"
#include "server/journal/checkpoint.h"

namespace castellan::journal {

Result<ServerIdentity> ServerIdentity::load(store::Store &store)
{
    auto key = TRY(store.write(
        [&](store::Writer &writer) { return loadSigningKey(writer, store.sealer(store::SealedClass::signing)); }));
    return ServerIdentity(std::move(key.key), std::move(key.publicKey));
}

Result<std::string> ServerIdentity::prove(std::string_view host, std::span<const std::byte> nonce) const
{
    const auto message = server_identity::message(host, nonce);
    return ed25519::sign(m_key, bytesOf(message));
}

}  // namespace castellan::journal
