// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/mutex.h"
#include "server/identity/principal.h"
#include "server/store/tables/api_keys.h"
#include "server/store/tables/sessions.h"

#include <chrono>
#include <optional>
#include <unordered_map>
#include <vector>

namespace castellan::identity {

/// The last uses of sessions and keys that are not stored yet. Thread-safe.
class LastUses {
public:
    void keep(const Principal &principal);

    [[nodiscard]] std::optional<Instant> of(SessionId session) const;
    [[nodiscard]] std::optional<Instant> of(KeyId key) const;

    /// Uses that are not stored yet.
    struct Unwritten {
        std::vector<store::sessions::Use> sessions;
        std::vector<store::api_keys::Use> keys;
        [[nodiscard]] bool empty() const { return sessions.empty() && keys.empty(); }
    };
    /// Removes and returns them. `idle`: the time without use after which a session ends.
    [[nodiscard]] Unwritten take(std::chrono::seconds idle);

    /// Moves the last uses of sessions back by `by`.
    void setBack(std::chrono::microseconds by);

private:
    mutable Mutex m_mutex;
    std::unordered_map<SessionId, Instant> m_sessions GUARDED_BY(m_mutex);
    std::unordered_map<KeyId, Instant> m_keys GUARDED_BY(m_mutex);
    // As last written, so that what hasn't been used since isn't written again.
    std::unordered_map<SessionId, Instant> m_writtenSessions GUARDED_BY(m_mutex);
    std::unordered_map<KeyId, Instant> m_writtenKeys GUARDED_BY(m_mutex);
};

}  // namespace castellan::identity
