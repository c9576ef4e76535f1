// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/teams/team_page.h"

#include "client/display_text.h"
#include "client/platform/feed.h"
#include "ui/guards/confirm_dialog.h"
#include "ui/guards/state_view.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/screens/audit_log/audit_filter_field.h"
#include "ui/screens/audit_log/audit_pane.h"
#include "ui/screens/audit_log/event_inspector.h"
#include "ui/screens/members/invitations_pane.h"
#include "ui/screens/members/members_pane.h"
#include "ui/screens/teams/team_settings_pane.h"
#include "ui/widgets/label.h"
#include "ui/widgets/section_header.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace castellan::ui {
namespace {

enum Part { MembersPart, InvitationsPart, AuditPart, SettingsPart };

constexpr const char *partWords[] = {"members", "invitations", "audit", "settings"};

}  // namespace

TeamPage::TeamPage(const ScreenContext &context, const QString &teamId, QWidget *parent)
    : QWidget(parent), m_context(context), m_server(*context.server), m_teamId(teamId),
      m_header(new SectionHeader(context.theme, this)), m_tabs(new QTabBar(this)), m_pages(new QStackedWidget),
      m_states(new StateView(context.theme, m_pages, this)),
      m_members(new MembersPane(context.theme, m_server, teamId, m_pages)),
      m_invitations(new InvitationsPane(context.theme, m_server, teamId, m_pages)), m_auditHolder(new QWidget(m_pages)),
      m_settings(new TeamSettingsPane(context.theme, m_server, m_pages))
{
    build();
    connect(m_members, &MembersPane::countChanged, this, [this](int count) {
        m_memberCount = count;
        updateHeader();
    });
    connect(m_invitations, &InvitationsPane::countChanged, this, [this](int count) {
        m_invitationCount = count;
        updateHeader();
    });
    connect(m_members, &MembersPane::invited, m_invitations, &InvitationsPane::refresh);
    connect(m_members, &MembersPane::toast, this, &TeamPage::toast);
    connect(m_invitations, &InvitationsPane::toast, this, &TeamPage::toast);
    connect(m_settings, &TeamSettingsPane::toast, this, &TeamPage::toast);
    connect(m_settings, &TeamSettingsPane::saved, this, [this](const records::Team &team) { show(team); });
    connect(m_settings, &TeamSettingsPane::removeRequested, this, &TeamPage::remove);
    connect(m_states, &StateView::retryRequested, this, &TeamPage::refresh);
    connect(&m_server, &client::Server::userChanged, this, &TeamPage::readOwnRole);
    connect(&m_server, &client::Server::platformKnown, this, &TeamPage::refresh);
    connect(&m_server, &client::Server::refused, this, [this] {
        if (!isVisible())
            return;  // read again when it is opened
        readTeam();
        learnOwnRole();
    });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (index == AuditPart)
            ensureAudit();
        m_pages->setCurrentIndex(index);
        Q_EMIT inspectorChanged();
        Q_EMIT viewActionsChanged();
    });
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int index) {
        if (index >= 0 && index != m_tabs->currentIndex())
            Q_EMIT partChosen(QLatin1String(partWords[index]));
    });
    updateHeader();
}

TeamPage::~TeamPage() = default;

void TeamPage::build()
{
    const auto &metrics = m_context.theme.metrics();
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Team sections"));
    for (int part = MembersPart; part <= SettingsPart; ++part)
        m_tabs->addTab(QString());
    const int side = metrics.pageMargin();
    const auto padded = [&](QWidget *pane) {
        auto *holder = new QWidget(m_pages);
        auto *layout = new QVBoxLayout(holder);
        layout->setContentsMargins(side, metrics.units(3), side, metrics.units(5));
        layout->addWidget(pane);
        return holder;
    };
    m_pages->addWidget(padded(m_members));
    m_pages->addWidget(padded(m_invitations));
    auto *auditLayout = new QVBoxLayout(m_auditHolder);
    auditLayout->setContentsMargins({});
    m_pages->addWidget(m_auditHolder);
    m_pages->addWidget(padded(m_settings));

    auto *tabRow = new QWidget(this);
    setGround(tabRow, "surface", "bottom");
    auto *tabLayout = new QVBoxLayout(tabRow);
    tabLayout->setContentsMargins({});
    tabLayout->addWidget(m_tabs);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(side, metrics.units(5), side, 0);
    head->setSpacing(metrics.units(2.5));
    head->addWidget(m_header);
    head->addWidget(tabRow);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_states, 1);
}

