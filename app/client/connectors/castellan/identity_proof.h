// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/transport/endpoint.h"
#include "client/when_done.h"
#include "core/random.h"

#include <QObject>

namespace castellan::client::own {

/// Asks the server at an address for its identity. The request carries no cookie, no token and no launch key.
/// The Ed25519 key (hex) that it proved to have. ErrorCode::pin_mismatch if it can't prove any, offline, timed_out,
/// too_many_requests.
[[nodiscard]] Future<QString> askIdentity(QObject *context, const Endpoint &endpoint, Random &random);

}  // namespace castellan::client::own
