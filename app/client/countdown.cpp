// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/countdown.h"

namespace castellan::client {

Countdown::Countdown(QObject *parent) : QObject(parent)
{
    for (QTimer *timer : {&m_end, &m_second}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    connect(&m_second, &QTimer::timeout, this, &Countdown::tell);
    connect(&m_end, &QTimer::timeout, this, [this] {
        tell();
        Q_EMIT ended();
    });
}

void Countdown::start(std::chrono::milliseconds span)
{
    m_end.start(span);
    tell();
}

void Countdown::stop()
{
    m_end.stop();
    tell();
}

std::chrono::milliseconds Countdown::left() const
{
    return m_end.isActive() ? m_end.remainingTimeAsDuration() : std::chrono::milliseconds(0);
}

int Countdown::secondsLeft() const
{
    return int(std::chrono::ceil<std::chrono::seconds>(left()).count());
}

void Countdown::tell()
{
    const auto rest = left();
    const int seconds = int(std::chrono::ceil<std::chrono::seconds>(rest).count());
    if (seconds > 1)
        m_second.start(rest - std::chrono::seconds(seconds - 1));
    else
        m_second.stop();
    if (seconds == m_told)
        return;
    m_told = seconds;
    Q_EMIT changed();
}

}  // namespace castellan::client
