// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/sockets.h"

#include "os/posix/reason.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>

namespace castellan::os {

void keepFromChildren(SocketHandle socket)
{
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
}

Result<SocketHandle> duplicate(SocketHandle socket)
{
    const int out = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
    if (out < 0)
        return posix::failWithErrno(errno);
    return out;
}

Result<void> listenExclusively(SocketHandle socket)
{
    // Here it only skips the wait for connections that linger in TIME_WAIT; on Windows it would share the port.
    const int yes = 1;
    if (::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0)
        return posix::failWithErrno(errno);
    return {};
}

bool hasUnsent(SocketHandle socket)
{
    int bytes = 0;
    return ::ioctl(socket, TIOCOUTQ, &bytes) == 0 && bytes > 0;
}

}  // namespace castellan::os