QString TeamPage::title() const
{
    return m_team ? text(m_team->name) : tr("Team");
}

void TeamPage::updateHeader()
{
    m_header->setTitle(title());
    const int members = m_memberCount >= 0 ? m_memberCount : m_team ? int(m_team->memberCount.value_or(-1)) : -1;
    QStringList parts;
    if (m_team && m_team->suspended.value_or(false))
        parts << tr("suspended", "a team");
    if (members >= 0)
        parts << tr("%n member(s)", nullptr, members);
    if (m_team && m_team->instanceCount && *m_team->instanceCount > 0)
        parts << tr("%n instance(s)", nullptr, int(*m_team->instanceCount));
    if (m_team && m_team->createdAt)
        parts << tr("created %1", "a date").arg(Words::date(timeOf(m_team->createdAt)));
    m_header->setSubtitle(parts.join(QStringLiteral(" · ")));
    const auto counted = [](const QString &words, int count) {
        return count < 0 ? words : QString(words % u' ' % QString::number(count));
    };
    m_tabs->setTabText(MembersPart, counted(tr("Members"), m_memberCount));
    m_tabs->setTabText(InvitationsPart, counted(tr("Invitations"), m_invitationCount));
    m_tabs->setTabText(AuditPart, tr("Audit log"));
    m_tabs->setTabText(SettingsPart, tr("Settings"));
}

void TeamPage::showPart(const QString &part)
{
    int wanted = MembersPart;
    for (int i = MembersPart; i <= SettingsPart; ++i)
        if (part == QLatin1String(partWords[i]))
            wanted = i;
    m_tabs->setCurrentIndex(wanted);
}

QString TeamPage::part() const
{
    return QLatin1String(partWords[m_tabs->currentIndex()]);
}

void TeamPage::refresh()
{
    readTeam();
    readOwnRole();
    m_members->refresh();
    m_invitations->refresh();
    if (isVisible())
        focusFeed();
}

/// What is done on any tab is seen soon: in the members, the invitations and the audit log.
void TeamPage::focusFeed()
{
    if (m_server.feed() != nullptr)
        m_server.feed()->setFocus({m_teamId});
}

void TeamPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    focusFeed();
}

void TeamPage::readTeam()
{
    auto *teams = m_server.platform() == nullptr ? nullptr : m_server.platform()->teams();
    if (teams == nullptr) {
        m_states->showLoading();
        return;
    }
    client::whenDone(this, teams->read(m_teamId), [this](Result<records::Team> team) {
        if (team)
            show(*team);
        else
            m_states->showError(team.error());
    });
}

void TeamPage::readOwnRole()
{
    setOwnRole(Role::none);
    learnOwnRole();
}

void TeamPage::learnOwnRole()
{
    auto *teams = m_server.platform() == nullptr ? nullptr : m_server.platform()->teams();
    if (teams == nullptr)
        return;
    client::whenDone(this, teams->ownRole(m_teamId), [this](Result<Role> role) {
        // Administrators who aren't members have none; the permission table knows.
        setOwnRole(role.value_or(Role::none));
    });
}

void TeamPage::setOwnRole(Role role)
{
    m_members->setOwnRole(role);
    m_invitations->setOwnRole(role);
    m_settings->setOwnRole(role);
    // Without the right to read it the tab would only show a refusal.
    m_tabs->setTabEnabled(AuditPart, mayDo(m_server, "team:audit-log", role));
    m_tabs->setTabToolTip(AuditPart, m_tabs->isTabEnabled(AuditPart)
                                         ? QString()
                                         : tr("Only team owners, auditors and administrators can read the audit log."));
}

