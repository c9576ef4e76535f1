// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

class QStackedWidget;
class QTabBar;

namespace castellan::ui {

class AuditPane;
class InvitationsPane;
class MembersPane;
class SectionHeader;
class StateView;
class TeamSettingsPane;

/// One team: its members, invitations, audit log and settings.
class TeamPage : public QWidget {
    Q_OBJECT
public:
    TeamPage(const ScreenContext &context, const QString &teamId, QWidget *parent = nullptr);
    ~TeamPage() override;

    [[nodiscard]] QString teamId() const { return m_teamId; }
    [[nodiscard]] QString title() const;
    /// "members", "invitations", "audit", "settings"; anything else is the first.
    void showPart(const QString &part);
    [[nodiscard]] QString part() const;
    void refresh();
    /// See Screen::draft().
    [[nodiscard]] QJsonObject draft() const;
    void restoreDraft(const QJsonObject &draft);
    [[nodiscard]] QLineEdit *filterField() const;
    [[nodiscard]] QWidget *inspector() const;
    [[nodiscard]] QList<QAction *> viewActions() const;
    [[nodiscard]] MembersPane *members() const { return m_members; }
    /// Has the team's log polled first; showing the page does so too.
    void focusFeed();

Q_SIGNALS:
    void titleChanged();
    void partChosen(const QString &part);
    void inspectorChanged();
    void inspectorRequested();
    void viewActionsChanged();
    void removed();
    void toast(const QString &text, const QString &act = {}, const std::function<void()> &onAct = {});

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void readTeam();
    void readOwnRole();
    void learnOwnRole();
    void show(const records::Team &team);
    void setOwnRole(Role role);
    void updateHeader();
    void remove();
    void ensureAudit();

    const ScreenContext m_context;
    client::Server &m_server;
    QString m_teamId;
    std::optional<records::Team> m_team;
    int m_memberCount = -1;
    int m_invitationCount = -1;
    SectionHeader *m_header;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    StateView *m_states;
    MembersPane *m_members;
    InvitationsPane *m_invitations;
    QWidget *m_auditHolder;
    AuditPane *m_audit = nullptr;
    TeamSettingsPane *m_settings;
};

}  // namespace castellan::ui
