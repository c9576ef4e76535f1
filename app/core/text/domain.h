// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace castellan {

/// A domain name in A-labels and lower case (RFC 5890), mapped by UTS 46 (non-transitional). Beyond ASCII it must be
/// valid by IDNA2008, or it is nothing; ASCII is taken as it is.
[[nodiscard]] std::optional<std::string> asciiDomain(std::string_view domain);

/// In U-labels and normalisation form C, of a domain in A-labels.
[[nodiscard]] std::string unicodeDomain(const std::string &ascii);

}  // namespace castellan
