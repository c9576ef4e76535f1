// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screens/overview/server_summary.h"
#include "ui/theme/themed.h"

#include <QAbstractButton>

namespace castellan::ui {

/// One server in the overview of all: name and state, findings, figures, last event.
/// The whole row opens the server.
class OverviewRow : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    OverviewRow(Theme &theme, ServerSummary &summary, QWidget *parent);
    /// Paints anew if the age of the last event has another word.
    void showAge();
    [[nodiscard]] ServerSummary &summary() const { return m_summary; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void summaryChanged();
    void paintWho(QPainter &painter, QRect where) const;
    void paintFindings(QPainter &painter, QRect where) const;
    void paintFacts(QPainter &painter, QRect where) const;
    ServerSummary &m_summary;
    QString m_age;
};

}  // namespace castellan::ui
