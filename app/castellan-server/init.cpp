// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "data_options.h"
#include "find_keys.h"
#include "key_file.h"
#include "server/server.h"
#include "server/store/store.h"
#include "server/system_clock.h"

#include <boost/program_options.hpp>

#include <cstdio>
#include <iostream>

namespace castellan::cli {
namespace {

struct Asked {
    std::string data;
    Server::FirstUser first;
    std::optional<std::filesystem::path> keyFile;
};

po::options_description options()
{
    po::options_description out("castellan-server init: a new data folder with its first administrator");
    auto add = out.add_options();
    add("data", po::value<std::string>()->required(), "the folder to make (or an empty one)");
    add("username", po::value<std::string>()->required(), "the administrator's user name");
    add("email", po::value<std::string>()->required(), "and e-mail address");
    add("name", po::value<std::string>()->default_value(""), "full name");
    add("password-stdin", po::bool_switch(), "read the password from standard input");
    add("key-file", po::value<std::string>(), "where the keys go (default: castellan.key in the folder)");
    add("help", "this text");
    return out;
}

Result<void> make(const Asked &asked)
{
    const std::filesystem::path data(asked.data);
    const auto keyFile = asked.keyFile.value_or(data / "castellan.key");
    std::error_code ec;
    if (std::filesystem::exists(data / store::Options{}.file, ec))
        return fail(ErrorCode::already_exists,
                    "The folder " + asked.data + " holds a database already; nothing was changed.");
    const bool fresh = std::filesystem::create_directories(data, ec);
    if (ec)
        return fail(ErrorCode::io, "The folder " + asked.data + " can't be made: " + ec.message() + ".");
    if (fresh)
        std::filesystem::permissions(data, std::filesystem::perms::owner_all, ec);
    SystemClock clock;
    OpenSslRandom random;
    auto given = keysFromEnvironment();
    if (!given)
        return fail(std::move(given.error()));
    auto keys = *given ? Result<StoreKeys>(std::move(**given)) : makeKeyFile(keyFile, random);
    if (!keys)
        return fail(std::move(keys.error()));
    if (auto made = Server::initialise(data, *keys, asked.first, clock, random); !made) {
        if (!*given)
            std::filesystem::remove(keyFile, ec);
        if (fresh)
            std::filesystem::remove(data, ec);  // only if it is empty
        return made;
    }
    return {};
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
            std::cout << known;
            return 0;
        }
        po::notify(values);
        asked.data = values["data"].as<std::string>();
        asked.first.username = values["username"].as<std::string>();
        asked.first.email = values["email"].as<std::string>();
        asked.first.name = values["name"].as<std::string>();
        if (values.count("key-file") > 0)
            asked.keyFile = values["key-file"].as<std::string>();
    } catch (const std::exception &e) {
        return complain(fail(ErrorCode::usage, e.what()).value());
    }
    auto password = passwordFor(values);
    if (!password)
        return complain(password.error());
    asked.first.password = std::move(*password);
    if (auto made = make(asked); !made)
        return complain(made.error());
    std::fprintf(stderr, "castellan-server: made %s; its keys are needed to open it, keep a copy elsewhere\n",
                 asked.data.c_str());
    return 0;
}

}  // namespace castellan::cli
