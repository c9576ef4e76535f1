// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// IP addresses and the ranges that lists of them name. No names are looked up.
namespace castellan {

/// An address of either family; `::ffff:a.b.c.d` is the IPv4 address that it carries.
struct Address {
    std::array<std::uint8_t, 16> bytes{};  ///< IPv4 in the last four, after ::ffff
    [[nodiscard]] bool isV4() const;
    [[nodiscard]] bool operator==(const Address &) const = default;
};

/// `192.0.2.1`, `2001:db8::1`; a zone (`%eth0`) is left out. Nothing for other texts.
[[nodiscard]] std::optional<Address> addressFrom(std::string_view text);
[[nodiscard]] std::string toText(const Address &address);

/// The client that limits and locks count by: the address itself for IPv4, its /64 for IPv6, because a subscriber has
/// a whole one. A text that is no address counts as itself.
[[nodiscard]] std::string addressPrefix(std::string_view address);

/// A CIDR prefix.
struct AddressRange {
    Address base;
    int bits = 128;  ///< of the 128; an IPv4 /24 is 120

    [[nodiscard]] bool contains(const Address &address) const;
    [[nodiscard]] bool operator==(const AddressRange &) const = default;
};

/// `192.0.2.0/24`, `2001:db8::/32`, or an address alone. Nothing for other texts, nor for one with bits beyond its
/// prefix (`192.0.2.7/24`), because that is a mistake about what it covers.
[[nodiscard]] std::optional<AddressRange> addressRangeFrom(std::string_view text);

[[nodiscard]] bool isListed(std::span<const AddressRange> ranges, const Address &address);
/// Whether one of the ranges contains the address. Texts that are no ranges, or no address, match nothing.
[[nodiscard]] bool isListed(std::span<const std::string> ranges, std::string_view address);

}  // namespace castellan
