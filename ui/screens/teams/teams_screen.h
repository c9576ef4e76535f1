// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

class QStackedWidget;

namespace castellan::ui {

class Button;
class RecordList;
class SectionHeader;
class TeamPage;
class TeamsModel;
class WriteGuard;

/// The teams of one server, and the page of the one that is opened.
class TeamsScreen : public Screen {
    Q_OBJECT
public:
    explicit TeamsScreen(ScreenContext context, QWidget *parent = nullptr);

    [[nodiscard]] QList<Crumb> crumbs() const override;
    [[nodiscard]] QLineEdit *filterField() const override;
    void refresh() override;
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    [[nodiscard]] QWidget *inspector() const override;
    [[nodiscard]] QList<QAction *> viewActions() const override;
    [[nodiscard]] bool hasDraft() const override;
    [[nodiscard]] bool go(const Place &place) override;

private:
    void build();
    void open(int row, const QString &part = {});
    void create();
    void fillMenu(QMenu &menu, int row);
    void updateHeader();
    void updateRights();
    [[nodiscard]] Place placeOf(const QString &teamId, const QString &part) const;

    QStackedWidget *m_pages;
    QWidget *m_listPage;
    SectionHeader *m_header;
    TeamsModel *m_model;
    RecordList *m_list;
    Button *m_create;
    WriteGuard *m_guard;
    TeamPage *m_team = nullptr;
};

}  // namespace castellan::ui
