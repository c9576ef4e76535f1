// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/lists/record_list.h"
#include "ui/screens/members/members_model.h"

#include <deque>

class QMenu;

namespace castellan::ui {

class ChoiceFilter;
class ReviewBar;

/// The members of one team: roles are changed as a draft, reviewed, then applied; people are added, invited, removed.
class MembersPane : public QWidget {
    Q_OBJECT
public:
    MembersPane(Theme &theme, client::Server &server, const QString &teamId, QWidget *parent = nullptr);

    void setTeamName(const QString &name) { m_teamName = name; }
    /// Of the signed-in user, in this team.
    void setOwnRole(Role role);
    void refresh() { m_list->refresh(); }
    [[nodiscard]] RecordList *list() const { return m_list; }
    [[nodiscard]] MembersModel &model() const { return *m_model; }
    /// New roles that are not applied.
    [[nodiscard]] QJsonObject draft() const { return m_model->keptDrafts(); }
    void restoreDraft(const QJsonObject &draft) { m_model->restoreDrafts(draft); }

Q_SIGNALS:
    void countChanged(int members);
    void draftChanged();
    void invited();
    void toast(const QString &text, const QString &act = {}, const std::function<void()> &onAct = {});

private:
    void buildFilters();
    void chooseRole(int row, const QPoint &at);
    [[nodiscard]] static QString managedBySignOn();
    void fillRoles(QMenu &menu, int row);
    [[nodiscard]] std::vector<RowAction> actionsOf(int row);
    [[nodiscard]] RowAction removal(int row) const;
    [[nodiscard]] client::Change<void> changeOf(const RoleDraft &draft) const;
    void review();
    /// What the drafts would break; empty: nothing.
    [[nodiscard]] QString whyOwnerless() const;
    void block();
    /// The draft that was refused is gone, and with it the place of its message.
    void tellRefusal();
    void apply();
    void applyNext();
    void addPeople(QWidget *opener);
    /// Why this member can't be removed; empty: they can.
    [[nodiscard]] QString whyKept(int row) const;

    Theme &m_theme;
    client::Server &m_server;
    QString m_teamId;
    QString m_teamName;
    Role m_ownRole = Role::none;
    MembersModel *m_model;
    RecordList *m_list;
    ReviewBar *m_review;
    ChoiceFilter *m_roleFilter;
    ChoiceFilter *m_factorFilter;
    std::deque<RoleDraft> m_pending;
    QStringList m_applied;
    QString m_refusal;  ///< of the last review; shown until the next draft or review
};

}  // namespace castellan::ui
