// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

#include <chrono>

namespace castellan::client {

/// What is said of one exchange: never a query's values, a header or a body.
struct ExchangeLine {
    QByteArray method;
    QString path;
    QStringList queryNames;
    int status = 0;
    std::chrono::milliseconds took{0};
    QByteArray id;
    QString error;
    int attempt = 1;
};

/// One line of JSON.
[[nodiscard]] QString toLine(const ExchangeLine &line);
/// Writes it to the category `castellan.transport` (off by default).
void log(const ExchangeLine &line);

}  // namespace castellan::client
