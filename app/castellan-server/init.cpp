// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"

#include "core/try.h"
#include "data_options.h"
#include "find_keys.h"
#include "key_file.h"
#include "os/files.h"
#include "os/path.h"
#include "os/print.h"
#include "server/operations/initialise.h"
#include "server/store/store.h"
#include "server/system_clock.h"

#include <boost/program_options.hpp>

#include <cstdio>

namespace castellan::cli {
namespace {

struct Asked {
    std::filesystem::path data;
    std::optional<FirstUser> first;  ///< none: a setup token was asked for
    std::optional<std::filesystem::path> keyFile;
};

po::options_description options()
{
    po::options_description out("castellan-server init: a new data folder with its first administrator");
    auto add = out.add_options();
    add("data", po::value<std::string>()->required(), "the folder to make (or an empty one)");
    add("username", po::value<std::string>(), "the administrator's user name");
    add("email", po::value<std::string>(), "and e-mail address");
    add("name", po::value<std::string>()->default_value(""), "full name");
    add("password-stdin", po::bool_switch(), "read the password from standard input");
    add("setup-token", po::bool_switch(),
        "make no administrator, but print a token: who first sends it to POST /account/setup becomes one");
    add("key-file", po::value<std::string>(), "where the keys go (default: castellan.key in the folder)");
    add("help", "this text");
    return out;
}

/// The setup token, if one was asked for.
Result<std::optional<Secret>> initialise(const Asked &asked, const StoreKeys &keys, Clock &clock, Random &random)
{
    if (asked.first)
        return castellan::initialise(asked.data, keys, *asked.first, clock, random).map([] {
            return std::optional<Secret>();
        });
    auto token = TRY(castellan::initialiseForSetup(asked.data, keys, clock, random));
    return std::optional(std::move(token));
}

Result<std::optional<Secret>> make(const Asked &asked)
{
    const auto &data = asked.data;
    const auto name = os::utf8FromPath(data);
    const auto keyFile = asked.keyFile.value_or(data / "castellan.key");
    std::error_code ec;
    if (std::filesystem::exists(data / store::Options{}.file, ec))
        return fail(ErrorCode::already_exists,
                    "The folder " + name + " holds a database already; nothing was changed.");
    std::filesystem::create_directories(os::folderOf(data), ec);
    if (ec)
        return fail(ErrorCode::io, "The folder " + name + " can't be made: " + ec.message() + ".");
    const auto fresh = os::createPrivateFolder(data);
    if (!fresh)
        return fail(ErrorCode::io, "The folder " + name + " can't be made: " + fresh.error().message + ".");
    SystemClock clock;
    OpenSslRandom random;
    auto given = keysFromEnvironment();
    if (!given)
        return fail(std::move(given).error());
    auto keys = TRY(*given ? Result<StoreKeys>(std::move(**given)) : makeKeyFile(keyFile, random));
    auto made = initialise(asked, keys, clock, random);
    if (!made) {
        if (!*given)
            std::filesystem::remove(keyFile, ec);
        if (*fresh)
            std::filesystem::remove(data, ec);  // only if it is empty
    }
    return made;
}

/// The first administrator; nothing if a setup token was asked for.
Result<std::optional<FirstUser>> firstOf(const po::variables_map &values)
{
    const bool named = values.count("username") > 0 && values.count("email") > 0;
    if (values["setup-token"].as<bool>()) {
        if (values.count("username") > 0 || values.count("email") > 0 || values["password-stdin"].as<bool>())
            return fail(ErrorCode::usage, "--setup-token lets the token's holder create the administrator; leave "
                                          "--username, --email and --password-stdin out.");
        return std::optional<FirstUser>();
    }
    if (!named)
        return fail(ErrorCode::usage, "the options '--username' and '--email' are required, or '--setup-token'");
    auto password = TRY(passwordFor(values));
    return std::optional(FirstUser{values["username"].as<std::string>(), values["email"].as<std::string>(),
                                   values["name"].as<std::string>(), std::move(password)});
}

}  // namespace

int init(const Arguments &arguments)
{
    const auto known = options();
    Asked asked;
    po::variables_map values;
    try {
        po::store(po::command_line_parser(arguments).options(known).run(), values);
        if (values.count("help") > 0) {
            return help(known);
        }
        po::notify(values);
        asked.data = pathOption(values, "data");
        if (values.count("key-file") > 0)
            asked.keyFile = pathOption(values, "key-file");
    } catch (const std::exception &e) {
        return complain(fail(ErrorCode::usage, e.what()).value());
    }
    auto first = firstOf(values);
    if (!first)
        return complain(first.error());
    asked.first = std::move(*first);
    auto made = make(asked);
    if (!made)
        return complain(made.error());
    if (*made && !os::printSecret(stdout, **made))
        return complain(fail(ErrorCode::internal, "The setup token can't be printed.").value());
    os::printLine(stderr, "castellan-server: made " + os::utf8FromPath(asked.data) +
                              "; its keys are needed to open it, keep a copy elsewhere");
    return 0;
}

}  // namespace castellan::cli
