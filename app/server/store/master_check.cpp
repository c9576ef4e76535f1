// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/master_check.h"

#include "server/store/meta.h"

namespace castellan::store {
namespace {

constexpr std::string_view checkedText = "castellan";

}  // namespace

Result<void> writeMasterCheck(Connection &connection, const Sealer &sealer, Random &random)
{
    return writeMeta(connection, masterCheck, sealer.seal(Secret(checkedText), masterCheck, random));
}

Result<void> checkMaster(Connection &connection, const StoreKeys &keys)
{
    const auto sealed = readMeta(connection, masterCheck);
    if (!sealed)  // an older database, which has no such text
        return sealed.error().code == ErrorCode::corrupt ? Result<void>() : fail(sealed.error());
    const auto opened = sealerFor(SealedClass::check, keys).open(*sealed, masterCheck);
    if (!opened || !(*opened == Secret(checkedText)))
        return fail(ErrorCode::key_wrong, "The master key is not the one that belongs to this database: what is sealed "
                                          "in it would not open. Use the key file that was made, or last changed, for "
                                          "it.");
    return {};
}

}  // namespace castellan::store
