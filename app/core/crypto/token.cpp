// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/token.h"

#include "core/crypto/base64url.h"
#include "core/wiping.h"

#include <algorithm>
#include <array>

namespace castellan {
namespace {

constexpr std::size_t randomSize = 32;
constexpr std::size_t checkSize = 4;

struct Kind {
    TokenKind kind;
    std::string_view prefix;
};
constexpr auto kinds = std::to_array<Kind>({
    {TokenKind::session, "ffu"},
    {TokenKind::personal, "ffpat"},
    {TokenKind::serviceLive, "cas_live"},
    {TokenKind::serviceTest, "cas_test"},
});

std::array<std::byte, checkSize> checkOf(std::string_view prefix, std::span<const std::byte> random)
{
    WipingString text(prefix);
    text += '_';
    text.append(reinterpret_cast<const char *>(random.data()), random.size());
    const auto digest = sha256(bytesOf(text));
    std::array<std::byte, checkSize> out{};
    std::copy_n(digest.begin(), checkSize, out.begin());
    return out;
}

}  // namespace

std::string_view tokenPrefix(TokenKind kind)
{
    const auto it = std::ranges::find(kinds, kind, &Kind::kind);
    return it == kinds.end() ? "ffu" : it->prefix;
}

Secret newToken(TokenKind kind, Random &random)
{
    Secret bytes(randomSize + checkSize);
    random.fill(bytes.writable().first(randomSize));
    const auto check = checkOf(tokenPrefix(kind), bytes.bytes().first(randomSize));
    std::ranges::copy(check, bytes.writable().last(checkSize).begin());
    WipingString text(tokenPrefix(kind));
    text += '_';
    text += Wiped<std::string>(toBase64Url(bytes.bytes()));
    return Secret(text);
}

std::optional<TokenKind> tokenKind(std::string_view token)
{
    const auto kind = std::ranges::find_if(kinds, [&](const Kind &row) {
        return token.starts_with(row.prefix) && token.substr(row.prefix.size()).starts_with('_');
    });
    if (kind == kinds.end())
        return std::nullopt;
    const auto bytes = fromBase64Url(token.substr(kind->prefix.size() + 1));
    if (!bytes || bytes->size() != randomSize + checkSize)
        return std::nullopt;
    const auto check = checkOf(kind->prefix, std::span(*bytes).first(randomSize));
    if (!constantTimeEqual(check, std::span(*bytes).last(checkSize)))
        return std::nullopt;
    return kind->kind;
}

}  // namespace castellan
