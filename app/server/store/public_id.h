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
        return encodeBlock(Table::publicKind, {0, id.number()});
    }
    [[nodiscard]] std::string encode(const JournalPlace &place) const { return encodeBlock(journalKind, place); }

    /// Nothing for a text that `encode` never wrote for this type.
    template <class IdType> [[nodiscard]] std::optional<IdType> decode(std::string_view text) const
    {
        const auto found = decodeBlock(IdType::Table::publicKind, text);
        return found && found->epoch == 0 ? std::optional<IdType>(found->seq) : std::nullopt;
    }
    [[nodiscard]] std::optional<JournalPlace> decodeJournal(std::string_view text) const
    {
        return decodeBlock(journalKind, text);
    }

private:
    static constexpr std::uint16_t journalKind = 7;
    [[nodiscard]] std::string encodeBlock(std::uint16_t kind, const JournalPlace &place) const;
    [[nodiscard]] std::optional<JournalPlace> decodeBlock(std::uint16_t kind, std::string_view text) const;

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace castellan::store
