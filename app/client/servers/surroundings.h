// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/secrets/secret_places.h"
#include "core/clock.h"
#include "core/random.h"

#include <QString>

#include <functional>
#include <memory>

namespace castellan::client {

class Feed;
class Server;

/// The services that every connection uses; built once where the program is composed, handed down by reference.
struct Surroundings {
    Clock &clock;
    Random &random;
    SecretPlaces secrets;
    QString configFolder;  ///< servers.json lies here
    QString version;       ///< of this program, for the User-Agent
    /// Makes the feed of a server whose platform is known; empty: no feeds.
    std::function<std::unique_ptr<Feed>(Server &)> makeFeed;
};

}  // namespace castellan::client
