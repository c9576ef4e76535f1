// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/change.h"
#include "client/profile/profile.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QLabel;

namespace castellan::ui {

class Button;

/// One line of a review: "Bob Lindt: Member → Owner. Gains 41 permissions."
struct ReviewLine {
    QString subject;
    QString before;
    QString after;
    QString consequence;
};

/// The bar at the foot of a view with a draft: what will change, where, Discard and the verb, which may need the tick
/// "I reviewed this for PROD" (see guardOf). Hidden while there is nothing to review.
class ReviewBar : public QWidget {
    Q_OBJECT
public:
    explicit ReviewBar(Theme &theme, QWidget *parent = nullptr);

    /// `tier` is that of the changes, the highest if there are several.
    void review(const std::vector<ReviewLine> &lines, const QString &verb, const client::Profile &server,
                client::Tier tier);
    /// Nothing is left to review.
    void clear();
    /// While the server answers: the buttons are off.
    void setBusy(bool busy);
    /// The reason why nothing can be applied now (read-only, offline); empty: it can.
    void setBlocked(const QString &why);
    /// Shown until the next review.
    void showError(const QString &sentence);
    /// A further button before Discard, e.g. "See permissions".
    void addAct(QWidget *button);

Q_SIGNALS:
    void applyRequested();
    void discardRequested();

private:
    void updateActs();
    Theme &m_theme;
    QLabel *m_title;
    QLabel *m_lines;
    QLabel *m_error;
    QLabel *m_where;
    QWidget *m_actsRow;
    QCheckBox *m_reviewed;
    Button *m_discard;
    Button *m_apply;
    QString m_blocked;
    bool m_busy = false;
};

}  // namespace castellan::ui
