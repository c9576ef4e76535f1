// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/journal/verification.h"
#include "tests/server/store/data_folder.h"

#include <set>

namespace castellan::test {

/// The damage to a database that was written to while something failed; empty: all of `names` are users, every
/// user has a row in the journal, and journal and pages verify.
[[nodiscard]] inline std::string whatIsWrong(store::Options options, DataFolder &folder,
                                             const std::set<std::string> &names)
{
    options.statementLimit = std::chrono::minutes(1);
    auto store = store::Store::open(options, folder.keys, folder.clock, folder.random, folder.log);
    if (!store)
        return "does not open: " + said(store);
    auto pages = (*store)->checkPages();
    if (!pages || !pages->badPages.empty() || !pages->findings.empty())
        return "pages: " + (pages ? std::to_string(pages->badPages.size() + pages->findings.size()) : said(pages));
    auto found = (*store)->read([&](store::Reader &r) -> Result<std::string> {
        auto report = journal::verifyJournal(r, std::nullopt);
        if (!report || !report->good())
            return "journal: " + (report ? report->finding : said(report));
        auto counted = TRY(store::users::count(r));
        if (counted != report->rows)
            return "users " + std::to_string(counted) + ", rows " + std::to_string(report->rows);
        for (const auto &name : names)
            if (!TRY(store::users::findByUsername(r, name)))
                return "lost: " + name;
        return std::string();
    });
    return found ? *found : said(found);
}

}  // namespace castellan::test
