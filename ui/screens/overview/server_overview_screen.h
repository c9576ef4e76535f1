// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"
#include "ui/screens/overview/server_summary.h"

class QVBoxLayout;

namespace castellan::ui {

class KeyValues;
class SectionHeader;

/// One server: what needs attention, how it is connected, who we are there, what is on it.
class ServerOverviewScreen : public Screen {
    Q_OBJECT
public:
    explicit ServerOverviewScreen(ScreenContext context, QWidget *parent = nullptr);
    [[nodiscard]] QList<Crumb> crumbs() const override;
    void refresh() override;

private:
    void showAll();
    void showFindings();
    ServerSummary m_summary;
    SectionHeader *m_header;
    QVBoxLayout *m_findings;
    KeyValues *m_connection;
    KeyValues *m_account;
    KeyValues *m_content;
    QString m_shown;
};

}  // namespace castellan::ui
