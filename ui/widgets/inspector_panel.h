// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QTabWidget;

namespace castellan::ui {

/// The frame of an inspector: title, sentence, and tabs that stay where they are when the selection
/// moves on.
class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    explicit InspectorPanel(Theme &theme, QWidget *parent = nullptr);
    void setHeading(const QString &title, const QString &sentence);
    /// Takes the page; answers its index.
    int addTab(QWidget *page, const QString &title);
    void setTabTitle(int index, const QString &title);
    void setTabVisible(int index, bool visible);

private:
    QLabel *m_title;
    QLabel *m_sentence;
    QTabWidget *m_tabs;
};

}  // namespace castellan::ui
