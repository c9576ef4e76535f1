// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QString>
#include <QUrl>

namespace castellan::client {

/// Refuses what must never be a server's address: other schemes, user names or passwords, fragments, no host.
[[nodiscard]] Result<void> checkBase(const QUrl &base);
/// 127.0.0.0/8, ::1 and localhost.
[[nodiscard]] bool isLoopback(const QUrl &url);
/// Scheme, host and port, with the scheme's port filled in.
[[nodiscard]] QString originOf(const QUrl &url);
/// Plain HTTP to another machine: every machine on the way can read and change everything.
[[nodiscard]] bool goesInClear(const QUrl &url);
/// Without TLS, on a port of this machine, any other program could stand in for a server that is not running: such a
/// server has to prove its identity.
[[nodiscard]] bool wantsProof(const QUrl &url);

}  // namespace castellan::client
