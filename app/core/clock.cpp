// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/clock.h"

#include <charconv>
#include <cstdint>
#include <cstdio>

namespace castellan {

std::string toIso(Instant at)
{
    using namespace std::chrono;
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const auto ms = duration_cast<milliseconds>(at - day).count();
    char out[40];
    const int n = std::snprintf(out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()),
                                unsigned(date.month()), unsigned(date.day()), int(ms / 3'600'000),
                                int(ms / 60'000 % 60), int(ms / 1000 % 60), int(ms % 1000));
    return {out, std::size_t(n)};
}

namespace {

bool readNumber(std::string_view text, std::size_t at, std::size_t digits, int &out)
{
    if (at + digits > text.size())
        return false;
    const auto *first = text.data() + at;
    const auto [end, ec] = std::from_chars(first, first + digits, out);
    return ec == std::errc() && end == first + digits;
}

}  // namespace

Result<Instant> fromIso(std::string_view text)
{
    using namespace std::chrono;
    const auto wrong = [] { return fail(ErrorCode::validation, "Expected a time such as 2026-11-22T03:31:24.820Z."); };
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
    if (!readNumber(text, 0, 4, y) || !readNumber(text, 5, 2, mo) || !readNumber(text, 8, 2, d) ||
        !readNumber(text, 11, 2, h) || !readNumber(text, 14, 2, mi) || !readNumber(text, 17, 2, s) || text[4] != '-' ||
        text[7] != '-' || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' || text[16] != ':')
        return wrong();
    const year_month_day date{year(y), month(unsigned(mo)), day(unsigned(d))};
    if (!date.ok() || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 60)
        return wrong();
    std::size_t at = 19;
    std::int64_t micros = 0;
    if (at < text.size() && text[at] == '.') {
        std::int64_t unit = 100'000;
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10)
            micros += (text[at] - '0') * unit;
    }
    if (text.substr(at) != "Z" && text.substr(at) != "+00:00")
        return wrong();
    return Instant(sys_days(date)) + hours(h) + minutes(mi) + seconds(s) + microseconds(micros);
}

}  // namespace castellan
