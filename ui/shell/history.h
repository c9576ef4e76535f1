// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/place.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace castellan::ui {

/// The visited places; as in a browser, a new place drops the forward ones.
class History {
public:
    void visit(const Place &place)
    {
        if (!m_places.empty() && m_places[m_at] == place)
            return;
        if (!m_places.empty())
            m_places.resize(m_at + 1);
        m_places.push_back(place);
        if (m_places.size() > most)
            m_places.erase(m_places.begin());
        m_at = m_places.size() - 1;
    }
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_places.size(); }
    std::optional<Place> back()
    {
        if (!canGoBack())
            return {};
        return m_places[--m_at];
    }
    std::optional<Place> forward()
    {
        if (!canGoForward())
            return {};
        return m_places[++m_at];
    }
    /// Drops the places of a removed server.
    void forget(const QString &serverId)
    {
        std::size_t before = 0;
        for (std::size_t i = 0; i < m_places.size() && i < m_at; ++i)
            before += m_places[i].serverId == serverId ? 1 : 0;
        std::erase_if(m_places, [&](const Place &place) { return place.serverId == serverId; });
        m_at = m_places.empty() ? 0 : std::min(m_at - before, m_places.size() - 1);
    }

private:
    static constexpr std::size_t most = 100;
    std::vector<Place> m_places;
    std::size_t m_at = 0;
};

}  // namespace castellan::ui
