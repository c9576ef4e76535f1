// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log.h"
#include "core/mutex.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::test {

/// Keeps the text of every line. Any thread.
class KeptLog final : public Log {
public:
    void write(const LogLine &line) override
    {
        const Lock lock(m_mutex);
        m_lines.push_back(toText(line));
    }
    [[nodiscard]] bool has(std::string_view part)
    {
        const Lock lock(m_mutex);
        return std::ranges::any_of(m_lines, [&](const auto &line) { return line.find(part) != std::string::npos; });
    }
    [[nodiscard]] std::size_t size()
    {
        const Lock lock(m_mutex);
        return m_lines.size();
    }

private:
    Mutex m_mutex;
    std::vector<std::string> m_lines GUARDED_BY(m_mutex);
};

}  // namespace castellan::test
