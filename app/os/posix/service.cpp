// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/service.h"

#include "os/posix/descriptor.h"
#include "os/process.h"

#include <csignal>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>
#include <string_view>

namespace castellan::os {
namespace {

sigset_t watched()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&signals, signal);
    return signals;
}

}  // namespace

StopRequest::StopRequest()
{
    const auto signals = watched();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

void StopRequest::wait()
{
    const auto signals = watched();
    int got = 0;
    do
        sigwait(&signals, &got);
    while (got == SIGHUP);
}

void notifyServiceManager(ServiceState state)
{
    const auto name = variable("NOTIFY_SOCKET");
    sockaddr_un address{};
    if (!name || name->empty() || name->size() >= sizeof(address.sun_path) ||
        (name->front() != '/' && name->front() != '@'))
        return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name->data(), name->size());
    if (name->front() == '@')  // an abstract socket
        address.sun_path[0] = '\0';
    const posix::Descriptor fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (fd.get() < 0)
        return;
    const std::string_view text = state == ServiceState::ready ? "READY=1" : "STOPPING=1";
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + name->size());
    // A service manager that doesn't listen can't be told.
    (void)::sendto(fd.get(), text.data(), text.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&address),
                   length);
}

}  // namespace castellan::os
