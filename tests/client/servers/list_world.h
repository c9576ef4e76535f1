// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/connect_flow.h"
#include "client/servers/server_list.h"
#include "tests/client/await.h"
#include "tests/client/secrets/fake_secret_store.h"
#include "tests/client/servers/sign_in_steps.h"
#include "tests/client/servers/system_world.h"

#include <QTemporaryDir>

namespace castellan::client {

/// A list of servers with a folder and a secret store of its own.
struct ListWorld {
    SystemClock clock;
    OpenSslRandom random;
    FakeSecretStore store;
    QTemporaryDir folder;
    Surroundings surroundings{clock, random, {store, store, store}, folder.path(), QStringLiteral("test"), {}};
    ServerList list{surroundings};

    /// Adds the server at that address, signed in as alice; null if a step failed.
    Server *connectTo(const QUrl &url, const QString &name = QStringLiteral("Factory"))
    {
        auto flow = list.connectNew();
        if (!await(flow->probe(url.toString())) ||
            !await(
                signInTo(flow->signIn(), PasswordAnswer{QStringLiteral("alice"), Secret(std::string_view("right"))})))
            return nullptr;
        flow->profile().name = name;
        const auto saved = await(flow->save());
        return saved ? *saved : nullptr;
    }
};

}  // namespace castellan::client
