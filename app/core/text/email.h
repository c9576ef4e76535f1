// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace castellan {

/// An e-mail address as it is stored and as it is compared.
struct EmailAddress {
    /// In normalisation form C. The local part keeps its case, which its host may distinguish (RFC 5321, 2.4); the
    /// domain is in lower case, with U-labels.
    std::string address;
    /// The same for all spellings of an address: the local part case-folded, the domain as A-labels.
    std::string key;
};

/// An address of RFC 5321 as RFC 6531 extends it: atoms, an `@` and a domain of labels, within their lengths. The
/// domain is mapped by UTS 46 (non-transitional) and valid by IDNA2008. Nothing for anything else; neither quoted local
/// parts nor address literals are taken, nor what is invisible.
[[nodiscard]] std::optional<EmailAddress> emailAddressFrom(std::string_view text);

/// The key of an address, or the case-folded text of what is none.
[[nodiscard]] std::string emailKey(std::string_view text);

/// The address as it is stored, or the text as it is of what is none.
[[nodiscard]] std::string storedEmail(std::string text);

}  // namespace castellan
