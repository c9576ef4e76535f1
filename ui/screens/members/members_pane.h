// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/lists/record_list.h"
#include "ui/screens/members/members_model.h"

#include <deque>

class QMenu;

namespace castellan::ui {

class Button;
class ReviewBar;
class WriteGuard;

/// Who is in one team: roles are changed as a draft, reviewed, then applied; people are added, invited and removed.
class MembersPane : public QWidget {
    Q_OBJECT
public:
    MembersPane(Theme &theme, client::Server &server, const QString &teamId, QWidget *parent = nullptr);

    void setTeamName(const QString &name) { m_teamName = name; }
    /// Of the one who is signed in, in this team.
    void setOwnRole(Role role);
    void refresh() { m_list->refresh(); }
    [[nodiscard]] RecordList *list() const { return m_list; }
    [[nodiscard]] MembersModel &model() const { return *m_model; }
    [[nodiscard]] bool hasDraft() const { return !m_model->drafts().empty(); }

Q_SIGNALS:
    void countChanged(int members);
    void draftChanged();
    void invited();
    void toast(const QString &text, const QString &act = {}, const std::function<void()> &onAct = {});

private:
    void chooseRole(int row, const QPoint &at);
    void fillRoles(QMenu &menu, int row);
    void fillMenu(QMenu &menu, int row);
    void review();
    void apply();
    void applyNext();
    void remove(int row);
    void addPeople();
    void updateFilters();
    void updateRights();
    /// Why this member can't be removed or demoted by us; empty: they can.
    [[nodiscard]] QString whyKept(int row) const;

    Theme &m_theme;
    client::Server &m_server;
    QString m_teamId;
    QString m_teamName;
    Role m_ownRole = Role::none;
    MembersModel *m_model;
    RecordList *m_list;
    ReviewBar *m_review;
    WriteGuard *m_guard;
    Button *m_add;
    Button *m_roleFilter;
    Button *m_factorFilter;
    std::optional<Role> m_onlyRole;
    std::optional<bool> m_onlyFactor;
    std::deque<RoleDraft> m_pending;
    QStringList m_applied;
};

}  // namespace castellan::ui
