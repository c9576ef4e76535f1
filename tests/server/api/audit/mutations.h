// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/server/api/audit/mutation_world.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Typed by hand: for every route that changes something, a request that is done and one that is refused by a rule.
namespace castellan::test {

/// A request that succeeds, in a world prepared for it.
struct Trial {
    World::Sent sent;
    /// Texts that the entry must contain: the target, old and new values.
    std::vector<std::string> tells{};
    /// For revocations: a credential that is valid before and invalid afterwards.
    std::string ends{};
};

/// A request that is refused for its target, not for its caller.
struct Refusal {
    World::Sent sent;
    unsigned status = 400;
    const char *event = "act.refused";
    const char *reason = "";  ///< of act.refused and access.refused
    Outcome outcome = Outcome::refused;
};

struct Mutation {
    http::Method method;
    std::string_view path;  ///< as the table has it
    const char *event;
    const char *actor;  ///< empty: anonymous
    Trial (*done)(World &);
    Refusal (*refused)(World &);
    bool takesAway = false;  ///< works at once while nothing can be written
};

[[nodiscard]] std::span<const Mutation> mutations();
// Its parts.
[[nodiscard]] std::vector<Mutation> mutationsOfOneself();
[[nodiscard]] std::vector<Mutation> mutationsOfPeople();
[[nodiscard]] std::vector<Mutation> mutationsOfKeys();
[[nodiscard]] std::vector<Mutation> mutationsOfTeams();

/// An entry of `body.updates`.
[[nodiscard]] std::string change(std::string_view key, const boost::json::value &from, const boost::json::value &to);

}  // namespace castellan::test
