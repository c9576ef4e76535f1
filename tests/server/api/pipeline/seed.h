// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <random>

namespace castellan::test {

/// The seed of a randomised test: CASTELLAN_SEED, or a new one. A test prints it, so that a failure can be repeated.
inline std::uint32_t seed()
{
    const auto given = qEnvironmentVariableIntValue("CASTELLAN_SEED");
    return given > 0 ? std::uint32_t(given) : std::random_device()() & 0x7fff'ffffU;
}

}  // namespace castellan::test
