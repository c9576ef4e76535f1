// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/when_done.h"
#include "core/random.h"

#include <QByteArray>

#include <functional>

namespace castellan::client {

struct Endpoint;

/// What a platform calls the parts of HTTP that the transport fills in by itself. An empty name: not sent.
struct Dialect {
    QByteArray csrfCookie;  ///< its value goes into csrfHeader of every write
    QByteArray csrfHeader;
    QByteArray idempotencyHeader;  ///< of every write, another value for each
    QByteArray launchHeader;       ///< carries Endpoint::launchKey
    /// Asks which server answers at an endpoint; the question holds nothing of ours. The Ed25519 key (hex) that the
    /// server proved to have.
    std::function<Future<QString>(QObject *context, const Endpoint &endpoint, Random &random)> whoAnswers;
};

}  // namespace castellan::client
