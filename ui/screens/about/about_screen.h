// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// Version, licence, and the licences of the parts it is made with.
class AboutScreen : public Screen {
    Q_OBJECT
public:
    explicit AboutScreen(ScreenContext context, QWidget *parent = nullptr);
    [[nodiscard]] QList<Crumb> crumbs() const override;
    void refresh() override {}
};

}  // namespace castellan::ui
