// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/histogram.h"

#include "ui/widgets/tool_tip.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QTimerEvent>

#include <algorithm>

namespace castellan::ui {
namespace {

constexpr int readEvery = 1000;  // ms
constexpr double barUnits = 2.75;

}  // namespace

Histogram::Histogram(Theme &theme, client::EventView &view, QWidget *parent) : Themed(theme, parent), m_view(view)
{
    setAccessibleName(tr("Events over time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&view, &client::EventView::inserted, this, &Histogram::later);
    connect(&view, &client::EventView::removed, this, &Histogram::later);
    connect(&view, &client::EventView::wasReset, this, &Histogram::read);
}

void Histogram::setUtc(bool utc)
{
    m_utc = utc;
}

QSize Histogram::sizeHint() const
{
    return {m_theme.metrics().units(100), m_theme.metrics().units(11)};
}

QSize Histogram::minimumSizeHint() const
{
    return {m_theme.metrics().units(40), m_theme.metrics().units(11)};
}

void Histogram::later()
{
    // The first change is shown at once, the following ones together.
    m_changed = m_timer.isActive();
    if (m_changed)
        return;
    read();
    m_timer.start(readEvery, this);
}

void Histogram::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    m_timer.stop();
    if (m_changed)
        later();
}

void Histogram::resizeEvent(QResizeEvent *)
{
    read();
}

void Histogram::read()
{
    const int count = std::max(1, width() / m_theme.metrics().units(barUnits));
    m_bars.assign(std::size_t(count), {});
    const auto size = m_view.size();
    if (size > 0) {
        const auto &store = m_view.store();
        m_from = store.micros(m_view.at(0));
        const auto to = store.micros(m_view.at(size - 1));
        m_width = std::max<qint64>(1'000'000, (to - m_from) / count + 1);
        for (qsizetype position = 0; position < size; ++position) {
            const auto row = m_view.at(position);
            if (store.kind(row) == client::RowKind::gap)
                continue;
            const auto at = std::clamp<qint64>((store.micros(row) - m_from) / m_width, 0, count - 1);
            auto &bar = m_bars[std::size_t(at)];
            ++bar.total;
            const auto outcome = store.outcome(row);
            if (outcome == client::RowOutcome::refused || outcome == client::RowOutcome::failed)
                ++bar.bad;
        }
    }
    qint64 bad = 0;
    for (const auto &bar : m_bars)
        bad += bar.bad;
    setAccessibleDescription(tr("%n event(s)", nullptr, int(size)) + QStringLiteral(", ") +
                             tr("%n of them refused or failed", nullptr, int(bad)));
    update();
}

void Histogram::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    qint64 most = 0;
    for (const auto &bar : m_bars)
        most = std::max(most, bar.total);
    if (most == 0)
        return;
    const auto count = int(m_bars.size());
    const int gap = std::max(1, m_theme.metrics().unit() / 2);
    for (int i = 0; i < count; ++i) {
        const auto &bar = m_bars[std::size_t(i)];
        if (bar.total == 0)
            continue;
        const int left = int(qint64(i) * (width() + gap) / count);
        const int right = int(qint64(i + 1) * (width() + gap) / count) - gap;
        // A single event must be seen beside a hundred.
        const auto high = [&](qint64 n) { return n == 0 ? 0 : std::max(2, int(n * height() / most)); };
        const int total = high(bar.total);
        const int bad = std::min(total, high(bar.bad));
        painter.fillRect(left, height() - (total - bad), right - left, total - bad,
                         m_theme.color(ColorRole::histogram));
        if (bad > 0)
            painter.fillRect(left, height() - total, right - left, bad, m_theme.color(ColorRole::danger));
    }
}

int Histogram::barAt(int x) const
{
    return m_bars.empty() || width() == 0 ? -1
                                          : std::clamp(x * int(m_bars.size()) / width(), 0, int(m_bars.size()) - 1);
}

QString Histogram::describe(int bar) const
{
    const auto &counts = m_bars[std::size_t(bar)];
    auto from = QDateTime::fromMSecsSinceEpoch((m_from + bar * m_width) / 1000, Qt::UTC);
    auto to = QDateTime::fromMSecsSinceEpoch((m_from + (bar + 1) * m_width) / 1000, Qt::UTC);
    if (!m_utc) {
        from = from.toLocalTime();
        to = to.toLocalTime();
    }
    const auto format = QStringLiteral("yyyy-MM-dd HH:mm:ss");
    return tr("%1 to %2", "two times").arg(from.toString(format), to.toString(format)) % u'\n' %
           tr("%n event(s)", nullptr, int(counts.total)) % QStringLiteral(", ") %
           tr("%n of them refused or failed", nullptr, int(counts.bad));
}

bool Histogram::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int bar = barAt(help->pos().x());
        if (bar >= 0 && m_bars[std::size_t(bar)].total > 0)
            showTip(help->globalPos(), describe(bar), this);
        else
            showTip({}, {}, this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace castellan::ui
