// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

struct sqlite3;

/// Unicode for SQL, of which SQLite itself knows ASCII only. Statements of this program use them, the schema doesn't,
/// so that other tools can open a database that was decrypted.
namespace castellan::store {

/// `folded(text)`, `email_key(text)`: see core/text. `holds(text, folded)`: text that holds another in any case.
/// `values_hold(json, folded)`: JSON that has such a value; names and punctuation don't count.
/// An SQLite result code.
[[nodiscard]] int addTextFunctions(sqlite3 *database);

/// Whether a string, a number, true or false in this JSON holds the text of which `folded` is the case-folded form.
[[nodiscard]] bool valuesHold(std::string_view json, std::string_view folded);

}  // namespace castellan::store
