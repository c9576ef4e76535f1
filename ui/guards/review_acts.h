// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/change.h"
#include "client/profile/profile.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QWidget>

class QCheckBox;
class QLabel;

namespace castellan::ui {

class Button;

/// The end of a review: the tick "I reviewed this for PROD" where the guard wants one, Cancel and Apply.
class ReviewActs : public QWidget {
    Q_OBJECT
public:
    /// `problem` shows the errors.
    ReviewActs(Theme &theme, QBoxLayout::Direction direction, const QString &cancel, QLabel *problem, QWidget *parent);

    /// Begins a review of changes of this tier, the highest if there are several.
    void ask(const QString &verb, client::Tier tier, client::Environment environment);
    /// While the server answers.
    void setBusy(bool busy);
    /// Why nothing can be applied now (read-only, offline); empty: it can.
    void setBlocked(const QString &why);
    /// Shown until the next review. Ends busy.
    void showError(const QString &sentence);
    /// A further button before Cancel.
    void addAct(QWidget *button);
    [[nodiscard]] Button &apply() const { return *m_apply; }
    [[nodiscard]] Button &cancel() const { return *m_cancel; }

Q_SIGNALS:
    void applyRequested();
    void cancelled();

private:
    void update();

    QLabel *m_problem;
    QCheckBox *m_reviewed;
    QBoxLayout *m_buttons;
    Button *m_cancel;
    Button *m_apply;
    QString m_blocked;
    bool m_busy = false;
};

}  // namespace castellan::ui
