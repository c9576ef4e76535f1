// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace castellan {

/// The number of a stored row, as a type of its own for each table. No value of it has a meaning: where there may be
/// no row, the type is std::optional<…Id>.
template <class Table> class Id {
public:
    constexpr explicit Id(std::int64_t number) : m_number(number) {}
    [[nodiscard]] constexpr std::int64_t number() const { return m_number; }
    [[nodiscard]] constexpr auto operator<=>(const Id &) const = default;

private:
    std::int64_t m_number;
};

using UserId = Id<struct UserTable>;
using TeamId = Id<struct TeamTable>;
using TeamTypeId = Id<struct TeamTypeTable>;
using InvitationId = Id<struct InvitationTable>;
using SessionId = Id<struct SessionTable>;
using LoginTicketId = Id<struct LoginTicketTable>;
/// Of a personal access token or of a service key: both are API keys.
using KeyId = Id<struct KeyTable>;

template <class Table> [[nodiscard]] std::string to_string(Id<Table> id)
{
    return std::to_string(id.number());
}

}  // namespace castellan

template <class Table> struct std::hash<castellan::Id<Table>> {
    std::size_t operator()(castellan::Id<Table> id) const noexcept { return std::hash<std::int64_t>{}(id.number()); }
};
