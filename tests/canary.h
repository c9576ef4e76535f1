// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/wiping.h"

#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>

namespace castellan::test {

/// A secret that this process can look for in its own memory. It is kept disguised, so that it doesn't find itself.
class Canary {
public:
    explicit Canary(std::string_view secret) : m_disguised(secret)
    {
        for (char &c : m_disguised)
            c = disguised(c);
    }

    [[nodiscard]] Secret secret() const
    {
        WipingString text;
        for (const char c : m_disguised)
            text += disguised(c);
        return Secret(text);
    }

    /// Whether it is in memory that this process may write: heap, stacks of all threads, static objects.
    [[nodiscard]] bool isInMemory() const
    {
        const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
        std::ifstream maps("/proc/self/maps");
        bool found = false;
        for (std::string line; !found && std::getline(maps, line);) {
            unsigned long begin = 0;
            unsigned long end = 0;
            char rights[8] = {};
            if (std::sscanf(line.c_str(), "%lx-%lx %7s", &begin, &end, rights) != 3)
                continue;
            if (std::string_view(rights).starts_with("rw") && rights[3] == 'p')
                found = isBetween(memory, begin, end);
        }
        ::close(memory);
        return found;
    }

private:
    static char disguised(char c) { return char(static_cast<unsigned char>(c) ^ 0x95U); }

    [[nodiscard]] bool isBetween(int memory, unsigned long begin, unsigned long end) const
    {
        constexpr std::size_t piece = 1 << 20;
        const auto wanted = m_disguised.size();
        // Wiped by its type: what was looked at must not be found a second time.
        std::basic_string<char, std::char_traits<char>, WipingAllocator<char>> bytes(piece + wanted, '\0');
        for (auto at = begin; at < end; at += piece) {
            const auto size = std::min<std::size_t>(bytes.size(), end - at);
            const auto got = ::pread(memory, bytes.data(), size, off_t(at));
            if (got < ssize_t(wanted))
                continue;
            const char *last = bytes.data() + got - wanted;
            for (const char *p = bytes.data(); p <= last; ++p) {
                p = static_cast<const char *>(std::memchr(p, disguised(m_disguised[0]), std::size_t(last - p) + 1));
                if (p == nullptr)
                    break;
                std::size_t same = 1;
                while (same < wanted && p[same] == disguised(m_disguised[same]))
                    ++same;
                if (same == wanted)
                    return true;
            }
        }
        return false;
    }

    std::string m_disguised;
};

}  // namespace castellan::test
