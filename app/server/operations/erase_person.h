// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/journal/journal.h"
#include "server/store/store.h"

#include <string_view>

/// Erasing a person from the server's own machine.
namespace castellan::rescue {

struct Erased {
    bool accountDeleted = false;  ///< by this call
    std::int64_t rows = 0;        ///< of the journal, whose personal part is erased
};

/// Deletes the account of a user, with the teams that the user alone owns, and erases the personal part of every
/// journal row about them. `who`: an id, which also names a user who was deleted, a user name or an e-mail address.
/// ErrorCode::not_found, last_admin, last_owner, invalid_request (the local person).
[[nodiscard]] Result<Erased> erasePerson(store::Store &store, journal::Journal &journal, std::string_view who,
                                         std::string_view by);

}  // namespace castellan::rescue
