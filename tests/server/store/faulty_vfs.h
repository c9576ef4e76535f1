// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace castellan::test {

/// SQLite's file layer with a disk of ours below it: one that forgets what was not synced when the power fails, and one
/// on which a chosen operation fails. What a real disk can't be asked to do.
class FaultyVfs {
public:
    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs &) = delete;
    FaultyVfs &operator=(const FaultyVfs &) = delete;

    [[nodiscard]] std::string name() const { return m_name; }

    /// Writes the state that a power failure would leave on the disk to `folder`, which is made.
    void crashInto(const std::filesystem::path &folder);

    enum class Fault : std::uint8_t { error, full };
    /// The `nth` operation that changes the disk from now on fails (from 1), and all after it if `forEver`.
    void failFrom(std::int64_t nth, Fault fault, bool forEver);
    void failNothing();
    /// The fault came up.
    [[nodiscard]] bool failed();

    // For the C functions behind it.
    struct Disk {
        std::string content;  ///< as last synced
        struct Write {
            std::int64_t offset;
            std::string bytes;
            bool truncates;
        };
        std::vector<Write> pending;
    };
    [[nodiscard]] int change();
    std::mutex mutex;
    std::map<std::string, Disk> disks;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
    std::string m_name;
    std::int64_t m_left = 0;
    Fault m_fault = Fault::error;
    bool m_forEver = false;
    bool m_failed = false;
};

}  // namespace castellan::test
