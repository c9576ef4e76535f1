// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/termination.h"

#include "os/posix/descriptor.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace castellan::os {
namespace {

constexpr std::array signals{SIGTERM, SIGINT, SIGHUP};
constexpr char asked = 'a';
constexpr char over = 'o';

/// Of the pipe's end that the handler writes to; -1 without a watch.
volatile std::sig_atomic_t writeEnd = -1;

void handle(int)
{
    const int before = errno;
    for (const int signal : signals)
        (void)std::signal(signal, SIG_DFL);  // the next one is not waited for
    if (const int fd = writeEnd; fd >= 0)
        (void)!::write(fd, &asked, 1);
    errno = before;
}

}  // namespace

struct TerminationWatch::Impl {
    Impl(int read, int write) : readSide(read), writeSide(write) {}

    posix::Descriptor readSide;
    posix::Descriptor writeSide;
    std::array<struct sigaction, signals.size()> before{};
    std::thread thread;

    void restore()
    {
        for (std::size_t i = 0; i < signals.size(); ++i)
            ::sigaction(signals[i], &before[i], nullptr);
    }
};

TerminationWatch::TerminationWatch(std::function<void()> call)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        return;  // without descriptors left, a signal ends the process as it does by default
    for (const int end : ends)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    m_impl = std::make_unique<Impl>(ends[0], ends[1]);
    writeEnd = ends[1];
    struct sigaction action{};
    action.sa_handler = &handle;
    action.sa_flags = SA_RESTART;
    for (std::size_t i = 0; i < signals.size(); ++i)
        ::sigaction(signals[i], &action, &m_impl->before[i]);
    m_impl->thread = std::thread([this, call = std::move(call)] {
        char word = over;
        ssize_t got = 0;
        do
            got = ::read(m_impl->readSide.get(), &word, 1);
        while (got < 0 && errno == EINTR);
        if (got == 1 && word == asked)
            call();
    });
}

TerminationWatch::~TerminationWatch()
{
    if (!m_impl)
        return;
    m_impl->restore();
    (void)!::write(m_impl->writeSide.get(), &over, 1);
    m_impl->thread.join();
    writeEnd = -1;
}

}  // namespace castellan::os
