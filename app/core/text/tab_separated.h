// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace castellan {

/// Rows of cells as tab-separated values for the clipboard, a line each; cells are valid UTF-8. Spreadsheets take cells
/// for more than text, and strangers wrote some of them: a cell that begins a formula gets an apostrophe before it
/// (OWASP, CSV Injection), one that begins with a quotation mark is quoted (RFC 4180, 2.7), because it would swallow
/// the cells after it. Tabs, line breaks and controls become spaces.
[[nodiscard]] std::string tabSeparated(const std::vector<std::vector<std::string>> &rows);

}  // namespace castellan
