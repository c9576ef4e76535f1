// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/screen.h"

class QLabel;

namespace castellan::ui {

class Door;

/// The first start: which servers? Two doors here, connect to one or start one in this window.
class WelcomeScreen : public Screen {
    Q_OBJECT
public:
    explicit WelcomeScreen(ScreenContext context, QWidget *parent = nullptr);
    [[nodiscard]] QList<Crumb> crumbs() const override;
    void refresh() override {}

private:
    void startLocal();
    Door *m_connect;
    Door *m_local = nullptr;
    QLabel *m_problem;
};

}  // namespace castellan::ui
