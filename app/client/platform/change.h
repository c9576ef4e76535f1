// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/when_done.h"

#include <QString>

#include <functional>

namespace castellan::client {

/// How much an act can harm; guardOf (ui/guards/guard.h) says what is asked before each.
enum class Tier {
    reversible,    ///< 0: done at once, with undo
    disruptive,    ///< 1: button with the verb and a one-line consequence
    security,      ///< 2: draft, review of the difference, apply
    irreversible,  ///< 3: type the name
};

class Server;

/// An operation that changes something. It does nothing until a Server applies it, and a read-only server refuses:
/// there is no other way to run it.
template <class T> class Change {
public:
    Change(Tier tier, std::function<Future<T>()> run) : m_tier(tier), m_run(std::move(run)) {}
    [[nodiscard]] Tier tier() const { return m_tier; }

private:
    friend class Server;
    Tier m_tier;
    std::function<Future<T>()> m_run;
};

}  // namespace castellan::client
