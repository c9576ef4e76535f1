// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/secret.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace castellan::store {

/// What a public id names. The number is part of the id and never changes.
enum class IdKind : std::uint16_t {
    user = 1,
    team = 2,
    teamType = 3,
    invitation = 4,
    accessToken = 5,
    session = 6,
    journal = 7,
};
template <class IdType> inline constexpr IdKind idKindOf = IdKind(0);
template <> inline constexpr IdKind idKindOf<UserId> = IdKind::user;
template <> inline constexpr IdKind idKindOf<TeamId> = IdKind::team;
template <> inline constexpr IdKind idKindOf<TeamTypeId> = IdKind::teamType;
template <> inline constexpr IdKind idKindOf<InvitationId> = IdKind::invitation;
template <> inline constexpr IdKind idKindOf<KeyId> = IdKind::accessToken;
template <> inline constexpr IdKind idKindOf<SessionId> = IdKind::session;

/// A row of the journal. Its public id names the history (epoch) too, because a restore gives a number to another row.
struct JournalPlace {
    std::uint64_t epoch = 0;
    std::int64_t seq = 0;
    [[nodiscard]] bool operator==(const JournalPlace &) const = default;
};

/// Ids as the API shows them: 22 characters of [0-9A-Za-z], which say nothing about counts or order and belong to this
/// database alone. An id is one AES-256 block over (kind, epoch, number) in base62: a permutation, so no look-up is
/// needed to read one, and what was not made here (another kind's id included) does not decode.
class PublicIds {
public:
    explicit PublicIds(const Secret &key);  ///< 32 bytes
    ~PublicIds();
    PublicIds(const PublicIds &) = delete;
    PublicIds &operator=(const PublicIds &) = delete;

    // Any thread.
    template <class Table> [[nodiscard]] std::string encode(Id<Table> id) const
    {
        static_assert(idKindOf<Id<Table>> != IdKind(0), "The API shows no ids of this table.");
        return encodeBlock(idKindOf<Id<Table>>, {0, id.number()});
    }
    [[nodiscard]] std::string encode(const JournalPlace &place) const { return encodeBlock(IdKind::journal, place); }

    /// Nothing for a text that `encode` never wrote for this type.
    template <class IdType> [[nodiscard]] std::optional<IdType> decode(std::string_view text) const
    {
        static_assert(idKindOf<IdType> != IdKind(0), "The API shows no ids of this table.");
        const auto found = decodeBlock(idKindOf<IdType>, text);
        return found && found->epoch == 0 ? std::optional<IdType>(found->seq) : std::nullopt;
    }
    [[nodiscard]] std::optional<JournalPlace> decodeJournal(std::string_view text) const
    {
        return decodeBlock(IdKind::journal, text);
    }

private:
    [[nodiscard]] std::string encodeBlock(IdKind kind, const JournalPlace &place) const;
    [[nodiscard]] std::optional<JournalPlace> decodeBlock(IdKind kind, std::string_view text) const;

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace castellan::store
