// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/process.h"

#include <fcntl.h>
#include <pwd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/resource.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace castellan::os {

std::int64_t processId()
{
    return ::getpid();
}

std::string accountName()
{
    const auto *entry = ::getpwuid(::getuid());
    return entry != nullptr ? std::string(entry->pw_name) : "uid " + std::to_string(::getuid());
}

void lowerThreadPriority()
{
#ifdef __linux__
    // POSIX means the process; on Linux it is the thread with this number.
    constexpr int behindOthers = 10;
    (void)::setpriority(PRIO_PROCESS, id_t(::gettid()), behindOthers);
#endif
}

void disableCoreDumps()
{
    rlimit size{};
    if (::getrlimit(RLIMIT_CORE, &size) != 0)
        return;
    size.rlim_cur = 0;
    size.rlim_max = 0;
    (void)::setrlimit(RLIMIT_CORE, &size);
#ifdef __linux__
    // The limit does not hold where core_pattern is a program (systemd-coredump, apport): see core(5).
    (void)::prctl(PR_SET_DUMPABLE, 0);
#endif
}

void allowDescriptors(std::size_t count)
{
    const rlim_t wanted = count;
    rlimit allowed{};
    if (::getrlimit(RLIMIT_NOFILE, &allowed) == 0 && allowed.rlim_cur < wanted) {
        allowed.rlim_cur = std::min(wanted, allowed.rlim_max);
        ::setrlimit(RLIMIT_NOFILE, &allowed);
    }
    const int highest = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, int(std::min(wanted, allowed.rlim_cur)) - 1);
    if (highest >= 0)
        ::close(highest);
}

void returnFreedMemory()
{
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

std::optional<std::string> variable(const std::string &name)
{
    const char *value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::optional<Secret> takeVariable(const std::string &name)
{
    char *value = std::getenv(name.c_str());
    if (value == nullptr)
        return std::nullopt;
    Secret out{std::string_view(value)};
    std::memset(value, 0, std::strlen(value));
    ::unsetenv(name.c_str());
    return out;
}

}  // namespace castellan::os
