// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

#include <chrono>

namespace castellan::client {

/// One exchange as it is logged, without query values, headers and bodies.
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