void TeamPage::show(const records::Team &team)
{
    m_team = team;
    m_states->showContent();
    m_members->setTeamName(text(team.name));
    m_invitations->setTeamName(text(team.name));
    m_settings->setTeam(team);
    if (m_audit != nullptr)
        m_audit->setTeamName(text(team.name));
    m_context.events.setTeamName(m_server.profile().id, m_teamId, text(team.name));
    updateHeader();
    Q_EMIT titleChanged();
}

void TeamPage::ensureAudit()
{
    if (m_audit != nullptr)
        return;
    m_audit = new AuditPane(m_context.theme, m_context.servers, m_context.events, m_context.clock,
                            {.server = &m_server, .source = {m_teamId}, .teamName = {}}, m_auditHolder);
    m_auditHolder->layout()->addWidget(m_audit);
    connect(m_audit, &AuditPane::inspectorRequested, this, &TeamPage::inspectorRequested);
    connect(m_audit, &AuditPane::toast, this, &TeamPage::toast);
    m_audit->setTeamName(title());
}

QJsonObject TeamPage::draft() const
{
    QJsonObject out;
    if (const auto roles = m_members->draft(); !roles.isEmpty())
        out[u"roles"] = roles;
    if (const auto settings = m_settings->draft(); !settings.isEmpty())
        out[u"settings"] = settings;
    return out;
}

void TeamPage::restoreDraft(const QJsonObject &draft)
{
    if (const auto roles = draft[u"roles"].toObject(); !roles.isEmpty())
        m_members->restoreDraft(roles);
    if (const auto settings = draft[u"settings"].toObject(); !settings.isEmpty())
        m_settings->restoreDraft(settings);
}

QLineEdit *TeamPage::filterField() const
{
    switch (m_tabs->currentIndex()) {
    case MembersPart:
        return m_members->list()->filterField();
    case InvitationsPart:
        return m_invitations->list()->filterField();
    case AuditPart:
        return m_audit == nullptr ? nullptr : m_audit->filterField();
    default:
        return nullptr;
    }
}

QWidget *TeamPage::inspector() const
{
    return m_tabs->currentIndex() == AuditPart && m_audit != nullptr ? m_audit->inspector() : nullptr;
}

QList<QAction *> TeamPage::viewActions() const
{
    return m_tabs->currentIndex() == AuditPart && m_audit != nullptr ? m_audit->viewActions() : QList<QAction *>{};
}

void TeamPage::remove()
{
    if (!m_team)
        return;
    const auto name = text(m_team->name);
    Confirmation what{.title = tr("Delete the team %1?").arg(client::isolated(name)),
                      .consequence = tr("This cannot be undone. Also deleted:"),
                      .verb = tr("Delete team"),
                      .nameToType = name};
    const int members = m_memberCount >= 0 ? m_memberCount : int(m_team->memberCount.value_or(-1));
    what.goes << (members < 0 ? tr("the memberships of all people in it", "of a team that is deleted")
                              : tr("the membership of %n person(s)", nullptr, members));
    if (m_invitationCount > 0)
        what.goes << tr("%n invitation(s)", nullptr, m_invitationCount);
    if (m_team->instanceCount && *m_team->instanceCount > 0)
        what.goes << tr("%n instance(s)", nullptr, int(*m_team->instanceCount));
    if (m_team->deviceCount && *m_team->deviceCount > 0)
        what.goes << tr("%n device(s)", nullptr, int(*m_team->deviceCount));
    const auto change = m_server.platform()->teams()->remove(m_teamId);
    guarded(m_context.theme, change.tier(), m_server.profile(), what, this, [this, name, change] {
        client::whenDone(this, m_server.apply(change), [this, name](Result<void> done) {
            if (!done) {
                Q_EMIT toast(sentenceOf(done.error()));
                return;
            }
            Q_EMIT toast(tr("Deleted the team %1.").arg(client::isolated(name)));
            Q_EMIT removed();
        });
    });
}

}  // namespace castellan::ui
