// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/event_record.h"
#include "client/platform/platform.h"

#include <QDateTime>
#include <QHash>
#include <QObject>

#include <chrono>
#include <vector>

namespace castellan::client {

enum class FeedMode {
    stopped,
    connecting,
    live,  ///< stream open
    polling,
    refused,   ///< the user may read no log; asked again now and then
    waiting,   ///< offline or signed out; will resume without a gap
    diverged,  ///< the server's history is not the one we saw
};

/// How fresh each source is while polling.
struct SourceAge {
    AuditSource source;
    QString name;
    QDateTime checkedAt;
};

/// Audit events of one server as they happen: from the stream where there is one, else by polling within a budget.
/// Every event is delivered once, in order of the server; resumes where it stopped.
class Feed : public QObject {
    Q_OBJECT
public:
    explicit Feed(QObject *parent = nullptr) : QObject(parent) {}
    [[nodiscard]] virtual FeedMode mode() const = 0;
    [[nodiscard]] virtual QString detail() const = 0;  ///< e.g. why polling, for the status bar
    [[nodiscard]] virtual std::chrono::milliseconds pollInterval() const = 0;
    [[nodiscard]] virtual std::vector<SourceAge> ages() const = 0;
    /// When the server last told what is new in the source; for the platform, in any source. Invalid: not yet.
    [[nodiscard]] virtual QDateTime checkedAt(const AuditSource &source) const
    {
        QDateTime newest;
        for (const auto &age : ages())
            if ((source.teamId.isEmpty() || age.source == source) && age.checkedAt.isValid() &&
                (!newest.isValid() || age.checkedAt > newest))
                newest = age.checkedAt;
        return newest;
    }
    /// The source on screen is asked first and most often.
    virtual void setFocus(const AuditSource &source) = 0;

    /// Starts, or resumes at the last position after stop(), a lost connection or a sign-in.
    virtual void start() = 0;
    /// Keeps the position.
    virtual void stop() = 0;
    /// Ends FeedMode::diverged: takes the server's history as it is now.
    virtual void acceptHistory() {}

Q_SIGNALS:
    void arrived(const castellan::client::EventRecords &events);
    /// Events between these times may be missing (the server no longer has them, or its history changed).
    void gap(const QDateTime &from, const QDateTime &to, const QString &reason);
    /// Mode, detail or interval has changed.
    void modeChanged(castellan::client::FeedMode mode);
    /// The present names of teams, applications, instances and devices, by id.
    void named(const QHash<QString, QString> &names);
    /// How far the server's clock is ahead of ours, each time it says so.
    void clockSkewMeasured(std::chrono::milliseconds ahead);
};

}  // namespace castellan::client
