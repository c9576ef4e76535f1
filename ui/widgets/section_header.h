// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace castellan::ui {

/// The header of a view: title, subtitle, buttons at the right.
class SectionHeader : public QWidget {
    Q_OBJECT
public:
    explicit SectionHeader(Theme &theme, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setSubtitle(const QString &text);
    void addAct(QWidget *button);

private:
    QLabel *m_title;
    QLabel *m_subtitle;
    QBoxLayout *m_acts;
};

}  // namespace castellan::ui
