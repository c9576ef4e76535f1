// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/copy.h"

#include "core/try.h"
#include "os/files.h"
#include "os/path.h"
#include "server/store/connection.h"
#include "server/store/folder_lock.h"

#include <sqlcipher/sqlite3.h>

#include <charconv>
#include <system_error>

namespace castellan::store {
namespace {

Result<void> copyPages(Connection &from, Connection &to)
{
    auto *backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (backup == nullptr)
        return fail(to.errorOf(sqlite3_extended_errcode(to.handle())));
    // All in one step: with the log (WAL) a long reader stops no writer, while small steps begin anew with every
    // commit.
    const int rc = sqlite3_backup_step(backup, -1);
    const int end = sqlite3_backup_finish(backup);
    if (rc != SQLITE_DONE)
        return fail(to.errorOf(end != SQLITE_OK ? end : rc));
    return {};
}

/// The number in a finding such as "HMAC verification failed for page 12".
std::optional<std::int64_t> pageIn(std::string_view finding)
{
    const auto at = finding.rfind(' ');
    std::int64_t page = 0;
    if (at == std::string_view::npos || finding.find("page") == std::string_view::npos ||
        std::from_chars(finding.data() + at + 1, finding.data() + finding.size(), page).ec != std::errc())
        return std::nullopt;
    return page;
}

}  // namespace

Result<void> copyDatabase(const std::filesystem::path &from, const std::filesystem::path &to, const Secret &key,
                          const std::string &vfs)
{
    const auto partial = os::withSuffix(to, ".partial");
    const auto cleanUp = [&](Result<void> result) {
        std::error_code ec;
        for (const char *suffix : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(os::withSuffix(partial, suffix), ec);
        if (!result && result.error().code == ErrorCode::storage_unavailable)
            result.error().code = ErrorCode::io;
        return result;
    };
    auto source = TRY(Connection::open(from, key, OpenMode::readOnly, vfs));
    std::error_code ec;
    std::filesystem::remove(partial, ec);
    TRY(makePrivateFile(partial));
    {
        auto target = Connection::open(partial, key, OpenMode::create, vfs);
        if (!target)
            return cleanUp(fail(std::move(target).error()));
        auto ok = (*target)->execute("PRAGMA synchronous=FULL");
        if (ok)
            ok = copyPages(*source, **target);
        if (ok)
            ok = (*target)->execute("PRAGMA journal_mode=DELETE");
        if (ok)
            ok = (*target)->checkEncrypted();
        if (!ok)
            return cleanUp(std::move(ok));
    }
    if (const auto named = os::renameDurably(partial, to); !named)
        return cleanUp(failBecause("The copy " + os::utf8FromPath(to) + " cannot be named", named.error().message));
    return {};
}

Result<Store::PageCheck> checkPages(const std::filesystem::path &file, const Secret &key, const std::string &vfs)
{
    auto connection = TRY(Connection::open(file, key, OpenMode::readOnly, vfs));
    Store::PageCheck check;
    {
        auto size = connection->query("PRAGMA cipher_page_size");
        if (const auto row = size.next(); row && *row && size.integer(0) > 0)
            check.pageSize = size.integer(0);
    }
    auto pages = connection->query("PRAGMA cipher_integrity_check");
    for (;;) {
        auto row = TRY(pages.next());
        if (!row)
            break;
        const auto finding = pages.text(0);
        if (const auto page = pageIn(finding))
            check.badPages.push_back(*page);
        else
            check.findings.push_back(finding);
    }
    if (!check.badPages.empty())
        return check;
    auto integrity = connection->query("PRAGMA integrity_check(20)");
    for (;;) {
        auto row = integrity.next();
        if (!row) {
            check.findings.push_back(row.error().detail);
            break;
        }
        if (!*row)
            break;
        if (const auto finding = integrity.text(0); finding != "ok")
            check.findings.push_back(finding);
    }
    return check;
}

}  // namespace castellan::store
