// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

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

/// Ids as the API shows them: 22 characters of [0-9A-Za-z], which say nothing about counts or order and belong to this
/// database alone. An id is one AES-256 block over (kind, epoch, number) in base62: a permutation, so no look-up is
/// needed to read one, and what was not made here (another kind's id included) does not decode.
class PublicIds {
public:
    explicit PublicIds(const Secret &key);  ///< 32 bytes
    ~PublicIds();
    PublicIds(const PublicIds &) = delete;
    PublicIds &operator=(const PublicIds &) = delete;

    [[nodiscard]] std::string encode(IdKind kind, std::int64_t number, std::uint64_t epoch = 0) const;
    /// Nothing for what encode never wrote. Any thread.
    [[nodiscard]] std::optional<std::int64_t> decode(IdKind kind, std::string_view id) const;

    struct InEpoch {
        std::uint64_t epoch;
        std::int64_t number;
    };
    [[nodiscard]] std::optional<InEpoch> decodeInEpoch(IdKind kind, std::string_view id) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace castellan::store
