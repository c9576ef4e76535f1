// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/journal/verification.h"
#include "tests/server/store/data_folder.h"

namespace castellan::test {

/// A data folder whose store and journal are open.
struct JournalFolder : OpenFolder {
    std::unique_ptr<journal::Journal> journal;

    ~JournalFolder() { stop(); }

    /// Opens both, again if they were open.
    [[nodiscard]] Result<void> start(const store::Options &options)
    {
        stop();
        TRY(OpenFolder::start(options));
        journal = TRY(journal::Journal::open(*store));
        return {};
    }
    [[nodiscard]] Result<void> start() { return start(options()); }
    void stop()
    {
        if (store)
            store->close();
        journal.reset();
        store.reset();
    }

    [[nodiscard]] Result<void> add(const journal::Entry &entry)
    {
        return store->write([&](store::Writer &writer) { return journal->append(writer, entry); });
    }
    /// Appends `count` rows in one transaction, each with `body` bytes of text.
    [[nodiscard]] Result<void> happen(int count, Event event, std::int64_t scope, std::size_t body = 0)
    {
        return store->write([&](store::Writer &writer) -> Result<void> {
            for (int i = 0; i < count; ++i) {
                auto one = entry(event, scope);
                if (body > 0)
                    one.body["text"] = std::string(body, 'x');
                TRY(journal->append(writer, std::move(one)));
            }
            return {};
        });
    }
    [[nodiscard]] Result<journal::VerifyReport> verify(const std::optional<journal::Checkpoint> &outside = {})
    {
        return store->read([&](store::Reader &reader) { return journal::verifyJournal(reader, outside); });
    }
};

}  // namespace castellan::test
