// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

/// This process and its surroundings, as far as operating systems differ.
namespace castellan::os {

[[nodiscard]] std::int64_t processId();
/// Name of the account that runs this process; `uid 1000` if it has none.
[[nodiscard]] std::string accountName();

/// The calling thread gives way to the others of the machine. Where the system refuses, everything works as before.
void lowerThreadPriority();
/// A crash leaves no file with the memory of this process, neither here nor with a collector of crashes, and other
/// programs of the account cannot read or trace it (Linux: PR_SET_DUMPABLE).
void disableCoreDumps();
/// Lets this process have so many open files and connections, or as many as the system allows, and prepares the
/// system's table of them: later, each time it grows makes all threads wait. Call it while there is one thread.
void allowDescriptors(std::size_t count);
/// Gives the system back what the allocator keeps of freed memory.
void returnFreedMemory();

/// An environment variable, in UTF-8. Nothing if it isn't set.
[[nodiscard]] std::optional<std::string> variable(const std::string &name);
/// The same, taken out of the environment: overwritten where the system shows it to others (/proc), and unset.
[[nodiscard]] std::optional<Secret> takeVariable(const std::string &name);

}  // namespace castellan::os
