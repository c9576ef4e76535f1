// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace castellan::store {

/// How a store is opened: its folder, its limits, its durability.
struct Options {
    std::filesystem::path folder;
    unsigned readers = 2;
    std::chrono::milliseconds statementLimit{2000};  ///< of a read act as a whole
    std::size_t groupLimit = 256;                    ///< acts in one transaction
    std::size_t queueLimit = 8192;                   ///< acts that wait; more are `busy`
    std::uint64_t ballast = 64ULL * 1024 * 1024;     ///< bytes given up when the disk is full; 0: none
    std::string holder = "castellan";   ///< names this process in the error of another one that finds the folder busy
    bool durable = true;                ///< a commit is on the disk before it is answered
    std::string file = "castellan.db";  ///< name of the database in the folder
    /// Hooks of tests.
    struct Testing {
        std::string vfs;  ///< SQLite's name of a file system that fails on demand; empty: the real one
    };
    Testing testing;
};

}  // namespace castellan::store
