// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "data_options.h"
#include "os/print.h"
#include "os/process.h"
#include "server/operations/restore.h"

#include <cstdio>

namespace castellan::cli {
namespace {

po::options_description options()
{
    po::options_description out("castellan-server restore: replaces a folder's database by a backup; the "
                                "server must not run");
    addDataOptions(out);
    auto add = out.add_options();
    add("from", po::value<std::string>()->required(), "the backup");
    add("keep-tokens", po::bool_switch(), "leave access tokens as they are; else all of them expire");
    return out;
}

}  // namespace

int restore(const Arguments &arguments)
{
    const auto parsed = parse(arguments, options());
    if (parsed.exit)
        return *parsed.exit;
    auto folder = dataFolder(parsed.values);
    if (!folder)
        return complain(folder.error());
    (*folder)->options.holder = "castellan-server restore";
    const RestoreRequest request{pathOption(parsed.values, "from"), parsed.values["keep-tokens"].as<bool>(),
                                 os::accountName()};
    auto report = castellan::restore(request, (*folder)->options, (*folder)->keys, (*folder)->clock, (*folder)->random,
                                     (*folder)->log);
    if (!report)
        return complain(report.error());
    os::printLine(stdout, "Restored " + std::to_string(report->rows) + " rows of the journal. The new epoch is " +
                              report->epoch + "; " + std::to_string(report->sessionsEnded) + " sessions ended, " +
                              std::to_string(report->tokensExpired) + " access tokens expired.");
    if (!report->keptAs.empty())
        os::printLine(stdout, "The database that was there is kept as " + report->keptAs + '.');
    return 0;
}

}  // namespace castellan::cli
