// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "ui/shell/draft_file.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <vector>

namespace castellan::ui {

class ContentArea;

/// Keeps what is typed and not applied: on disk every ten seconds, so that the end of the program, however it comes,
/// loses none; and takes up again what an earlier run has left.
class Drafts : public QObject {
    Q_OBJECT
public:
    /// `content` and `clock` must outlive it.
    Drafts(ContentArea &content, const Clock &clock, QString path, QObject *parent = nullptr);

    /// Left by an earlier run, and neither restored nor discarded yet.
    [[nodiscard]] const KeptDrafts &earlier() const { return m_earlier; }
    /// Of this run.
    [[nodiscard]] std::vector<Draft> current() const;

    /// Puts the drafts of the earlier run back where they were typed; answers the place of the first, or an empty one.
    /// Those whose server is gone are dropped.
    Place restore();
    /// Drops the drafts of the earlier run.
    void discardEarlier();
    /// Writes now. For the end of the program.
    void save();
    /// The program ends without these.
    void discardAll();

Q_SIGNALS:
    void earlierChanged();
    void failed(const QString &sentence);

private:
    void read();
    void saveSoon();
    void say(const Error &error);
    [[nodiscard]] std::vector<Draft> all() const;

    ContentArea &m_content;
    const Clock &m_clock;
    const QString m_path;
    KeptDrafts m_earlier;
    std::vector<Draft> m_written;
    bool m_isWriting = false;
    bool m_hasFailed = false;  ///< the last time; said once
    QTimer m_timer;
    QThreadPool m_writer;  ///< of the file; the last member, so that its end waits for what is being written
};

}  // namespace castellan::ui
