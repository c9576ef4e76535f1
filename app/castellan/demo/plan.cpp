// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/demo/plan.h"

#include <QDateTime>

#include <algorithm>

namespace castellan::demo {
namespace {

using std::chrono::microseconds;
using namespace std::chrono_literals;

constexpr auto calmAtTheEnd = 20min;
constexpr int actsAtTheEnd = 16;
constexpr auto attackBegins = 55min;  // before the end
constexpr auto attackStep = 24s;
constexpr int attackTries = 32;

/// Activity of the plant by hour of local time.
double busyAt(Instant time)
{
    const int hour = QDateTime::fromMSecsSinceEpoch(toMicros(time) / 1000).time().hour();
    if (hour >= 7 && hour < 17)
        return 1.0;
    return hour >= 6 && hour < 22 ? 0.5 : 0.25;
}

Instant somewhere(Instant from, microseconds span, QRandomGenerator &random)
{
    return from + microseconds(std::int64_t(double(span.count()) * random.generateDouble()));
}

}  // namespace

std::vector<Moment> planDay(Instant from, Instant until, int acts, QRandomGenerator &random)
{
    std::vector<Moment> plan;
    const microseconds span = until - from;
    if (span <= 0us || acts <= 0)
        return plan;
    // The newest events are seen first.
    const auto calm = std::min<microseconds>(calmAtTheEnd, span);
    const int late = std::min(actsAtTheEnd, acts);
    for (int i = 0; i < late; ++i)
        plan.push_back({somewhere(until - calm + calm * i / late, calm / late, random)});
    while (std::ssize(plan) < acts) {
        const Instant at = somewhere(from, span, random);
        if (random.generateDouble() < busyAt(at))
            plan.push_back({at});
    }
    if (span > 2 * attackBegins) {
        for (int i = 0; i < attackTries; ++i)
            plan.push_back({somewhere(until - attackBegins + attackStep * i, attackStep, random), true});
    }
    std::ranges::sort(plan, {}, &Moment::at);
    return plan;
}

}  // namespace castellan::demo
