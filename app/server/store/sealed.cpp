// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/sealed.h"

#include <array>

namespace castellan::store {
namespace {

/// Texts that were sealed before keys had ids of their own.
constexpr std::uint32_t firstKeyId = 1;

std::string_view purposeOf(SealedClass kind)
{
    switch (kind) {
    case SealedClass::check:
        return "check";
    case SealedClass::signing:
        return "signing";
    case SealedClass::totp:
        return "totp";
    }
    return "check";
}

constexpr auto columns = std::to_array<SealedColumn>({
    {SealedClass::signing, "signing_keys",
     "SELECT id, sealed, public FROM signing_keys WHERE id>$after ORDER BY id LIMIT $limit",
     "UPDATE signing_keys SET sealed=$sealed WHERE id=$id"},
    {SealedClass::totp, "second_factors",
     "SELECT user, sealed, 'user:' || user FROM second_factors WHERE user>$after ORDER BY user LIMIT $limit",
     "UPDATE second_factors SET sealed=$sealed WHERE user=$id"},
});

}  // namespace

Sealer sealerFor(SealedClass kind, const StoreKeys &keys)
{
    Sealer sealer(purposeOf(kind), sealingKeyId(keys.master), keys.master);
    if (keys.oldMaster)
        sealer.addOld(sealingKeyId(*keys.oldMaster), *keys.oldMaster);
    sealer.addOld(firstKeyId, keys.oldMaster ? *keys.oldMaster : keys.master);
    return sealer;
}

std::span<const SealedColumn> sealedColumns()
{
    return columns;
}

}  // namespace castellan::store
