// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"
#include "ui/screen/screen.h"
#include "ui/screens/users/users_model.h"

#include <optional>

namespace castellan::ui {

class Button;
class RecordList;
class SectionHeader;
class WriteGuard;

/// The accounts of one server: created, suspended, made administrators, deleted. Nobody locks themselves out.
class UsersScreen : public Screen {
    Q_OBJECT
public:
    explicit UsersScreen(ScreenContext context, QWidget *parent = nullptr);

    [[nodiscard]] QList<Crumb> crumbs() const override;
    [[nodiscard]] QLineEdit *filterField() const override;
    void refresh() override;
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

private:
    void fillMenu(QMenu &menu, int row);
    void create();
    void suspend(int row);
    void resume(int row);
    void setAdministrator(int row, bool on);
    void expirePassword(int row);
    void unlock(int row);
    void showSessions(int row);
    void updateStates();
    void remove(int row);
    void update(const QString &id, records::UserUpdate update, const QString &done);
    void updateHeader();
    void updateRights();
    /// Why this account must keep its rights; empty: it need not.
    [[nodiscard]] QString whyProtected(int row) const;
    [[nodiscard]] QString whyNot() const;

    OpenSslRandom m_random;
    UsersModel *m_model;
    RecordList *m_list;
    SectionHeader *m_header;
    Button *m_create;
    Button *m_states;
    std::optional<AccountState> m_onlyState;
    WriteGuard *m_guard;
};

}  // namespace castellan::ui
