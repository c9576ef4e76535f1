// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/log.h"
#include "core/random.h"
#include "core/result.h"
#include "server/journal/journal.h"
#include "server/store/store.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace castellan {

struct RestoreRequest {
    std::filesystem::path backup;
    bool keepTokens = false;  ///< else every access token expires
    std::string by;           ///< the account that runs the command, for the journal
};

struct RestoreReport {
    std::string epoch;   ///< the new one
    std::string keptAs;  ///< the new name of the replaced database; empty: there was none
    std::int64_t rows = 0;
    std::int64_t sessionsEnded = 0;
    std::int64_t tokensExpired = 0;
};

/// Replaces a data folder's database by a backup, after reading it from end to end. A new epoch begins,
/// `platform.restored` is its first row, all sessions end. The folder's server must not run. ErrorCode::not_found,
/// key_wrong, corrupt (and what is wrong with the backup), newer_file, folder_busy, io.
[[nodiscard]] Result<RestoreReport> restore(const RestoreRequest &request, const store::Options &options,
                                            const StoreKeys &keys, Clock &clock, Random &random, Log &log);

/// What `verify` finds in a data folder.
struct FolderReport {
    /// Unreadable pages, as sentences with their ranges, and other damage that SQLite finds.
    std::vector<std::string> damage;
    std::int64_t rows = 0;
    std::int64_t checkpoints = 0;
    std::string finding;  ///< of the journal; empty: none
    std::int64_t badSeq = 0;
    bool comparedOutside = false;
    std::optional<journal::Checkpoint> lastCheckpoint;
    std::string databaseId;

    [[nodiscard]] bool good() const { return damage.empty() && finding.empty(); }
};

/// Reads every page and every row; takes no lock, so it may run beside the server.
[[nodiscard]] Result<FolderReport> verifyFolder(const store::Options &options, const StoreKeys &keys,
                                                const std::optional<journal::Checkpoint> &outside, Clock &clock,
                                                Random &random, Log &log);

}  // namespace castellan
