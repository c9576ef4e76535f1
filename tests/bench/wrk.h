// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace castellan::bench {

/// The result of a wrk run.
struct Load {
    double perSecond = 0;
    double p50Ms = 0;
    double p99Ms = 0;
    double requests = 0;
    double notOk = 0;  ///< answers that were not 2xx or 3xx, and socket errors
    [[nodiscard]] bool good() const { return requests > 0 && notOk == 0; }
};

/// `options` as wrk takes them (`-t2 -c8 -H …`).
[[nodiscard]] Load wrk(const QString &url, int seconds, const QStringList &options);

}  // namespace castellan::bench
