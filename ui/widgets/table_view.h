// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/label.h"
#include "ui/widgets/shapes.h"

#include <QTableView>

#include <vector>

namespace castellan::ui {

/// A piece of a cell's text with its own weight or tone: "changed role of **Bob**: Member → Owner".
struct TextRun {
    QString text;
    bool strong = false;
    Tone tone = Tone::normal;
};
using TextRuns = std::vector<TextRun>;

/// Roles of the table's delegate besides Qt's. All optional.
enum TableRole {
    ToneRole = Qt::UserRole + 500,  ///< Tone, as int
    FixedRole,                      ///< bool: fixed font
    StrongRole,                     ///< bool
    ShapeRole,                      ///< Shape, as int: drawn before the text, in the tone
    RunsRole,                       ///< TextRuns instead of the display text (which stays for copying and readers)
    ElideRole,                      ///< Qt::TextElideMode, as int; middle for ids
    ChoiceRole,                     ///< bool: a chevron after the text says that the cell can be chosen from
    StaleRole,                      ///< bool: row drawn faint
};

struct ColumnSpec {
    double units = 30;       ///< width on the grid
    bool stretches = false;  ///< takes what is left; one column should
};

/// The one table of this program: uniform rows, header, no grid, whole rows selected, copying with headers, keyboard.
/// Cells' accessible text comes from Qt::AccessibleTextRole, else from header and text.
class TableView : public QTableView {
    Q_OBJECT
public:
    TableView(Theme &theme, const QString &accessibleName, QWidget *parent = nullptr);

    void setColumns(std::vector<ColumnSpec> columns);
    /// 1.7 × font height unless told; the audit log is denser.
    void setRowFactor(double factor);
    /// The first column's text begins at the table's very edge, as titles above it do; off where the table has a
    /// neighbour at its left.
    void setFlush(bool flush);
    [[nodiscard]] bool isFlush() const { return m_flush; }
    /// Selected rows with their headers, tab separated; whole table if nothing is selected.
    [[nodiscard]] QString textOfSelection() const;
    void copySelection() const;
    void setModel(QAbstractItemModel *model) override;

Q_SIGNALS:
    /// Enter or double click.
    void opened(const QModelIndex &index);
    /// A click on a cell whose ChoiceRole is set, or Alt+Down on its row.
    void choiceRequested(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyMetrics();
    Theme &m_theme;
    std::vector<ColumnSpec> m_columns;
    double m_rowFactor = 1.7;
    bool m_flush = true;
};

}  // namespace castellan::ui

Q_DECLARE_METATYPE(castellan::ui::TextRuns)
