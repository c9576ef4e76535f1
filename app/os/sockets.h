// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstdint>

/// What Asio leaves out about sockets, for its native handles.
namespace castellan::os {

#ifdef _WIN32
using SocketHandle = std::uintptr_t;
#else
using SocketHandle = int;
#endif

/// Child processes don't inherit it.
void keepFromChildren(SocketHandle socket);
/// The same socket under another handle, which child processes don't inherit. ErrorCode::io.
[[nodiscard]] Result<SocketHandle> duplicate(SocketHandle socket);
/// Before bind(): the port of a server that just ended can be taken again, one that another program listens on can't.
/// ErrorCode::io.
[[nodiscard]] Result<void> listenExclusively(SocketHandle socket);
/// Whether there are bytes that the other side hasn't acknowledged. False where the system doesn't tell.
[[nodiscard]] bool hasUnsent(SocketHandle socket);

}  // namespace castellan::os
