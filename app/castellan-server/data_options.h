// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "command.h"
#include "server/journal/journal.h"
#include "server/store/keys.h"
#include "server/store/store.h"
#include "server/system_clock.h"
#include "stderr_log.h"

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

/// The common parts of the commands on a data folder.
namespace castellan::cli {

namespace po = boost::program_options;

/// `--data`, `--key-file`, `--help`.
void addDataOptions(po::options_description &options);

/// Parsed values, or the exit code at which to stop (`--help`, or wrong ones, which it has complained of).
struct Parsed {
    po::variables_map values;
    std::optional<int> exit;
};
/// Prints what the options mean, and returns the exit code.
int help(const po::options_description &options);

[[nodiscard]] Parsed parse(const Arguments &arguments, const po::options_description &options);

/// An option's value as a path; empty if it isn't given.
[[nodiscard]] std::filesystem::path pathOption(const po::variables_map &values, const char *name);

/// A folder with the keys and clocks that opening it needs.
struct DataFolder {
    store::Options options;
    StoreKeys keys;
    std::optional<std::filesystem::path> keyFile;  ///< nothing: the keys came from the environment
    SystemClock clock;
    OpenSslRandom random;
    StderrLog log;
};
[[nodiscard]] Result<std::unique_ptr<DataFolder>> dataFolder(const po::variables_map &values);

/// The store of a folder, also of one whose server runs.
struct FolderToRead {
    std::unique_ptr<DataFolder> folder;
    std::unique_ptr<store::Store> store;
};
[[nodiscard]] Result<FolderToRead> openToRead(const po::variables_map &values);

/// The store of a folder whose server does not run, and its journal.
struct OpenFolder {
    std::unique_ptr<DataFolder> folder;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<journal::Journal> journal;
};
[[nodiscard]] Result<OpenFolder> openFolder(const po::variables_map &values);

/// By --password-stdin, CASTELLAN_PASSWORD or CASTELLAN_PASSWORD_FILE. ErrorCode::usage if by none, or if it is empty,
/// isn't UTF-8, begins with a byte order mark or has a control character.
[[nodiscard]] Result<Secret> passwordFor(const po::variables_map &values);
/// Everything on standard input, less one LF or CRLF at its end; otherwise as passwordFor.
[[nodiscard]] Result<Secret> passwordFromInput();

}  // namespace castellan::cli
