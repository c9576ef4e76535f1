// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/when_done.h"
#include "core/secret.h"

#include <QUrl>

#include <functional>

namespace castellan::client {

/// Address and credentials of the server that this process hosts; new at every start of it.
struct EmbeddedAccess {
    QUrl url;
    Secret launchKey;  ///< tells the server that the request comes from this process
    Secret session;    ///< the local person's session, a bearer token
    /// Asks the host for another session when this one ended.
    std::function<Result<Secret>()> renew;
};

}  // namespace castellan::client
