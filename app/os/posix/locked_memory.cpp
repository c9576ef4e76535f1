// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/locked_memory.h"

#include "os/posix/reason.h"

#include <sys/mman.h>

#include <cerrno>

namespace castellan::os {

Result<void> lockInMemory(std::span<const std::byte> bytes)
{
    if (!bytes.empty() && ::mlock(bytes.data(), bytes.size()) != 0)
        return posix::failWithErrno(errno);
    return {};
}

}  // namespace castellan::os
