// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>

#include <vector>

namespace castellan::client {

/// Cookies of one server, in memory. Unlike browsers it goes by origin, port included: a second server on the same
/// host gets none of them.
class CookieJar final : public QNetworkCookieJar {
    Q_OBJECT
public:
    CookieJar(const QUrl &base, const Clock &clock, QObject *parent);

    [[nodiscard]] QList<QNetworkCookie> cookiesForUrl(const QUrl &url) const override;
    bool setCookiesFromUrl(const QList<QNetworkCookie> &cookies, const QUrl &url) override;

    /// The same server at another address.
    void moveTo(const QUrl &base);
    /// Empty if there is none or it has expired.
    [[nodiscard]] QByteArray value(const QByteArray &name) const;
    void put(const QByteArray &name, const QByteArray &value);
    [[nodiscard]] QList<QNetworkCookie> live() const;
    void clear();
    /// A disabled jar neither sends nor takes: with a token, a cookie would win over it.
    void setEnabled(bool on) { m_enabled = on; }

Q_SIGNALS:
    /// The server has set or removed a cookie.
    void changed();

private:
    struct Held {
        QNetworkCookie cookie;
        Instant ends;
    };
    QString m_origin;
    bool m_secure;
    bool m_enabled = true;
    const Clock &m_clock;
    std::vector<Held> m_held;
};

}  // namespace castellan::client
