// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

/// The commands of castellan-server. Each reads its own arguments and returns the exit code.
namespace castellan::cli {

using Arguments = std::vector<std::string>;

struct Command {
    std::string_view name;
    std::string_view summary;
    int (*run)(const Arguments &arguments);
};

int backup(const Arguments &arguments);
int init(const Arguments &arguments);
int restore(const Arguments &arguments);
int rotateMasterKey(const Arguments &arguments);
int serve(const Arguments &arguments);
int settings(const Arguments &arguments);
int user(const Arguments &arguments);
int verify(const Arguments &arguments);
int openApiDocument(const Arguments &arguments);

/// 0 success · 1 other error · 2 usage · 3 folder busy · 4 key · 5 newer file · 6 address.
[[nodiscard]] int exitCode(ErrorCode code);

/// Reports the error on stderr and returns the exit code.
int complain(const Error &error);

}  // namespace castellan::cli
