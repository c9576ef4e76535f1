// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "data_options.h"

#include "core/try.h"
#include "os/path.h"
#include "os/print.h"
#include "server/operations/restore.h"

#include <cstdio>

namespace castellan::cli {
namespace {

po::options_description options()
{
    po::options_description out("castellan-server backup: a copy of the database, made while the server runs or not");
    addDataOptions(out);
    out.add_options()("to", po::value<std::string>()->required(), "the file to make; it opens with the same keys");
    return out;
}

Result<FolderReport> make(DataFolder &folder, const std::filesystem::path &to)
{
    auto store = TRY(store::Store::openToRead(folder.options, folder.keys, folder.clock, folder.random, folder.log));
    TRY(store->backup(to));
    // A backup is only worth something if it can be read back.
    auto options = folder.options;
    options.folder = os::folderOf(to);
    options.file = os::utf8FromPath(to.filename());
    return verifyFolder(options, folder.keys, std::nullopt, folder.clock, folder.random, folder.log);
}

}  // namespace

int backup(const Arguments &arguments)
{
    const auto parsed = parse(arguments, options());
    if (parsed.exit)
        return *parsed.exit;
    auto folder = dataFolder(parsed.values);
    if (!folder)
        return complain(folder.error());
    const auto to = pathOption(parsed.values, "to");
    auto report = make(**folder, to);
    if (!report)
        return complain(report.error());
    if (!report->good()) {
        for (const auto &sentence : report->damage)
            os::printLine(stderr, sentence);
        return complain(
            fail(ErrorCode::corrupt, "The copy was made, but what it copies is damaged. " + report->finding).value());
    }
    os::printLine(stdout,
                  os::utf8FromPath(to) + " has " + std::to_string(report->rows) +
                      " rows of the journal and was read back. It opens with the same keys, which are not in it.");
    return 0;
}

}  // namespace castellan::cli
