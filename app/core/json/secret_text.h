// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"

#include <cstddef>
#include <string_view>
#include <utility>

namespace castellan::json {

/// The longest string that a record accepts unless its member has its own bound: enough for names and user names.
inline constexpr std::size_t defaultStringLimit = 254;

/// A member of a record that holds a secret: a password, a code, a token. Bounded in bytes of UTF-8, wiped when it goes
/// away, printed nowhere. A record that has one, at any depth, is read and written in memory that wipes itself.
template <std::size_t N = defaultStringLimit> class SecretText {
public:
    static constexpr std::size_t limit = N;

    SecretText() = default;
    // cppcheck-suppress passedByValue // it is moved from, so that no copy stays behind
    SecretText(Secret secret) noexcept : m_secret(std::move(secret)) {}
    explicit SecretText(std::string_view text) : m_secret(text) {}
    SecretText(const SecretText &other) : m_secret(other.m_secret.clone()) {}
    SecretText(SecretText &&) noexcept = default;
    SecretText &operator=(const SecretText &other)
    {
        m_secret = other.m_secret.clone();
        return *this;
    }
    SecretText &operator=(SecretText &&) noexcept = default;
    ~SecretText() = default;

    [[nodiscard]] const Secret &secret() const { return m_secret; }
    [[nodiscard]] std::string_view view() const { return m_secret.view(); }
    [[nodiscard]] bool empty() const { return m_secret.empty(); }
    /// In constant time for equal lengths.
    [[nodiscard]] bool operator==(const SecretText &other) const { return m_secret == other.m_secret; }

private:
    Secret m_secret;
};

}  // namespace castellan::json
