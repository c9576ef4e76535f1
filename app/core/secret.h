// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// Bytes that are overwritten when they are destroyed. Movable; copied only by clone(); never printed.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::size_t size) : m_bytes(size) {}
    explicit Secret(std::span<const std::byte> bytes) : m_bytes(bytes.begin(), bytes.end()) {}
    explicit Secret(std::string_view text);
    Secret(Secret &&other) noexcept : m_bytes(std::move(other.m_bytes)) { other.m_bytes.clear(); }
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret() { wipe(); }

    /// A copy, which has to be asked for by name.
    [[nodiscard]] Secret clone() const { return Secret(bytes()); }
    /// Takes the text's bytes and wipes the text.
    [[nodiscard]] static Secret take(std::string &text);

    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    [[nodiscard]] std::span<std::byte> writable() { return m_bytes; }
    [[nodiscard]] std::string_view view() const
    {
        return {reinterpret_cast<const char *>(m_bytes.data()), m_bytes.size()};
    }
    [[nodiscard]] const unsigned char *data() const { return reinterpret_cast<const unsigned char *>(m_bytes.data()); }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] bool empty() const { return m_bytes.empty(); }
    void wipe() noexcept;

    /// In constant time for equal lengths.
    [[nodiscard]] bool operator==(const Secret &other) const;

private:
    std::vector<std::byte> m_bytes;
};

/// Overwrites memory; no compiler leaves it out.
void wipe(void *memory, std::size_t size) noexcept;

/// What was written to this memory stays written, though it is never read again. Costs nothing, unlike a call for each
/// short string.
inline void keepWrites(const void *memory) noexcept
{
    asm volatile("" : : "r"(memory) : "memory");
}

/// Overwrites and empties a string that held a secret.
void wipe(std::string &text) noexcept;

}  // namespace castellan
