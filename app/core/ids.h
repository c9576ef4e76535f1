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
template <class TableOfRows> class Id {
public:
    using Table = TableOfRows;

    constexpr explicit Id(std::int64_t number) : m_number(number) {}
    [[nodiscard]] constexpr std::int64_t number() const { return m_number; }
    [[nodiscard]] constexpr auto operator<=>(const Id &) const = default;

private:
    std::int64_t m_number = 0;  // the constructor always sets it; analysers want to see that
};

/// A table whose ids the API shows. The kind is part of each public id: it never changes, and no two tables share one.
/// 7 belongs to the journal.
template <std::uint16_t kind> struct PublicTable {
    static constexpr std::uint16_t publicKind = kind;
};
struct UserTable : PublicTable<1> {};
struct TeamTable : PublicTable<2> {};
struct TeamTypeTable : PublicTable<3> {};
struct InvitationTable : PublicTable<4> {};
struct KeyTable : PublicTable<5> {};
struct SessionTable : PublicTable<6> {};

using UserId = Id<UserTable>;
using TeamId = Id<TeamTable>;
using TeamTypeId = Id<TeamTypeTable>;
using InvitationId = Id<InvitationTable>;
/// Of a personal access token or of a service key: both are API keys.
using KeyId = Id<KeyTable>;
using SessionId = Id<SessionTable>;
using LoginTicketId = Id<struct LoginTicketTable>;
/// Of a key that signs the journal's checkpoints.
using SigningKeyId = Id<struct SigningKeyTable>;

template <class Table> [[nodiscard]] std::string to_string(Id<Table> id)
{
    return std::to_string(id.number());
}

}  // namespace castellan

template <class Table> struct std::hash<castellan::Id<Table>> {
    std::size_t operator()(castellan::Id<Table> id) const noexcept { return std::hash<std::int64_t>{}(id.number()); }
};
