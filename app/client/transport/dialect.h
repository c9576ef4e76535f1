// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/when_done.h"
#include "core/random.h"

#include <QByteArray>

#include <functional>

namespace castellan::client {

struct Endpoint;

/// A platform's names for the headers and cookies that the transport fills in. An empty name: not sent.
struct Dialect {
    QByteArray csrfCookie;  ///< its value goes into csrfHeader of every write
    QByteArray csrfHeader;
    QByteArray idempotencyHeader;  ///< of every write, another value for each
    QByteArray launchHeader;       ///< carries Endpoint::launchKey
    /// Asks for the identity of the server at an endpoint, without sending credentials. Answers the Ed25519 key (hex)
    /// that the server has proven to own.
    std::function<Future<QString>(QObject *context, const Endpoint &endpoint, Random &random)> whoAnswers;
};

}  // namespace castellan::client
