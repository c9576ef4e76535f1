// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/event_view.h"
#include "ui/theme/themed.h"

#include <QBasicTimer>
#include <QWidget>

#include <vector>

namespace castellan::ui {

/// How many events there were in each slice of the time that the view spans; refused and failed ones on top, in the
/// colour of danger. Read again at most once a second.
class Histogram : public Themed<> {
    Q_OBJECT
public:
    struct Bar {
        qint64 total = 0;
        qint64 bad = 0;
    };

    Histogram(Theme &theme, client::EventView &view, QWidget *parent = nullptr);

    [[nodiscard]] const std::vector<Bar> &bars() const { return m_bars; }
    void setUtc(bool utc);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    bool event(QEvent *event) override;

private:
    void later();
    void read();
    [[nodiscard]] int barAt(int x) const;
    [[nodiscard]] QString describe(int bar) const;

    client::EventView &m_view;
    std::vector<Bar> m_bars;
    qint64 m_from = 0;   ///< micros
    qint64 m_width = 1;  ///< of a bar, micros
    bool m_utc = false;
    bool m_changed = false;  ///< since read, while the timer runs
    QBasicTimer m_timer;
};

}  // namespace castellan::ui
