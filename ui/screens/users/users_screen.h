// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"
#include "ui/lists/record_screen.h"

namespace castellan::ui {

class ChoiceFilter;
class UsersModel;

/// The accounts of one server: created, suspended, made administrators, deleted. What would lock the caller out is off.
class UsersScreen : public RecordScreen {
    Q_OBJECT
public:
    explicit UsersScreen(ScreenContext context, QWidget *parent = nullptr);

protected:
    [[nodiscard]] QString title() const override { return tr("Users"); }
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<RowAction> actionsOf(int row) override;

private:
    UsersScreen(ScreenContext context, UsersModel *model, QWidget *parent);
    void buildFilter();
    void create(QWidget *opener);
    [[nodiscard]] RowAction suspension(const records::User &user) const;
    [[nodiscard]] RowAction administration(const records::User &user) const;
    [[nodiscard]] RowAction newPassword(const records::User &user) const;
    [[nodiscard]] RowAction removal(const records::User &user) const;
    [[nodiscard]] ListChange change(const QString &id, records::UserUpdate update, const QString &done) const;
    [[nodiscard]] client::Users &users() const;
    /// Why this account must keep its rights; empty: it need not.
    [[nodiscard]] QString whyProtected(int row) const;

    OpenSslRandom m_random;
    UsersModel *m_model;
    ChoiceFilter *m_states;
};

}  // namespace castellan::ui
