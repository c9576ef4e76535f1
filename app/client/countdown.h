// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace castellan::client {

/// Counts down to a moment and says when the number of whole seconds changes: texts that show the same countdown show
/// the same number, and nothing wakes up while nothing is counted.
class Countdown : public QObject {
    Q_OBJECT
public:
    explicit Countdown(QObject *parent = nullptr);

    /// Begins anew if it runs.
    void start(std::chrono::milliseconds span);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_end.isActive(); }
    /// Zero when it does not run.
    [[nodiscard]] std::chrono::milliseconds left() const;
    /// Rounded up, so that the last second is 1; 0 when it does not run.
    [[nodiscard]] int secondsLeft() const;

Q_SIGNALS:
    /// secondsLeft() is another number.
    void changed();
    /// The moment has come; not after stop().
    void ended();

private:
    void tell();
    QTimer m_end;
    QTimer m_second;  ///< to the next whole second
    int m_told = 0;
};

}  // namespace castellan::client
