// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guards/review_acts.h"

#include <QWidget>

class QLabel;

namespace castellan::ui {

/// One line of a review: "Bob Lindt: Member → Owner. Gains 6 rights: rename the team, …."
struct ReviewLine {
    QString subject;
    QString before;
    QString after;
    QString consequence;
};

/// The bar at the foot of a view with a draft: what will change, where, and the ReviewActs. Hidden while there is
/// nothing to review.
class ReviewBar : public QWidget {
    Q_OBJECT
public:
    explicit ReviewBar(Theme &theme, QWidget *parent = nullptr);

    /// `tier` is that of the changes, the highest if there are several.
    void review(const std::vector<ReviewLine> &lines, const QString &verb, const client::Profile &server,
                client::Tier tier);
    /// Nothing is left to review.
    void clear();
    void setBusy(bool busy) { m_acts->setBusy(busy); }
    void setBlocked(const QString &why) { m_acts->setBlocked(why); }
    void showError(const QString &sentence) { m_acts->showError(sentence); }
    void addAct(QWidget *button) { m_acts->addAct(button); }

Q_SIGNALS:
    void applyRequested();
    void discardRequested();

private:
    Theme &m_theme;
    QLabel *m_title;
    QLabel *m_lines;
    QLabel *m_where;
    ReviewActs *m_acts;
};

}  // namespace castellan::ui
