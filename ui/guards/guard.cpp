// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/guard.h"

namespace castellan::ui {

Guard guardOf(client::Tier tier, client::Environment environment)
{
    switch (tier) {
    case client::Tier::reversible:
        return {};
    case client::Tier::disruptive:
        return {.asks = true, .red = true};
    case client::Tier::security:
        return {.asks = true, .ticks = environment == client::Environment::production};
    case client::Tier::irreversible:
        return {.asks = true, .red = true, .typesName = true};
    }
    return {.asks = true};
}

client::Tier tierOf(ConsoleAct act)
{
    switch (act) {
    case ConsoleAct::removeServer:
        return client::Tier::disruptive;
    }
    return client::Tier::irreversible;
}

}  // namespace castellan::ui
