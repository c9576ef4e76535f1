// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/operations/rotate.h"

#include "core/try.h"
#include "server/store/sealed_rows.h"

#include <optional>

namespace castellan {
namespace {

constexpr std::int64_t textsPerAct = 100;

Result<std::int64_t> sealColumn(store::Store &store, const store::SealedColumn &column)
{
    const auto sealer = store.sealer(column.kind);
    std::int64_t count = 0;
    std::optional<std::int64_t> after = 0;
    while (after) {
        auto sealed = TRY(store.write([&](store::Writer &writer) -> Result<store::sealed_rows::Pass> {
            return store::sealed_rows::sealAnew(writer, column, sealer, *after, textsPerAct);
        }));
        count += sealed.changed;
        after = sealed.next;
    }
    return count;
}

/// The last act: checks once more that all is done, and records it in the journal.
Result<void> conclude(store::Writer &writer, store::Store &store, journal::Journal &journal, std::string_view by)
{
    const auto check = store.sealer(store::SealedClass::check);
    auto concluded = TRY(store::sealed_rows::checkIsNew(writer, check));
    if (concluded)  // an earlier run came this far
        return {};
    for (const auto &column : store::sealedColumns()) {
        auto old = TRY(store::sealed_rows::countOld(writer, column, store.sealer(column.kind)));
        if (old > 0)
            return fail(ErrorCode::conflict, "Something was sealed with the old key meanwhile; run this once more.");
    }
    TRY(store::sealed_rows::sealCheckAnew(writer, check));
    journal::Entry entry;
    entry.event = Event::platform_master_key_rotated;
    entry.actor = HostActor{std::string(by)};
    return journal.append(writer, std::move(entry));
}

}  // namespace

Result<std::int64_t> sealAnew(store::Store &store, journal::Journal &journal, std::string_view by)
{
    std::int64_t count = 0;
    for (const auto &column : store::sealedColumns()) {
        auto sealed = TRY(sealColumn(store, column));
        count += sealed;
    }
    TRY(store.write([&](store::Writer &writer) { return conclude(writer, store, journal, by); }));
    return count;
}

}  // namespace castellan
