// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"

#include <QByteArray>
#include <QString>
#include <QUrlQuery>

#include <chrono>
#include <utility>

namespace castellan::client {

/// The expected form of a response. Some servers answer unknown routes with 200 and a web page.
enum class Expect {
    json,  ///< application/json, not empty
    done,  ///< empty, or application/json that is ignored
};

/// One request, relative to the server's address.
struct Request {
    QByteArray method = "GET";
    QString path;     ///< begins with a slash; percent-encoded where a segment came from outside (see pathOf)
    QUrlQuery query;  ///< values never reach the log
    Secret body;      ///< JSON; if empty, none is announced
    Expect expect = Expect::json;
    /// Part of signing in: a 401 is the result and does not park the request.
    bool signsIn = false;
    /// From the first byte out to the last byte in, per try.
    std::chrono::milliseconds deadline{30'000};

    [[nodiscard]] bool isSafe() const { return method == "GET" || method == "HEAD"; }
};

/// Bytes that are overwritten when the last copy goes away.
class WipedBytes : public QByteArray {
public:
    WipedBytes() = default;
    WipedBytes(QByteArray bytes) : QByteArray(std::move(bytes)) {}
    WipedBytes(const WipedBytes &) = default;
    WipedBytes(WipedBytes &&) noexcept = default;
    WipedBytes &operator=(const WipedBytes &) = default;
    WipedBytes &operator=(WipedBytes &&) noexcept = default;
    ~WipedBytes()
    {
        if (!isEmpty() && isDetached())
            wipe(data(), std::size_t(size()));
    }
};

struct Reply {
    int status = 0;
    WipedBytes body;  ///< may show a token or a code
    QByteArray requestId;
    std::chrono::milliseconds took{0};
};

/// Joins segments to a path, each percent-encoded: pathOf("api", "v1", "teams", id).
template <class... Segment> [[nodiscard]] QString pathOf(const Segment &...segments)
{
    QByteArray path;
    (path.append('/').append(QUrl::toPercentEncoding(QString(segments))), ...);
    return QString::fromLatin1(path);
}

}  // namespace castellan::client
