// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;

namespace castellan::ui {

class DemoHost;

/// The line above a demo: nothing is saved; with the button that ends it.
class DemoBanner : public QWidget {
    Q_OBJECT
public:
    DemoBanner(Theme &theme, DemoHost *host, QWidget *parent = nullptr);
    /// Shown for a temporary server only. Null: all servers.
    void follow(const client::Server *server);

private:
    void paintIcon();
    Theme &m_theme;
    QLabel *m_icon;
};

}  // namespace castellan::ui
