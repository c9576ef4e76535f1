// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/version.h"
#include "os/print.h"
#include "os/process.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

namespace {

using castellan::cli::Command;
using castellan::os::column;
using castellan::os::printLine;

constexpr auto commands = std::to_array<Command>({
    {"init", "makes a data folder with its first administrator", &castellan::cli::init},
    {"serve", "serves a data folder", &castellan::cli::serve},
    {"verify", "reads a data folder from end to end and names what is wrong", &castellan::cli::verify},
    {"backup", "copies the database, also while it is served", &castellan::cli::backup},
    {"restore", "puts a backup in the database's place", &castellan::cli::restore},
    {"rotate-master-key", "seals every secret anew with a new master key", &castellan::cli::rotateMasterKey},
    {"settings", "list, reset: security settings that lock every user out", &castellan::cli::settings},
    {"user", "list, unlock, reset-password, reset-mfa, erase", &castellan::cli::user},
    {"openapi", "prints the OpenAPI document of the API (--yaml: as YAML)", &castellan::cli::openApiDocument},
});

void printHelp(std::FILE *out)
{
    printLine(out, "castellan-server " + std::string(castellan::version()));
    printLine(out, "");
    for (const auto &command : commands)
        printLine(out, "  castellan-server " + column(command.name, 18) + ' ' + std::string(command.summary));
    printLine(out, "");
    printLine(out, "Each command says more with --help.");
}

}  // namespace

int main(int argc, char **argv)
{
    castellan::os::disableCoreDumps();
    const castellan::cli::Arguments arguments(argv + std::min(argc, 1), argv + argc);
    if (arguments.empty()) {
        printHelp(stderr);
        return 2;
    }
    if (arguments[0] == "--help") {
        printHelp(stdout);
        return 0;
    }
    if (arguments[0] == "--version") {
        printLine(stdout, "castellan-server " + std::string(castellan::version()));
        return 0;
    }
    const auto command = std::ranges::find(commands, arguments[0], &Command::name);
    if (command == commands.end()) {
        printLine(stderr, "castellan-server: there is no command \"" + arguments[0] + '"');
        printLine(stderr, "");
        printHelp(stderr);
        return 2;
    }
    return command->run({arguments.begin() + 1, arguments.end()});
}
