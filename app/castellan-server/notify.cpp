// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "notify.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace castellan::cli {

void notifyServiceManager(std::string_view state)
{
    const char *path = std::getenv("NOTIFY_SOCKET");
    if (path == nullptr)
        return;
    const std::string_view name(path);
    sockaddr_un address{};
    if (name.empty() || name.size() >= sizeof(address.sun_path) || (name[0] != '/' && name[0] != '@'))
        return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.data(), name.size());
    if (name[0] == '@')  // an abstract socket
        address.sun_path[0] = '\0';
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + name.size());
    // Nobody to tell if it fails.
    (void)::sendto(fd, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&address), length);
    ::close(fd);
}

}  // namespace castellan::cli
