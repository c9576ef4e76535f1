// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/lists/record_model.h"

#include <QJsonObject>
#include <QMap>

namespace castellan::ui {

/// A new role of a member, not applied yet.
struct RoleDraft {
    QString userId;
    QString name;
    Role now = Role::none;
    Role next = Role::none;
};

/// The members of a team. New roles are drafts until the review applies them; a draft survives a refresh and goes when
/// the server already has the role or the member is gone.
class MembersModel : public RecordModel<records::Member> {
    Q_OBJECT
public:
    enum { PersonColumn, UserNameColumn, RoleColumn, SecondFactorColumn, LastSeenColumn, NoteColumn, MoreColumn };

    MembersModel(client::Server &server, const QString &teamId, QObject *parent = nullptr);

    [[nodiscard]] static Role roleOf(const records::Member &member);
    /// The role shown in the row: the draft, if there is one.
    [[nodiscard]] Role shownRole(const records::Member &member) const;
    [[nodiscard]] int ownerCount() const;
    /// Whether this member is the team's only owner.
    [[nodiscard]] bool isLastOwner(int row) const;

    void draftRole(int row, Role role);
    void dropDraft(const QString &userId);
    void dropDrafts();
    /// Words of roles by user: the drafts as they are kept over the end of the program.
    [[nodiscard]] QJsonObject keptDrafts() const;
    void restoreDrafts(const QJsonObject &kept);
    /// The server has applied this role; shown before the list is read again.
    void settle(const QString &userId, Role role);
    bool takeEvent(const client::EventRecord &event) override;
    [[nodiscard]] std::vector<RoleDraft> drafts() const;
    /// Whether the team still has an owner after all drafts.
    [[nodiscard]] bool draftsLeaveAnOwner() const;

Q_SIGNALS:
    void draftsChanged();

private:
    void setRole(const QString &userId, Role role);
    void forgetSettledDrafts();
    [[nodiscard]] QString sentence(const records::Member &member) const;
    [[nodiscard]] Cell nameCell(const records::Member &member) const;
    [[nodiscard]] Cell roleCell(const records::Member &member) const;

    QString m_ownId;
    QString m_teamId;
    QMap<QString, Role> m_drafts;
};

}  // namespace castellan::ui
