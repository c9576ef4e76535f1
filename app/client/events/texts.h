// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <span>
#include <string_view>

namespace castellan::client {

/// The texts of one event; list, inspector, filter and copy take them from here. They are translated in
/// context "EventText".
struct EventText {
    enum Trait {
        none,
        tellsOutcome,  ///< the sentence says itself that it was refused or failed
        changesRole,   ///< a single change is the role's, so that its key goes without saying
        severe,        ///< shown with weight; of the catalogue's events, the catalogue says it
    };
    std::string_view event;
    const char *title;     ///< "role changed"
    const char *sentence;  ///< with places: {actor}, {target}, {team}, {changes}
    const char *plain;     ///< instead of a sentence whose places stay empty; needs none but the actor. May be null
    Trait trait = none;
    const char *withoutTeam = nullptr;  ///< the sentence of an entry that names no team
};

/// One row per event of core's catalogue.
[[nodiscard]] std::span<const EventText> eventTexts();
/// The further events of FlowFuse.
[[nodiscard]] std::span<const EventText> flowFuseTexts();
/// The levels of an entry's logs, translated: "Platform, Team".
[[nodiscard]] QString levelText(const QString &scopes);
/// Null for an event of neither.
[[nodiscard]] const EventText *textOf(std::string_view event);
/// The translated title; unknown events keep their word.
[[nodiscard]] QString eventTitle(const QString &event);

}  // namespace castellan::client
