// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/http_server.h"

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <memory_resource>
#include <optional>

namespace castellan::http {

/// The unit by which addresses are counted: all of IPv4, the first 64 bits of IPv6 (a single host owns the rest).
struct AddressKey {
    std::uint64_t prefix = 0;
    bool v6 = false;
    [[nodiscard]] static AddressKey ofV4(std::uint32_t address) { return {address, false}; }
    [[nodiscard]] static AddressKey ofV6(const std::array<unsigned char, 16> &address);
    auto operator<=>(const AddressKey &) const = default;
};

/// Counts connections against the limits, in all and per address; authenticated ones apart, so that anonymous ones
/// can't use up their room. I/O thread only.
class Admission {
public:
    explicit Admission(const Limits &limits) : m_limits(limits) {}

    enum class Full { total, address };
    /// A trusted proxy brings many clients from one address: only the limits in all count for it.
    enum class From : std::uint8_t { client, proxy };

    /// One connection's place; released by its destructor.
    class Ticket {
    public:
        Ticket(Ticket &&other) noexcept;
        Ticket &operator=(Ticket &&) = delete;
        ~Ticket();

        /// Counts it among the authenticated ones if there is room; it stays an anonymous one otherwise.
        void authenticate();
        [[nodiscard]] bool authenticated() const { return m_authenticated; }
        /// Counts it as a WebSocket as well; false if its address has enough anonymous ones.
        [[nodiscard]] bool becomeWebSocket();

    private:
        friend class Admission;
        Ticket(Admission &admission, AddressKey key, From from) : m_admission(&admission), m_key(key), m_from(from) {}

        Admission *m_admission;
        AddressKey m_key;
        From m_from;
        bool m_authenticated = false;
        bool m_anonymousSocket = false;
    };

    [[nodiscard]] std::optional<Full> full(AddressKey key, From from = From::client) const;
    /// Only if not full().
    [[nodiscard]] Ticket admit(AddressKey key, From from = From::client);

private:
    struct Counts {
        std::size_t anonymous = 0;
        std::size_t authenticated = 0;
        std::size_t anonymousSockets = 0;
    };

    const Limits &m_limits;
    Counts m_total;
    std::pmr::unsynchronized_pool_resource m_pool;
    std::pmr::map<AddressKey, Counts> m_addresses{&m_pool};
};

}  // namespace castellan::http
