// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/server_words.h"

#include "client/platform/feed.h"

#include <QCoreApplication>
#include <QLocale>

namespace castellan::ui {

StateLook lookOf(client::ConnectionState state)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ConnectionState", text); };
    switch (state) {
    case client::ConnectionState::signed_out:
        return {Shape::triangle, Tone::warning, tr(QT_TRANSLATE_NOOP("ConnectionState", "Signed out"))};
    case client::ConnectionState::connecting:
        return {Shape::halfDot, Tone::muted, tr(QT_TRANSLATE_NOOP("ConnectionState", "Connecting"))};
    case client::ConnectionState::connected:
        return {Shape::dot, Tone::success, tr(QT_TRANSLATE_NOOP("ConnectionState", "Connected"))};
    case client::ConnectionState::degraded:
        return {Shape::halfDot, Tone::warning, tr(QT_TRANSLATE_NOOP("ConnectionState", "Polling"))};
    case client::ConnectionState::offline:
        return {Shape::ring, Tone::danger, tr(QT_TRANSLATE_NOOP("ConnectionState", "Offline"))};
    case client::ConnectionState::needs_sign_in:
        return {Shape::triangle, Tone::warning, tr(QT_TRANSLATE_NOOP("ConnectionState", "Sign in again"))};
    case client::ConnectionState::tls_error:
        return {Shape::cross, Tone::danger, tr(QT_TRANSLATE_NOOP("ConnectionState", "Certificate not trusted"))};
    }
    return {};
}

QString feedWords(client::Server &server)
{
    const client::Feed *feed = server.feed();
    if (!feed)
        return {};
    const auto tr = [](const char *text) { return QCoreApplication::translate("Feed", text); };
    switch (feed->mode()) {
    case client::FeedMode::stopped:
        return {};
    case client::FeedMode::connecting:
        return tr(QT_TRANSLATE_NOOP("Feed", "stream connecting"));
    case client::FeedMode::live:
        return tr(QT_TRANSLATE_NOOP("Feed", "live"));
    case client::FeedMode::polling: {
        const double seconds = double(feed->pollInterval().count()) / 1000.0;
        const QString every =
            tr(QT_TRANSLATE_NOOP("Feed", "polling every %1 s"))
                .arg(QLocale().toString(seconds, 'f', seconds < 10 && seconds != int(seconds) ? 1 : 0));
        return feed->detail().isEmpty() ? every : every + QStringLiteral(" · ") + feed->detail();
    }
    case client::FeedMode::waiting:
        return tr(QT_TRANSLATE_NOOP("Feed", "events resume when connected"));
    case client::FeedMode::diverged:
        return tr(QT_TRANSLATE_NOOP("Feed", "the server's history was replaced"));
    }
    return {};
}

}  // namespace castellan::ui
