// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace castellan {
namespace {

constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr int v4Offset = 96;

/// Of byte `i`, what a prefix of `bits` looks at.
std::uint8_t maskOf(std::size_t i, int bits)
{
    const int inByte = std::clamp(bits - int(i) * 8, 0, 8);
    return std::uint8_t(0xFF00U >> unsigned(inByte));
}

std::optional<int> numberFrom(std::string_view text)
{
    int out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return out;
}

}  // namespace

bool Address::isV4() const
{
    return std::equal(mapped.begin(), mapped.end(), bytes.begin());
}

std::optional<Address> addressFrom(std::string_view text)
{
    const std::string plain(text.substr(0, text.find('%')));
    Address out;
    if (plain.find('\0') != std::string::npos)
        return std::nullopt;
    if (inet_pton(AF_INET6, plain.c_str(), out.bytes.data()) == 1)
        return out;
    std::copy(mapped.begin(), mapped.end(), out.bytes.begin());
    if (inet_pton(AF_INET, plain.c_str(), &out.bytes[12]) == 1)
        return out;
    return std::nullopt;
}

std::string toText(const Address &address)
{
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (address.isV4())
        inet_ntop(AF_INET, &address.bytes[12], out.data(), out.size());
    else
        inet_ntop(AF_INET6, address.bytes.data(), out.data(), out.size());
    return out.data();
}

bool AddressRange::contains(const Address &address) const
{
    for (std::size_t i = 0; i < base.bytes.size(); ++i)
        if (((base.bytes[i] ^ address.bytes[i]) & maskOf(i, bits)) != 0)
            return false;
    // 0.0.0.0/0 and ::/0 are all of one family, as people mean them.
    return bits >= v4Offset || !address.isV4();
}

std::optional<AddressRange> addressRangeFrom(std::string_view text)
{
    if (text.find('%') != std::string_view::npos)
        return std::nullopt;
    const auto slash = text.find('/');
    const auto base = addressFrom(text.substr(0, slash));
    if (!base)
        return std::nullopt;
    AddressRange out{*base, 128};
    if (slash != std::string_view::npos) {
        const auto bits = numberFrom(text.substr(slash + 1));
        const int most = base->isV4() ? 32 : 128;
        if (!bits || *bits < 0 || *bits > most)
            return std::nullopt;
        out.bits = base->isV4() ? v4Offset + *bits : *bits;
    }
    for (std::size_t i = 0; i < out.base.bytes.size(); ++i)
        if ((out.base.bytes[i] & ~maskOf(i, out.bits) & 0xFF) != 0)
            return std::nullopt;
    return out;
}

bool isListed(std::span<const AddressRange> ranges, const Address &address)
{
    return std::ranges::any_of(ranges, [&](const AddressRange &range) { return range.contains(address); });
}

bool isListed(std::span<const std::string> ranges, std::string_view address)
{
    const auto parsed = addressFrom(address);
    return parsed && std::ranges::any_of(ranges, [&](const std::string &text) {
               const auto range = addressRangeFrom(text);
               return range && range->contains(*parsed);
           });
}

}  // namespace castellan
