// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/journal_checkpoints.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::journal_checkpoints {
namespace {

const std::string select = "SELECT c.seq, c.epoch, c.chain, c.at, k.public, c.signature FROM journal_checkpoints c"
                           " JOIN signing_keys k ON k.id=c.signing_key ORDER BY c.seq ";

CheckpointRecord checkpointFrom(Query &q)
{
    return {q.integer(0), q.integer(1), q.digest(2), q.instant(3), q.blob(4), q.blob(5)};
}

}  // namespace

Result<void> save(Writer &writer, const CheckpointRecord &c, SigningKeyId key)
{
    return rows::upsert(writer.connection(), "journal_checkpoints", {{"$seq", c.seq}},
                        {{"$epoch", c.epoch},
                         {"$chain", c.chain},
                         {"$at", c.at},
                         {"$signing_key", key},
                         {"$signature", bytesOf(c.signature)}});
}

Result<std::vector<CheckpointRecord>> all(Reader &reader)
{
    return rows::all(reader.connection().query(select), checkpointFrom);
}

Result<std::optional<CheckpointRecord>> last(Reader &reader)
{
    return rows::one(reader.connection().query(select + "DESC LIMIT 1"), checkpointFrom);
}

}  // namespace castellan::store::journal_checkpoints
