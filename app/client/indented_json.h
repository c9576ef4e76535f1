// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"

#include <QString>

namespace castellan::client {

/// Indented JSON that parses to the same object. Characters that break a line, reorder text or cannot be seen are
/// escaped (RFC 8259, 7).
[[nodiscard]] QString indentedJson(const json::object &object);

}  // namespace castellan::client
