// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/operations/restore.h"

#include "core/crypto/totp.h"
#include "core/security_settings.h"
#include "core/try.h"
#include "os/path.h"
#include "server/journal/verification.h"
#include "server/store/copy.h"
#include "server/store/tables/api_keys.h"
#include "server/store/tables/login_tickets.h"
#include "server/store/tables/password_resets.h"
#include "server/store/tables/second_factors.h"
#include "server/store/tables/sessions.h"

#include <algorithm>
#include <system_error>

namespace castellan {
namespace {

/// For walking over everything.
constexpr auto noLimit = std::chrono::hours(24);
/// Codes of up to this many steps ahead may have been used already, for any window that was ever configured.
std::int64_t widestWindow()
{
    return findSetting("secondFactor.window")->maximum;
}

Result<void> prepare(store::Store &store, const RestoreRequest &request, RestoreReport &report)
{
    auto checked = TRY(store.read([](store::Reader &reader) { return journal::verifyJournal(reader, std::nullopt); }));
    if (!checked.good())
        return fail(ErrorCode::corrupt,
                    "The backup's journal does not hold, so it was not put in place. " + checked.finding);
    report.rows = checked.rows;
    auto journal = TRY(journal::Journal::open(store));
    TRY(store.write([&](store::Writer &writer) -> Result<void> {
        TRY(journal->beginEpoch(writer));
        auto sessions = TRY(store::sessions::removeAll(writer));
        report.sessionsEnded = sessions;
        TRY(store::login_tickets::removeAll(writer));
        TRY(store::password_resets::removeAll(writer));
        TRY(store::second_factors::raiseSteps(writer, totp::stepOf(writer.now()) + widestWindow()));
        if (!request.keepTokens) {
            auto tokens = TRY(store::api_keys::expireAll(writer));
            report.tokensExpired = tokens;
        }
        journal::Entry entry;
        entry.event = Event::platform_restored;
        entry.actor = HostActor{request.by};
        entry.body["info"] = json::object{{"rows", report.rows},
                                          {"sessionsEnded", report.sessionsEnded},
                                          {"tokensExpired", report.tokensExpired},
                                          {"tokensKept", request.keepTokens}};
        return journal->append(writer, std::move(entry));
    }));
    report.epoch = journal::epochName(journal->head().epoch);
    return {};
}

/// "Pages 3 to 5 (bytes 8192 to 20479 of castellan.db) cannot be read."
std::vector<std::string> sentences(store::Store::PageCheck check, const std::string &file)
{
    std::vector<std::string> out;
    std::ranges::sort(check.badPages);
    for (std::size_t i = 0; i < check.badPages.size();) {
        auto last = i;
        while (last + 1 < check.badPages.size() && check.badPages[last + 1] <= check.badPages[last] + 1)
            ++last;
        const auto from = check.badPages[i];
        const auto to = check.badPages[last];
        out.push_back((from == to ? "Page " + std::to_string(from)
                                  : "Pages " + std::to_string(from) + " to " + std::to_string(to)) +
                      " (bytes " + std::to_string((from - 1) * check.pageSize) + " to " +
                      std::to_string(to * check.pageSize - 1) + " of " + file + ") cannot be read.");
        i = last + 1;
    }
    for (auto &finding : check.findings)
        out.push_back("The database is damaged: " + finding);
    return out;
}

/// Beside a running server a page may be read while it is being written; a damaged page is unreadable each time.
Result<store::Store::PageCheck> checkTwice(const std::filesystem::path &file, const StoreKeys &keys)
{
    auto check = store::checkPages(file, keys.database, {});
    if (check && !check->badPages.empty()) {
        auto again = TRY(store::checkPages(file, keys.database, {}));
        std::erase_if(check->badPages,
                      [&](auto page) { return std::ranges::find(again.badPages, page) == again.badPages.end(); });
        if (check->badPages.empty())
            check->findings = again.findings;
    }
    return check;
}

}  // namespace

Result<RestoreReport> restore(const RestoreRequest &request, const store::Options &options, const StoreKeys &keys,
                              Clock &clock, Random &random, Log &log)
{
    std::error_code ec;
    if (!std::filesystem::exists(request.backup, ec))
        return fail(ErrorCode::not_found, "There is no backup " + os::utf8FromPath(request.backup) + ".");
    auto check = TRY(store::checkPages(request.backup, keys.database, {}));
    if (const auto damage = sentences(std::move(check), os::utf8FromPath(request.backup.filename())); !damage.empty())
        return fail(ErrorCode::corrupt, "The backup is damaged, so it was not put in place. " + damage.front());
    RestoreReport report;
    auto patient = options;
    patient.statementLimit = noLimit;
    auto kept = TRY(store::Store::createFrom(request.backup, patient, keys, clock, random, log,
                                             [&](store::Store &store) { return prepare(store, request, report); }));
    report.keptAs = std::move(kept);
    return report;
}

Result<FolderReport> verifyFolder(const store::Options &options, const StoreKeys &keys,
                                  const std::optional<journal::Checkpoint> &outside, Clock &clock, Random &random,
                                  Log &log)
{
    const auto file = options.folder / os::pathFromUtf8(options.file);
    std::error_code ec;
    if (!std::filesystem::exists(file, ec))
        return fail(ErrorCode::not_found, "There is no database in " + os::utf8FromPath(options.folder) + ".");
    FolderReport report;
    report.comparedOutside = outside.has_value();
    auto check = TRY(checkTwice(file, keys));
    report.damage = sentences(std::move(check), options.file);
    if (!report.damage.empty())
        return report;
    auto patient = options;
    patient.statementLimit = noLimit;
    patient.readers = 1;
    auto store = TRY(store::Store::openToRead(patient, keys, clock, random, log));
    report.databaseId = store->databaseId();
    auto journal = TRY(journal::Journal::open(*store));
    auto walked = TRY(store->read([&](store::Reader &reader) -> Result<journal::VerifyReport> {
        auto last = TRY(journal->lastCheckpoint(reader));
        report.lastCheckpoint = std::move(last);
        return journal::verifyJournal(reader, outside);
    }));
    report.rows = walked.rows;
    report.checkpoints = walked.checkpoints;
    report.finding = walked.finding;
    report.badSeq = walked.badSeq;
    return report;
}

}  // namespace castellan
