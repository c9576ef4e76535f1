// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

#include <QTimer>

#include <memory>
#include <vector>

class QVBoxLayout;

namespace castellan::ui {

class Button;
class OverviewRow;
class SectionHeader;
class ServerSummary;
class StateView;

/// All servers, worst first; looked at again every 60 s while the window is visible.
class OverviewScreen : public Screen {
    Q_OBJECT
public:
    explicit OverviewScreen(ScreenContext context, QWidget *parent = nullptr);
    ~OverviewScreen() override;
    void refresh() override;

private:
    void addServer(client::Server *server);
    void removeServer(const client::Server *server);
    void sort();
    void showHeader();
    SectionHeader *m_header;
    StateView *m_state;
    QVBoxLayout *m_list;
    std::vector<OverviewRow *> m_rows;
    QTimer m_again;
    QTimer m_clockTick;
    QTimer m_sortSoon;
    QDateTime m_checkedAt;
};

/// The overview of all servers, or of the one in the context.
[[nodiscard]] Screen *makeOverview(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
