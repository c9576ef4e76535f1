// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

class QComboBox;

namespace castellan::ui {

/// How this console looks. Takes effect at once; there is nothing to apply.
class SettingsScreen : public Screen {
    Q_OBJECT
public:
    explicit SettingsScreen(ScreenContext context, QWidget *parent = nullptr);
    [[nodiscard]] QList<Crumb> crumbs() const override;
    void refresh() override {}

private:
    QComboBox *m_scheme;
    QComboBox *m_textScale;
};

}  // namespace castellan::ui
