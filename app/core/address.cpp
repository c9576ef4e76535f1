// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/address.h"

#include <algorithm>
#include <charconv>
#include <vector>

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

using V4 = std::array<std::uint8_t, 4>;
using V6 = std::array<std::uint8_t, 16>;
using Groups = std::array<std::uint16_t, 8>;

/// One part of a dotted address: 0 to 255 in decimal without leading zeros, which other programs read as octal.
std::optional<std::uint8_t> octetFrom(std::string_view text)
{
    std::uint8_t out = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || error != std::errc() || stop != text.data() + text.size() ||
        (text.size() > 1 && text.front() == '0'))
        return std::nullopt;
    return out;
}

std::optional<V4> v4From(std::string_view text)
{
    V4 out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto dot = i + 1 < out.size() ? text.find('.') : text.size();
        const auto octet = octetFrom(text.substr(0, dot));
        if (!octet || dot == std::string_view::npos)
            return std::nullopt;
        out[i] = *octet;
        text.remove_prefix(std::min(dot + 1, text.size()));
    }
    return out;
}

/// One to four hexadecimal digits.
std::optional<std::uint16_t> groupFrom(std::string_view text)
{
    std::uint16_t out = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out, 16);
    if (text.empty() || text.size() > 4 || error != std::errc() || stop != text.data() + text.size())
        return std::nullopt;
    return out;
}

/// Groups between single colons, the last two also as a dotted address; nothing if one is malformed.
std::optional<std::vector<std::uint8_t>> groupsFrom(std::string_view text, bool mayEndDotted)
{
    std::vector<std::uint8_t> out;
    while (!text.empty()) {
        const auto colon = text.find(':');
        const auto part = text.substr(0, colon);
        const bool last = colon == std::string_view::npos;
        if (last && mayEndDotted && part.find('.') != std::string_view::npos) {
            const auto v4 = v4From(part);
            if (!v4)
                return std::nullopt;
            out.insert(out.end(), v4->begin(), v4->end());
            return out;
        }
        const auto group = groupFrom(part);
        if (!group)
            return std::nullopt;
        out.push_back(std::uint8_t(*group >> 8U));
        out.push_back(std::uint8_t(*group & 0xFFU));
        if (last)
            return out;
        text.remove_prefix(colon + 1);
        if (text.empty())
            return std::nullopt;  // a colon at the end
    }
    return out;
}

/// RFC 4291, 2.2.
std::optional<V6> v6From(std::string_view text)
{
    const auto gap = text.find("::");
    const bool hasGap = gap != std::string_view::npos;
    const auto before = groupsFrom(text.substr(0, gap), !hasGap);
    const auto after = groupsFrom(hasGap ? text.substr(gap + 2) : std::string_view(), true);
    V6 out{};
    if (!before || !after)
        return std::nullopt;
    const auto size = before->size() + after->size();
    // `::` stands for one group at least.
    if (hasGap ? size > out.size() - 2 : size != out.size())
        return std::nullopt;
    std::copy(before->begin(), before->end(), out.begin());
    std::copy(after->begin(), after->end(), out.end() - std::ptrdiff_t(after->size()));
    return out;
}

std::string v4Text(std::span<const std::uint8_t, 4> octets)
{
    std::string out;
    for (const auto octet : octets)
        out += (out.empty() ? "" : ".") + std::to_string(octet);
    return out;
}

Groups groupsOf(const Address &address)
{
    Groups out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = std::uint16_t(address.bytes[2 * i] << 8U | address.bytes[2 * i + 1]);
    return out;
}

/// The groups that `::` stands for: the first of the longest runs of zeros, of two groups at least (RFC 5952, 4.2).
struct Gap {
    std::size_t begin = 0;
    std::size_t size = 0;
};

Gap longestGap(const Groups &groups)
{
    Gap out;
    for (std::size_t i = 0; i < groups.size();) {
        std::size_t end = i;
        while (end < groups.size() && groups[end] == 0)
            ++end;
        if (end - i >= 2 && end - i > out.size)
            out = {i, end - i};
        i = end + 1;
    }
    return out;
}

}  // namespace

bool Address::isV4() const
{
    return std::equal(mapped.begin(), mapped.end(), bytes.begin());
}

std::optional<Address> addressFrom(std::string_view text)
{
    const auto percent = text.find('%');
    const auto plain = text.substr(0, percent);
    // Only link-local IPv6 addresses have zones (RFC 4007).
    if (percent != std::string_view::npos && (percent + 1 == text.size() || plain.find(':') == std::string_view::npos))
        return std::nullopt;
    Address out;
    if (plain.find(':') != std::string_view::npos) {
        const auto v6 = v6From(plain);
        if (!v6)
            return std::nullopt;
        out.bytes = *v6;
        return out;
    }
    const auto v4 = v4From(plain);
    if (!v4)
        return std::nullopt;
    std::copy(mapped.begin(), mapped.end(), out.bytes.begin());
    std::copy(v4->begin(), v4->end(), out.bytes.begin() + mapped.size());
    return out;
}

std::string toText(const Address &address)
{
    auto last4 = v4Text(std::span(address.bytes).last<4>());
    if (address.isV4())
        return last4;
    const auto groups = groupsOf(address);
    const auto gap = longestGap(groups);
    // `::192.0.2.1`, the deprecated IPv4-compatible form of RFC 4291, 2.5.5.1; `::1` and `::` are not of this form.
    const bool compatible = gap.begin == 0 && gap.size == 6;
    std::string out;
    for (std::size_t i = 0; i < groups.size();) {
        if (i == gap.begin && gap.size > 0) {
            out += "::";
            i += gap.size;
            if (compatible)
                return out + last4;
            continue;
        }
        if (!out.empty() && out.back() != ':')
            out += ':';
        std::array<char, 4> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), groups[i++], 16).ptr;
        out.append(digits.data(), end);
    }
    return out;
}

std::string addressPrefix(std::string_view address)
{
    auto parsed = addressFrom(address);
    if (!parsed)
        return std::string(address);
    if (parsed->isV4())
        return toText(*parsed);
    std::fill(parsed->bytes.begin() + 8, parsed->bytes.end(), std::uint8_t{0});
    return toText(*parsed) + "/64";
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
        // A prefix counts the bits of the notation: `::ffff:192.0.2.0/120` is 192.0.2.0/24.
        const bool dotted = text.find(':') == std::string_view::npos;
        const int most = dotted ? 32 : 128;
        if (!bits || *bits < 0 || *bits > most)
            return std::nullopt;
        out.bits = dotted ? v4Offset + *bits : *bits;
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
