// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/transport/request.h"
#include "core/result.h"

#include <QNetworkReply>

#include <chrono>
#include <optional>

namespace castellan::client {

/// The error for a status of 400 and above, from any of the bodies that servers send: `{code,error}`, validation
/// errors with `message`, errors as objects, `{error,description}`, plain pages, nothing.
[[nodiscard]] Error failureOf(int status, const QByteArray &contentType, const QByteArray &body,
                              const QByteArray &requestId, std::optional<std::chrono::seconds> retryAfter);

/// The error for a connection that brought no response. `write`: the change may have been made.
[[nodiscard]] Error networkFailure(QNetworkReply::NetworkError error, const QString &text, const QString &host,
                                   bool write);

/// `Retry-After` (RFC 9110, 10.2.3) from a number or a date; at most a day.
[[nodiscard]] std::optional<std::chrono::seconds> retryAfter(const QByteArray &header, qint64 nowMs);

[[nodiscard]] bool isJson(const QByteArray &contentType);

}  // namespace castellan::client
