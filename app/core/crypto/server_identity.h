// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

/// A server's proof of identity to a client that knows its public key: `GET /api/v1/identity?nonce=…`.
namespace castellan::server_identity {

inline constexpr std::size_t nonceSize = 32;

/// The text signed with Ed25519: "castellan identity 1\n" ‖ length of host (4 bytes, big-endian) ‖ host ‖ nonce. The
/// host is the request's `Host`: another program that passes the question on to the real server, at another port, gets
/// an answer that says so.
[[nodiscard]] std::string message(std::string_view host, std::span<const std::byte> nonce);

[[nodiscard]] bool holds(std::span<const std::byte> publicKey, std::string_view host, std::span<const std::byte> nonce,
                         std::span<const std::byte> signature);

}  // namespace castellan::server_identity
