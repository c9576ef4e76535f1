// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screens/audit_log/audit_model.h"
#include "ui/widgets/table_view.h"

#include <QSet>

namespace castellan::ui {

class Button;

/// The rows of the log, newest at the top. Tells when the user turns away from the newest edge; while held, nothing
/// that comes in moves what is on screen.
class AuditTable : public TableView {
    Q_OBJECT
public:
    AuditTable(Theme &theme, AuditModel &model, QWidget *parent = nullptr);

    /// Scrolls to the newest.
    void toNewest();
    /// Shows "n new" at the newest edge; 0 hides it.
    void setNewCount(qsizetype count);
    void setServerShown(bool shown);
    /// Makes the Server column as wide as these names need, within bounds.
    void fitServers(const QStringList &names);
    [[nodiscard]] client::EventRow rowUnderCursor() const;
    [[nodiscard]] bool hasCurrent() const { return currentIndex().isValid(); }
    /// Selects without counting as turning away.
    void selectQuietly(int row);
    /// The next row towards the older (or newer) that was refused or failed.
    void stepToProblem(bool older);

    /// Columns that the user switched on or off by hand.
    [[nodiscard]] QStringList saveColumns() const;
    void restoreColumns(const QStringList &saved);

Q_SIGNALS:
    /// The user has scrolled or selected and no longer follows.
    void turnedAway();
    void followRequested();
    void holdToggled();
    void eventSelected(castellan::client::EventRow row);
    void menuRequested(const QModelIndex &cell, const QPoint &at);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void chooseColumns(const QPoint &at);
    void arrangeColumns();
    void placeChip();

    Theme &m_theme;
    AuditModel &m_model;
    Button *m_chip;
    bool m_quiet = false;
    bool m_serverShown = true;
    QStringList m_serverNames;
    QHash<int, bool> m_byHand;  ///< column: shown
};

}  // namespace castellan::ui
