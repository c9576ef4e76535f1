// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/token.h"

#include "core/crypto/base64url.h"

#include <algorithm>
#include <array>

namespace castellan {
namespace {

constexpr std::size_t randomSize = 32;
constexpr std::size_t checkSize = 4;
constexpr auto kinds =
    std::array{TokenKind::session, TokenKind::personal, TokenKind::serviceLive, TokenKind::serviceTest};

std::array<std::byte, checkSize> checkOf(std::string_view prefix, std::span<const std::byte> random)
{
    std::string text(prefix);
    text += '_';
    text.append(reinterpret_cast<const char *>(random.data()), random.size());
    const auto digest = sha256(bytesOf(text));
    wipe(text);
    std::array<std::byte, checkSize> out{};
    std::copy_n(digest.begin(), checkSize, out.begin());
    return out;
}

}  // namespace

std::string_view tokenPrefix(TokenKind kind)
{
    switch (kind) {
    case TokenKind::session:
        return "ffu";
    case TokenKind::personal:
        return "ffpat";
    case TokenKind::serviceLive:
        return "cas_live";
    case TokenKind::serviceTest:
        return "cas_test";
    }
    return "ffu";
}

Secret newToken(TokenKind kind, Random &random)
{
    Secret bytes(randomSize + checkSize);
    random.fill(bytes.writable().first(randomSize));
    const auto check = checkOf(tokenPrefix(kind), bytes.bytes().first(randomSize));
    std::ranges::copy(check, bytes.writable().last(checkSize).begin());
    auto text = std::string(tokenPrefix(kind)) + "_";
    auto body = toBase64Url(bytes.bytes());
    text += body;
    wipe(body);
    return Secret::take(text);
}

std::optional<TokenKind> tokenKind(std::string_view token)
{
    const auto kind = std::ranges::find_if(kinds, [&](TokenKind k) {
        const auto prefix = tokenPrefix(k);
        return token.starts_with(prefix) && token.substr(prefix.size()).starts_with('_');
    });
    if (kind == kinds.end())
        return std::nullopt;
    const auto bytes = fromBase64Url(token.substr(tokenPrefix(*kind).size() + 1));
    if (!bytes || bytes->size() != randomSize + checkSize)
        return std::nullopt;
    const auto check = checkOf(tokenPrefix(*kind), std::span(*bytes).first(randomSize));
    if (!constantTimeEqual(check, std::span(*bytes).last(checkSize)))
        return std::nullopt;
    return *kind;
}

}  // namespace castellan
