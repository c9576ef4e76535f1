// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace castellan {

/// Source of unpredictable bytes; injected, so that tests can repeat a run.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> out) = 0;

    /// `length` characters of [0-9A-Za-z], evenly distributed.
    [[nodiscard]] std::string word(std::size_t length);
};

/// OpenSSL's CSPRNG (RAND_bytes). A failing generator ends the process: nothing sensible can follow.
class OpenSslRandom final : public Random {
public:
    void fill(std::span<std::byte> out) override;
};

}  // namespace castellan
