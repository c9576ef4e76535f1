// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/lists/record_screen.h"

namespace castellan::ui {

class TeamPage;
class TeamsModel;

/// The teams of one server, and the page of the one that is opened.
class TeamsScreen : public RecordScreen {
    Q_OBJECT
public:
    explicit TeamsScreen(ScreenContext context, QWidget *parent = nullptr);

    [[nodiscard]] QList<Crumb> crumbs() const override;
    [[nodiscard]] QLineEdit *filterField() const override;
    void refresh() override;
    [[nodiscard]] QWidget *inspector() const override;
    [[nodiscard]] QList<QAction *> viewActions() const override;
    [[nodiscard]] bool hasDraft() const override;
    [[nodiscard]] bool go(const Place &place) override;

protected:
    [[nodiscard]] QString title() const override { return tr("Teams"); }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<RowAction> actionsOf(int row) override;

private:
    TeamsScreen(ScreenContext context, TeamsModel *model, QWidget *parent);
    void openTeam(const QString &id);
    void create(QWidget *opener);
    [[nodiscard]] Place placeOf(const QString &teamId, const QString &part) const;

    TeamsModel *m_model;
    TeamPage *m_team = nullptr;
};

}  // namespace castellan::ui
