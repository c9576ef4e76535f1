// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/server_identity.h"

#include "core/crypto/digest.h"
#include "core/crypto/ed25519.h"

#include <cstdint>

namespace castellan::server_identity {

std::string message(std::string_view host, std::span<const std::byte> nonce)
{
    std::string out = "castellan identity 1\n";
    for (int shift = 24; shift >= 0; shift -= 8)
        out += char(static_cast<unsigned char>(std::uint32_t(host.size()) >> unsigned(shift)));
    out += host;
    out.append(reinterpret_cast<const char *>(nonce.data()), nonce.size());
    return out;
}

bool holds(std::span<const std::byte> publicKey, std::string_view host, std::span<const std::byte> nonce,
           std::span<const std::byte> signature)
{
    const auto signedText = message(host, nonce);
    return publicKey.size() == ed25519::keySize && nonce.size() == nonceSize &&
           ed25519::verify(publicKey, bytesOf(signedText), signature);
}

}  // namespace castellan::server_identity
