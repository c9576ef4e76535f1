// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/secrets/session_store.h"
#include "client/servers/connect_flow.h"
#include "client/servers/server_list.h"
#include "tests/client/servers/system_world.h"

#include <QTemporaryDir>

namespace castellan::client {

/// The parts of a console below its windows.
struct Console {
    explicit Console(SecretStore *kept = nullptr, const QString &folder = {})
        : surroundings{clock,
                       random,
                       {kept ? *kept : session, session, session},
                       folder.isEmpty() ? own.path() : folder,
                       QStringLiteral("test"),
                       {}},
          list(surroundings)
    {
    }

    SystemClock clock;
    OpenSslRandom random;
    SessionStore session;
    QTemporaryDir own;
    Surroundings surroundings;
    ServerList list;
};

}  // namespace castellan::client
