// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

namespace castellan::os {

/// Calls `asked` once, from a thread of its own, when this process is asked to end: SIGTERM, SIGINT, or SIGHUP of a
/// closed terminal. A second request ends the process at once. Programs that this process starts get these signals as
/// usual. One at a time in a process.
class TerminationWatch {
public:
    explicit TerminationWatch(std::function<void()> asked);
    ~TerminationWatch();
    TerminationWatch(const TerminationWatch &) = delete;
    TerminationWatch &operator=(const TerminationWatch &) = delete;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace castellan::os
