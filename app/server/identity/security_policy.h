// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/security_settings.h"
#include "server/store/store.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace castellan::identity {

/// The security policies in force. Whoever follows one asks for it when it is needed, so that a change counts at once.
class SecurityPolicy {
public:
    /// The defaults, until `load`.
    SecurityPolicy();

    /// What is in force now: a constant, valid as long as this object. Takes no lock and counts nothing; any thread.
    [[nodiscard]] std::shared_ptr<const SecuritySettings> current() const;

    /// As the store has it.
    struct Stored {
        std::int64_t revision = 0;  ///< 0: never changed
        SecuritySettings settings;
    };
    /// ErrorCode::corrupt if what is stored can't be used.
    [[nodiscard]] static Result<Stored> read(store::Reader &reader);

    /// At start.
    [[nodiscard]] Result<void> load(store::Reader &reader);
    /// Stores them under the next revision; they are in force once the transaction is committed.
    [[nodiscard]] Result<std::int64_t> set(store::Writer &writer, const SecuritySettings &settings);

    /// Called after each change, on the thread that made it, and once at once; must return quickly. For those who can't
    /// ask. Before the first request.
    void observe(std::function<void(const SecuritySettings &)> observer);

private:
    void replace(SecuritySettings settings);

    // Whoever holds an old one may go on reading it. All are kept: each change is an entry of the journal on disk, and
    // weighs less here than there.
    std::mutex m_mutex;
    std::vector<std::unique_ptr<const SecuritySettings>> m_all;
    std::vector<std::function<void(const SecuritySettings &)>> m_observers;
    std::atomic<const SecuritySettings *> m_current{nullptr};
};

}  // namespace castellan::identity
