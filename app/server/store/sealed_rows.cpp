// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/sealed_rows.h"

#include "core/try.h"
#include "server/store/master_check.h"
#include "server/store/meta.h"
#include "server/store/rows.h"

namespace castellan::store::sealed_rows {
namespace {

struct Row {
    std::int64_t id;
    std::string sealed;
    std::string context;
};

Result<std::vector<Row>> rowsAfter(Reader &reader, const SealedColumn &column, std::int64_t after, std::int64_t limit)
{
    return rows::all(reader.connection().query(column.select, {{"$after", after}, {"$limit", limit}}),
                     [](Query &q) { return Row{q.integer(0), q.blob(1), q.blob(2)}; });
}

}  // namespace

Result<Pass> sealAnew(Writer &writer, const SealedColumn &column, const Sealer &sealer, std::int64_t after,
                      std::int64_t limit)
{
    auto rows = TRY(rowsAfter(writer, column, after, limit));
    Pass pass;
    for (const auto &row : rows) {
        if (!sealer.isOld(row.sealed))
            continue;
        const auto plain = TRY(sealer.open(row.sealed, row.context));
        const auto sealed = sealer.seal(plain, row.context, writer.random());
        TRY(writer.connection().run(column.update, {{"$sealed", bytesOf(sealed)}, {"$id", row.id}}));
        ++pass.changed;
    }
    if (std::int64_t(rows.size()) == limit)
        pass.next = rows.back().id;
    return pass;
}

Result<std::int64_t> countOld(Reader &reader, const SealedColumn &column, const Sealer &sealer)
{
    constexpr std::int64_t atOnce = 1000;
    std::int64_t count = 0;
    std::int64_t after = 0;
    for (;;) {
        auto rows = TRY(rowsAfter(reader, column, after, atOnce));
        count += std::ranges::count_if(rows, [&](const Row &row) { return sealer.isOld(row.sealed); });
        if (std::int64_t(rows.size()) < atOnce)
            return count;
        after = rows.back().id;
    }
}

Result<bool> checkIsNew(Reader &reader, const Sealer &sealer)
{
    const auto sealed = readMeta(reader.connection(), masterCheck);
    if (!sealed)  // an older database, without such a text
        return sealed.error().code == ErrorCode::corrupt ? Result<bool>(false) : fail(sealed.error());
    return !sealer.isOld(*sealed);
}

Result<void> sealCheckAnew(Writer &writer, const Sealer &sealer)
{
    return writeMasterCheck(writer.connection(), sealer, writer.random());
}

}  // namespace castellan::store::sealed_rows
