// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event.h"

#include <algorithm>
#include <array>

namespace castellan {
namespace {

constexpr auto catalogue = std::to_array<EventKind>({
#define X(name, word, scope, recording, severe, category)                                                              \
    {Event::name, word, EventScope::scope, EventRecording::recording, severe, EventCategory::category},
    CASTELLAN_EVENTS(X)
#undef X
});

}  // namespace

std::span<const EventKind> eventCatalogue()
{
    return catalogue;
}

const EventKind &kindOf(Event event)
{
    return catalogue[std::size_t(event)];
}

std::optional<Event> eventFromWord(std::string_view word)
{
    const auto it = std::ranges::find(catalogue, word, &EventKind::word);
    return it == catalogue.end() ? std::nullopt : std::optional(it->event);
}

std::string_view outcomeWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::done:
        return "success";
    case Outcome::refused:
        return "refused";
    case Outcome::failed:
        return "failed";
    }
    return "failed";
}

std::string_view scopeWord(EventScope scope)
{
    switch (scope) {
    case EventScope::platform:
        return "platform";
    case EventScope::user:
        return "user";
    case EventScope::team:
        return "team";
    }
    return "platform";
}

std::string_view categoryWord(EventCategory category)
{
    switch (category) {
    case EventCategory::signIn:
        return "signIn";
    case EventCategory::people:
        return "people";
    case EventCategory::keys:
        return "keys";
    case EventCategory::teams:
        return "teams";
    case EventCategory::platform:
        return "platform";
    case EventCategory::refusals:
        return "refusals";
    }
    return "platform";
}

}  // namespace castellan
