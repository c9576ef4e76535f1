// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

class QLabel;

namespace castellan::ui {

class Door;

/// The first start: which servers? Three doors: connect to one, start one in this window, or look around in a demo.
class WelcomeScreen : public Screen {
    Q_OBJECT
public:
    explicit WelcomeScreen(ScreenContext context, QWidget *parent = nullptr);
    [[nodiscard]] QList<Crumb> crumbs() const override;
    void refresh() override {}

private:
    void startLocal();
    void startDemo();
    void say(const Error &error);
    Door *m_connect;
    Door *m_local = nullptr;
    Door *m_demo = nullptr;
    QLabel *m_problem;
};

}  // namespace castellan::ui
