// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/version.h"
#include "os/process.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

namespace {

using castellan::cli::Command;

constexpr auto commands = std::to_array<Command>({
    {"init", "makes a data folder with its first administrator", &castellan::cli::init},
    {"serve", "serves a data folder", &castellan::cli::serve},
    {"verify", "reads a data folder from end to end and names what is wrong", &castellan::cli::verify},
    {"backup", "copies the database, also while it is served", &castellan::cli::backup},
    {"restore", "puts a backup in the database's place", &castellan::cli::restore},
    {"rotate-master-key", "seals every secret anew with a new master key", &castellan::cli::rotateMasterKey},
    {"settings", "list, reset: security settings that lock every user out", &castellan::cli::settings},
    {"user", "list, unlock, reset-password, reset-mfa", &castellan::cli::user},
    {"openapi", "prints the OpenAPI document of the API (--yaml: as YAML)", &castellan::cli::openApiDocument},
});

void printHelp(std::FILE *out)
{
    std::fprintf(out, "castellan-server %s\n\n", std::string(castellan::version()).c_str());
    for (const auto &command : commands)
        std::fprintf(out, "  castellan-server %-18s %s\n", std::string(command.name).c_str(),
                     std::string(command.summary).c_str());
    std::fprintf(out, "\nEach command says more with --help.\n");
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
        std::printf("castellan-server %s\n", std::string(castellan::version()).c_str());
        return 0;
    }
    const auto command = std::ranges::find(commands, arguments[0], &Command::name);
    if (command == commands.end()) {
        std::fprintf(stderr, "castellan-server: there is no command \"%s\"\n\n", arguments[0].c_str());
        printHelp(stderr);
        return 2;
    }
    return command->run({arguments.begin() + 1, arguments.end()});
}
