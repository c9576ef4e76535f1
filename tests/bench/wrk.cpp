// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/wrk.h"

#include <QProcess>
#include <QRegularExpression>

namespace castellan::bench {
namespace {

double number(const QString &text, const QString &pattern)
{
    return QRegularExpression(pattern).match(text).captured(1).toDouble();
}

/// `1.23ms`, `650.00us`, `1.02s` as milliseconds.
double milliseconds(const QString &text, const QString &percent)
{
    const auto match = QRegularExpression(QStringLiteral("%1%\\s+([0-9.]+)(us|ms|s)").arg(percent)).match(text);
    const double value = match.captured(1).toDouble();
    const auto unit = match.captured(2);
    return unit == QLatin1String("us") ? value / 1000 : unit == QLatin1String("s") ? value * 1000 : value;
}

}  // namespace

Load wrk(const QString &url, int seconds, const QStringList &options)
{
    QProcess process;
    process.start(QStringLiteral("wrk"),
                  QStringList{QStringLiteral("-d%1s").arg(seconds), QStringLiteral("--latency")} + options +
                      QStringList{url});
    process.waitForFinished((seconds + 60) * 1000);
    const auto text = QString::fromUtf8(process.readAllStandardOutput());
    Load load;
    load.perSecond = number(text, QStringLiteral("Requests/sec:\\s+([0-9.]+)"));
    load.requests = number(text, QStringLiteral("(\\d+) requests in"));
    load.p50Ms = milliseconds(text, QStringLiteral("50"));
    load.p99Ms = milliseconds(text, QStringLiteral("99"));
    load.notOk = number(text, QStringLiteral("Non-2xx or 3xx responses: (\\d+)"));
    const auto errors =
        QRegularExpression(QStringLiteral("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)"))
            .match(text);
    for (int i = 1; i <= 4; ++i)
        load.notOk += errors.captured(i).toDouble();
    return load;
}

}  // namespace castellan::bench
