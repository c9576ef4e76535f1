// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/embedded_access.h"
#include "client/when_done.h"
#include "core/mutex.h"
#include "core/random.h"

#include <QThread>

#include <chrono>
#include <stop_token>

namespace castellan::demo {

struct Pace {
    int acts = 900;                            ///< of the day before
    std::chrono::milliseconds between{3'000};  ///< acts afterwards, on average
};

/// What a console needs to reach a demo that is up.
struct DemoUp {
    client::EmbeddedAccess access;
    QString username;
};

/// One demo from its first file to its last: a thread that makes a server in a folder of its own, lets a day pass on
/// it, continues slowly, and removes everything at the end. Its keys exist only here.
class DemoRun final : public QThread {
    Q_OBJECT
public:
    /// `folder` is created if missing; files created in it are removed with the run.
    DemoRun(QString folder, Random &random, Pace pace, QObject *parent = nullptr);
    ~DemoRun() override;  // ends and waits

    /// Starts the thread; answers when the day is over. ErrorCode::cancelled if it was ended before.
    [[nodiscard]] client::Future<DemoUp> begin();
    /// Asks it to end; finished() tells when nothing is left.
    void end();

protected:
    void run() override;

private:
    struct Stage;
    [[nodiscard]] Result<DemoUp> open(Stage &stage);
    void goOn(Stage &stage);
    /// Waits for `pause`; true as soon as the run is asked to end.
    [[nodiscard]] bool endsWithin(std::chrono::milliseconds pause);

    QString m_folder;
    Random &m_random;
    Pace m_pace;
    std::stop_source m_stop;
    Mutex m_mutex;
    Condition m_wake;
    bool m_ended GUARDED_BY(m_mutex) = false;
    QPromise<Result<DemoUp>> m_promise;
};

}  // namespace castellan::demo
