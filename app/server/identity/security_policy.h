// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/mutex.h"
#include "core/security_settings.h"
#include "server/store/store.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace castellan::identity {

/// A retention that was shortened and stays in force for a while: time to notice that evidence is about to go.
struct RetentionHold {
    RetentionSetting setting;
    std::chrono::days days{0};  ///< 0: for ever
    Instant until{};
};

/// The time between the shortening of a retention and its effect.
inline constexpr std::chrono::days retentionNotice{7};

enum class Shortening : std::uint8_t {
    announced,  ///< takes effect after `retentionNotice`
    atOnce,     ///< by the host, who could delete the files as well
};

/// The security policies in force. Code reads them at each use, so that a change takes effect at once.
class SecurityPolicy {
public:
    /// The defaults, until `load`.
    SecurityPolicy();

    /// The settings in force: a constant, valid as long as this object. Takes no lock and counts no references; any
    /// thread.
    [[nodiscard]] std::shared_ptr<const SecuritySettings> current() const;

    /// The settings as stored.
    struct Stored {
        std::int64_t revision = 0;  ///< 0: never changed
        SecuritySettings settings;
        std::vector<RetentionHold> holds;  ///< also expired ones
    };
    /// ErrorCode::corrupt if the stored settings can't be used.
    [[nodiscard]] static Result<Stored> read(store::Reader &reader);

    /// At start.
    [[nodiscard]] Result<void> load(store::Reader &reader);
    /// Stores them under the next revision; they are in force once the transaction is committed.
    [[nodiscard]] Result<Stored> set(store::Writer &writer, const SecuritySettings &settings,
                                     Shortening shortening = Shortening::announced);

    /// The retention in force, which is that of the settings except where a shortening is announced.
    [[nodiscard]] AuditPolicy retention(Instant now) const;

    /// `observer` is called now and after each change, on the thread that made it; it must return quickly. For code
    /// that can't ask. Before the first request.
    void observe(std::function<void(const SecuritySettings &)> observer);

private:
    struct InForce {
        SecuritySettings settings;
        std::vector<RetentionHold> holds;
    };
    void replace(InForce fresh);

    // Readers may still use old settings, so all are kept: each change is also an entry of the journal, which takes
    // more space on disk than this does in memory.
    Mutex m_mutex;
    std::vector<std::unique_ptr<const InForce>> m_all GUARDED_BY(m_mutex);
    std::vector<std::function<void(const SecuritySettings &)>> m_observers GUARDED_BY(m_mutex);
    std::atomic<const InForce *> m_current{nullptr};
};

}  // namespace castellan::identity
