// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "core/wiping.h"

#include <boost/json/memory_resource.hpp>
#include <boost/json/value.hpp>

#include <string_view>

/// Reading and writing JSON that holds a secret (see SecretText).
namespace castellan::json {

/// Memory for parsed JSON: overwritten before it is given back.
class WipingMemory final : public boost::json::memory_resource {
    void *do_allocate(std::size_t size, std::size_t alignment) override;
    void do_deallocate(void *memory, std::size_t size, std::size_t alignment) override;
    [[nodiscard]] bool do_is_equal(const boost::json::memory_resource &other) const noexcept override
    {
        return this == &other;
    }
};

/// As json::parse; the value and all intermediate buffers are in `memory`, which must outlive the value.
[[nodiscard]] Result<boost::json::value> parseIn(WipingMemory &memory, std::string_view text);

/// Appends the text as a JSON string (RFC 8259).
void appendQuoted(WipingString &out, std::string_view text);

}  // namespace castellan::json
