// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <span>
#include <string_view>

namespace castellan::client {

/// How one event is told. Places to fill in: {actor}, {target}, {team}, {changes}. A sentence whose places stay empty
/// is not used; `plain` needs none but the actor.
struct EntryWords {
    std::string_view event;
    const char *sentence;
    const char *plain;
};

/// Every event of the catalogue, and the words of FlowFuse that people meet.
[[nodiscard]] std::span<const EntryWords> entryWords();
[[nodiscard]] const EntryWords *wordsFor(std::string_view event);

}  // namespace castellan::client
