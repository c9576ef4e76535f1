// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/lists/record_model.h"

#include <QMap>

namespace castellan::ui {

/// A role that somebody shall have instead of the one they have.
struct RoleDraft {
    QString userId;
    QString name;
    Role now = Role::none;
    Role next = Role::none;
};

/// Who is in a team. New roles are drafts until the review applies them; a draft survives a refresh and goes when the
/// server has the role by itself or the person is gone.
class MembersModel : public RecordModel<records::Member> {
    Q_OBJECT
public:
    enum Column {
        PersonColumn,
        UserNameColumn,
        RoleColumn,
        SecondFactorColumn,
        LastSeenColumn,
        NoteColumn,
        MoreColumn,
        ColumnCount
    };

    MembersModel(client::Server &server, const QString &teamId, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

    [[nodiscard]] static Role roleOf(const records::Member &member);
    [[nodiscard]] static QString nameOf(const records::Member &member);
    /// What the row shows: the draft, if there is one.
    [[nodiscard]] Role shownRole(int row) const;
    [[nodiscard]] int ownerCount() const;
    /// Whether nobody would own the team if this member were not its owner.
    [[nodiscard]] bool isLastOwner(int row) const;

    void draftRole(int row, Role role);
    void dropDraft(const QString &userId);
    void dropDrafts();
    /// The server has taken this role; the row says so before the list is read again.
    void settle(const QString &userId, Role role);
    bool takeEvent(const client::EventRecord &event) override;
    [[nodiscard]] std::vector<RoleDraft> drafts() const;
    /// Whether the team still has an owner after all drafts.
    [[nodiscard]] bool draftsLeaveAnOwner() const;

Q_SIGNALS:
    void draftsChanged();

protected:
    [[nodiscard]] QString sentenceAt(int row) const override;
    [[nodiscard]] Cell cellAt(int row, int column) const override;
    [[nodiscard]] QString titleOf(int section) const override;

private:
    void setRole(const QString &userId, Role role);
    void forgetSettledDrafts();
    [[nodiscard]] Cell roleCell(int row) const;

    QString m_ownId;
    QString m_teamId;
    QMap<QString, Role> m_drafts;
};

}  // namespace castellan::ui
