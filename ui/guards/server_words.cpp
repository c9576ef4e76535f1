// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/server_words.h"

#include "client/platform/feed.h"

#include <QCoreApplication>
#include <QLocale>

namespace castellan::ui {

StateLook lookOf(client::ConnectionState state)
{
    struct Row {
        Shape shape;
        Tone tone;
        const char *word;
    };
    constexpr Row rows[] = {
        {Shape::triangle, Tone::warning, QT_TRANSLATE_NOOP("ConnectionState", "Signed out")},
        {Shape::halfDot, Tone::muted, QT_TRANSLATE_NOOP("ConnectionState", "Connecting")},
        {Shape::dot, Tone::success, QT_TRANSLATE_NOOP("ConnectionState", "Connected")},
        {Shape::halfDot, Tone::warning, QT_TRANSLATE_NOOP("ConnectionState", "Polling")},
        {Shape::ring, Tone::danger, QT_TRANSLATE_NOOP("ConnectionState", "Offline")},
        {Shape::triangle, Tone::warning, QT_TRANSLATE_NOOP("ConnectionState", "Sign in again")},
        {Shape::cross, Tone::danger, QT_TRANSLATE_NOOP("ConnectionState", "Certificate not trusted")},
    };
    const auto &[shape, tone, word] = rows[std::size_t(state)];
    return {shape, tone, QCoreApplication::translate("ConnectionState", word)};
}

QString feedModeWords(client::Server &server)
{
    const client::Feed *feed = server.feed();
    if (!feed)
        return {};
    const auto tr = [](const char *text) { return QCoreApplication::translate("Feed", text); };
    switch (feed->mode()) {
    case client::FeedMode::stopped:
        return {};
    case client::FeedMode::connecting:
        return tr(QT_TRANSLATE_NOOP("Feed", "connecting to the log"));
    case client::FeedMode::live:
        return tr(QT_TRANSLATE_NOOP("Feed", "live"));
    case client::FeedMode::polling: {
        const double seconds = double(feed->pollInterval().count()) / 1000.0;
        return tr(QT_TRANSLATE_NOOP("Feed", "polling every %1 s"))
            .arg(QLocale().toString(seconds, 'f', seconds < 10 && seconds != int(seconds) ? 1 : 0));
    }
    case client::FeedMode::refused:
        return tr(QT_TRANSLATE_NOOP("Feed", "you may not read any audit log here"));
    case client::FeedMode::waiting:
        return tr(QT_TRANSLATE_NOOP("Feed", "events resume when connected"));
    case client::FeedMode::diverged:
        return tr(QT_TRANSLATE_NOOP("Feed", "the server's history was replaced"));
    }
    return {};
}

QString feedWords(client::Server &server)
{
    const client::Feed *feed = server.feed();
    const QString mode = feedModeWords(server);
    return !feed || feed->mode() != client::FeedMode::polling || feed->detail().isEmpty()
               ? mode
               : mode + QStringLiteral(" · ") + feed->detail();
}

}  // namespace castellan::ui
