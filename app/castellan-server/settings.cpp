// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "data_options.h"
#include "os/print.h"
#include "os/process.h"
#include "server/operations/rescue.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdio>

namespace castellan::cli {
namespace {

constexpr const char *usage =
    "castellan-server settings list --data DIR             the security settings, also beside a running server\n"
    "castellan-server settings reset KEY… --data DIR       gives these their defaults, while the server doesn't run;\n"
    "                                                      network.allowedAddresses admits every address "
    "again\n";

po::options_description options()
{
    po::options_description out("castellan-server settings");
    addDataOptions(out);
    return out;
}

int list(const po::variables_map &values)
{
    auto open = openToRead(values);
    if (!open)
        return complain(open.error());
    auto settings = rescue::settings(*open->store);
    if (!settings)
        return complain(settings.error());
    const auto defaults = toValues(SecuritySettings{});
    for (const auto &setting : securitySettingsTable()) {
        const auto &value = settings->at(setting.key);
        const auto &usual = defaults.at(setting.key);
        auto line = os::column(setting.key, 32) + ' ' + boost::json::serialize(value);
        if (value != usual)
            line += "   (default " + boost::json::serialize(usual) + ')';
        os::printLine(stdout, line);
    }
    return 0;
}

int reset(const po::variables_map &values, const Arguments &keys)
{
    for (const auto &key : keys)
        if (findSetting(key) == nullptr)
            return complain(
                fail(ErrorCode::usage, "there is no setting \"" + key + "\"; `settings list` shows what there is")
                    .value());
    auto open = openFolder(values);
    if (!open)
        return complain(open.error());
    auto changed = rescue::resetSettings(*open->store, *open->journal, keys, os::accountName());
    if (!changed)
        return complain(changed.error());
    for (const auto &key : keys) {
        const bool was = std::ranges::find(*changed, key) != changed->end();
        os::printLine(stdout, key + (was ? " has its default again." : " had its default; nothing was changed."));
    }
    return 0;
}

}  // namespace

int settings(const Arguments &arguments)
{
    const std::string action = arguments.empty() ? "" : arguments[0];
    if (action == "--help") {
        os::printLines(stdout, usage);
        return 0;
    }
    const bool resets = action == "reset";
    if (!resets && action != "list") {
        os::printLines(stderr, usage);
        return 2;
    }
    // Keys come before the options, which have values of their own.
    auto rest = arguments.begin() + 1;
    Arguments keys;
    while (resets && rest != arguments.end() && !rest->starts_with('-'))
        keys.push_back(*rest++);
    const auto parsed = parse({rest, arguments.end()}, options());
    if (parsed.exit)
        return *parsed.exit;
    if (!resets)
        return list(parsed.values);
    if (keys.empty()) {
        os::printLines(stderr, usage);
        return 2;
    }
    return reset(parsed.values, keys);
}

}  // namespace castellan::cli
