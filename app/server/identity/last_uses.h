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

/// When sessions and keys were last used, as far as that isn't written yet. Thread-safe.
class LastUses {
public:
    void keep(const Principal &principal);

    [[nodiscard]] std::optional<Instant> of(SessionId session) const;
    [[nodiscard]] std::optional<Instant> of(KeyId key) const;

    /// Uses that storage doesn't have.
    struct Unwritten {
        std::vector<store::sessions::Use> sessions;
        std::vector<store::api_keys::Use> keys;
        [[nodiscard]] bool empty() const { return sessions.empty() && keys.empty(); }
    };
    /// Takes them out. `idle`: after what time without a use sessions end.
    [[nodiscard]] Unwritten take(std::chrono::seconds idle);

    /// Uses of sessions go back `by`.
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
