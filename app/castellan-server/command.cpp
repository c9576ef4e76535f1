// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "os/print.h"

namespace castellan::cli {

int exitCode(ErrorCode code)
{
    if (code == ErrorCode::folder_busy)
        return 3;
    if (code == ErrorCode::key_missing || code == ErrorCode::key_wrong)
        return 4;
    if (code == ErrorCode::newer_file)
        return 5;
    if (code == ErrorCode::address_unavailable)
        return 6;
    // Errors that the API answers with 4xx are usage errors here.
    const auto status = httpStatus(code);
    if (code == ErrorCode::usage || (status >= 400 && status < 500 && code != ErrorCode::not_found))
        return 2;
    return 1;
}

int complain(const Error &error)
{
    os::printLine(stderr, "castellan-server: " + error.message);
    if (!error.detail.empty())
        os::printLine(stderr, "  " + error.detail);
    return exitCode(error.code);
}

}  // namespace castellan::cli
