// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/draft_file.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;

namespace castellan::ui {

/// The line that offers the changes of an earlier run that were not applied. Hidden without any.
class DraftBanner : public QWidget {
    Q_OBJECT
public:
    explicit DraftBanner(Theme &theme, QWidget *parent = nullptr);
    void show(const KeptDrafts &kept);

Q_SIGNALS:
    void restoreRequested();
    void discardRequested();

private:
    void paintIcon();

    Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_text;
};

/// The titles of drafts as one text, isolated each: "Factory – Security, Plant – Teams".
[[nodiscard]] QString titlesOf(const std::vector<Draft> &drafts);

}  // namespace castellan::ui
