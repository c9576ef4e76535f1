// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/signing_keys.h"

#include "core/crypto/digest.h"
#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::signing_keys {

Result<SigningKeyId> insert(Writer &writer, std::string_view publicKey, std::string_view sealed)
{
    TRY(rows::insert(writer.connection(), "signing_keys",
                     {{"$public", bytesOf(publicKey)}, {"$sealed", bytesOf(sealed)}, {"$created_at", writer.now()}}));
    return writer.connection().lastInserted<SigningKeyId>();
}

Result<std::optional<SigningKeyRecord>> newest(Reader &reader)
{
    return rows::one(reader.connection().query("SELECT id, public, sealed FROM signing_keys ORDER BY id DESC LIMIT 1"),
                     [](Query &q) { return SigningKeyRecord{q.id<SigningKeyId>(0), q.blob(1), q.blob(2)}; });
}

}  // namespace castellan::store::signing_keys
