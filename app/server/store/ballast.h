// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/log.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace castellan::store {

/// A file that reserves disk space: it is deleted when the disk is full, so that revocations and retention can still be
/// written. Until there is room for it again, all other changes are refused.
class Ballast {
public:
    Ballast(std::filesystem::path folder, std::uint64_t size, Log &log);

    /// Makes it unless it is there. A disk with less than twice its size left gets none. `givenUp`: it had to be given
    /// up for the database to open at all.
    void make(bool givenUp);
    /// Gives it up before anything is open; true if there was one.
    [[nodiscard]] static bool giveUpIn(const std::filesystem::path &folder);
    /// The disk is full: give the space back.
    void giveUp();
    /// Given up, and the disk still has no room for it. Looks at the disk at most four times a second.
    [[nodiscard]] bool missing(Tick now);

private:
    [[nodiscard]] std::uintmax_t freeBytes() const;
    [[nodiscard]] bool allocate() const;

    std::filesystem::path m_folder;
    std::filesystem::path m_file;
    std::uint64_t m_size;
    Log &m_log;
    bool m_givenUp = false;
    bool m_made = false;
    std::optional<Tick> m_looked;
};

}  // namespace castellan::store
