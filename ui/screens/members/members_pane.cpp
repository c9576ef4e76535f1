// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/members_pane.h"

#include "client/display_text.h"
#include "ui/guards/review_bar.h"
#include "ui/lists/choice_filter.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/screens/members/add_people_dialog.h"
#include "ui/screens/members/member_facts.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/tool_tip.h"

#include <QActionGroup>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>
#include <utility>

namespace castellan::ui {
namespace {

constexpr auto teamRoles = std::to_array<Role>({Role::owner, Role::member, Role::viewer, Role::dashboard});

}  // namespace

MembersPane::MembersPane(Theme &theme, client::Server &server, const QString &teamId, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_server(server), m_teamId(teamId), m_model(new MembersModel(server, teamId)),
      m_list(new RecordList(theme, server, m_model,
                            {tr("Members"), tr("Filter members"), tr("This team has no members."), tr("Add people")},
                            this)),
      m_review(new ReviewBar(theme, this)), m_roleFilter(new ChoiceFilter(theme, tr("Role"), tr("All roles"), this)),
      m_factorFilter(new ChoiceFilter(theme, tr("Second factor"), tr("All"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme.metrics().units(3));
    layout->addWidget(m_list, 1);
    layout->addWidget(m_review);
    buildFilters();
    m_list->offerCreate(
        tr("Add people"),
        [this] {
            const bool may =
                mayDo(m_server, "team:user:invite", m_ownRole) || mayDo(m_server, "team:user:add", m_ownRole);
            return may ? QString() : tr("Only team owners and administrators can add people.");
        },
        [this](QWidget *opener) { addPeople(opener); });
    m_list->refreshOnEvents({QStringLiteral("team.user."), QStringLiteral("users.")});
    m_list->setActions([this](int row) { return actionsOf(row); });

    connect(m_list, &RecordList::toast, this, &MembersPane::toast);
    connect(m_list, &RecordList::choiceRequested, this,
            [this](int row, int, const QPoint &at) { chooseRole(row, at); });
    connect(m_model, &MembersModel::draftsChanged, this, &MembersPane::review);
    connect(m_model, &TableModel::stateChanged, this, [this] {
        if (m_model->loadedAt().isValid() && !m_model->isLoading())
            Q_EMIT countChanged(m_model->rowCount());
        block();
    });
    connect(m_review, &ReviewBar::applyRequested, this, &MembersPane::apply);
    connect(m_review, &ReviewBar::discardRequested, this, [this] {
        m_refusal.clear();
        m_model->dropDrafts();
    });
    connect(&m_list->guard(), &WriteGuard::reasonChanged, this, &MembersPane::review);
    connect(&theme, &Theme::changed, this, &MembersPane::review);
}

void MembersPane::setOwnRole(Role role)
{
    m_ownRole = role;
    m_list->updateRights();
}

void MembersPane::buildFilters()
{
    for (const auto role : teamRoles)
        m_roleFilter->addChoice(Words::role(role), int(role));
    m_factorFilter->addChoice(tr("With a second factor"), true, tr("on", "second factor"));
    m_factorFilter->addChoice(tr("Without a second factor"), false, tr("off", "second factor"));
    m_list->addFilter(m_roleFilter, MembersModel::RoleColumn, [this](int row, const QVariant &role) {
        return m_model->shownRole(m_model->record(row)) == Role(role.toInt());
    });
    m_list->addFilter(m_factorFilter, MembersModel::SecondFactorColumn,
                      [this](int row, const QVariant &on) { return m_model->record(row).mfa_enabled == on.toBool(); });
}

QString MembersPane::whyKept(int row) const
{
    if (!mayDo(m_server, "team:user:remove", m_ownRole))
        return tr("Only team owners and administrators can remove members.");
    if (isManagedBySignOn(m_model->record(row)))
        return managedBySignOn();
    if (m_model->isLastOwner(row))
        return tr("%1 is the only owner of %2. Make another member an owner first.", "%1 a person, %2 a team")
            .arg(client::isolated(nameOf(m_model->record(row))), client::isolated(m_teamName));
    return {};
}

QString MembersPane::managedBySignOn()
{
    return tr("Single sign-on manages this membership. Change it in the groups of your identity provider.");
}

void MembersPane::fillRoles(QMenu &menu, int row)
{
    const auto shown = m_model->shownRole(m_model->record(row));
    const auto why = !m_list->guard().reason().isEmpty() ? m_list->guard().reason()
                     : !mayDo(m_server, "team:user:change-role", m_ownRole)
                         ? tr("Only team owners and administrators can change roles.")
                     : isManagedBySignOn(m_model->record(row)) ? managedBySignOn()
                                                               : QString();
    auto *group = new QActionGroup(&menu);
    for (const auto role : teamRoles) {
        auto *action = menu.addAction(Words::role(role));
        action->setCheckable(true);
        action->setChecked(role == shown);
        action->setEnabled(why.isEmpty());
        setTip(action, why);
        group->addAction(action);
        const auto id = text(m_model->record(row).id);
        connect(action, &QAction::triggered, this, [this, id, role] {
            m_refusal.clear();
            if (const int at = m_model->rowOf(id); at >= 0)
                m_model->draftRole(at, role);
        });
    }
    if (!why.isEmpty()) {
        menu.addSeparator();
        auto *reason = menu.addAction(withoutMnemonic(why));
        reason->setEnabled(false);
        setTip(reason, why);
    }
}

void MembersPane::chooseRole(int row, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("roles"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    fillRoles(*menu, row);
    menu->popup(at);
}

std::vector<RowAction> MembersPane::actionsOf(int row)
{
    return {{.text = tr("Change &role"), .fill = [this, row](QMenu &menu) { fillRoles(menu, row); }}, removal(row)};
}

RowAction MembersPane::removal(int row) const
{
    const auto &member = m_model->record(row);
    const auto name = client::isolated(nameOf(member));
    const auto team = client::isolated(m_teamName);
    const auto me = m_server.user();
    return {
        .text = tr("Re&move from team…"),
        .whyNot = whyKept(row),
        .confirmation = {.title = tr("Remove %1 from %2?", "%1 a person, %2 a team").arg(name, team),
                         .consequence =
                             me && me->id == member.id
                                 ? tr("You lose access to the team immediately. An owner can add you again.")
                                 : tr("%1 loses access to the team immediately. The account is kept.").arg(name),
                         .verb = tr("Remove member")},
        .change =
            [this, id = text(member.id), done = tr("Removed %1 from %2.", "%1 a person, %2 a team").arg(name, team)] {
                return ListChange(m_server.platform()->teams()->removeMember(m_teamId, id), done);
            },
        .removes = true};
}

client::Change<void> MembersPane::changeOf(const RoleDraft &draft) const
{
    return m_server.platform()->teams()->changeRole(m_teamId, draft.userId, draft.next);
}

void MembersPane::review()
{
    const auto drafts = m_model->drafts();
    const auto *teams = m_server.platform() ? m_server.platform()->teams() : nullptr;
    const auto rights = teams ? teams->roleRights() : std::vector<client::RoleRight>();
    std::vector<ReviewLine> lines;
    auto tier = client::Tier::reversible;
    for (const auto &draft : drafts) {
        lines.push_back({draft.name, Words::role(draft.now), Words::role(draft.next),
                         Words::effect(rights, draft.now, draft.next)});
        tier = std::max(tier, changeOf(draft).tier());
    }
    m_review->review(lines, drafts.size() == 1 ? tr("Change role") : tr("Change roles"), m_server.profile(), tier);
    const auto ownerless = whyOwnerless();
    block();
    if (lines.empty())
        tellRefusal();
    else if (!m_refusal.isEmpty() || !ownerless.isEmpty())
        m_review->showError(m_refusal.isEmpty() ? ownerless : m_refusal);
    Q_EMIT draftChanged();
}

QString MembersPane::whyOwnerless() const
{
    return m_model->draftsLeaveAnOwner() ? QString()
                                         : tr("%1 would have no owner. Make another member an owner first.", "a team")
                                               .arg(client::isolated(m_teamName));
}

void MembersPane::block()
{
    const auto ownerless = whyOwnerless();
    m_review->setBlocked(ownerless.isEmpty() ? m_list->guard().reason() : ownerless);
}

void MembersPane::tellRefusal()
{
    if (!m_refusal.isEmpty())
        Q_EMIT toast(std::exchange(m_refusal, {}));
}

void MembersPane::apply()
{
    auto drafts = m_model->drafts();
    // New owners first, so that the team is never without one.
    std::ranges::sort(drafts, std::greater{}, &RoleDraft::next);
    m_pending.assign(drafts.begin(), drafts.end());
    m_applied.clear();
    m_refusal.clear();
    m_review->setBusy(true);
    applyNext();
}

void MembersPane::applyNext()
{
    if (m_pending.empty()) {
        m_review->setBusy(false);
        if (!m_applied.isEmpty())
            Q_EMIT toast(tr("Changed the role of %1.", "%1 is one name or several")
                             .arg(QLocale().createSeparatedList(m_applied)));
        return;  // the rows say it already
    }
    const auto draft = m_pending.front();
    m_pending.pop_front();
    client::whenDone(this, m_server.apply(changeOf(draft)), [this, draft](Result<void> done) {
        if (!done) {
            m_pending.clear();
            m_refusal = tr("The role of %1 was not changed. %2", "%1 a person, %2 an error's sentence")
                            .arg(client::isolated(draft.name), sentenceOf(done.error()));
            m_review->showError(m_refusal);
            return;
        }
        m_applied << client::isolated(draft.name);
        m_model->settle(draft.userId, draft.next);
        applyNext();
    });
}

void MembersPane::addPeople(QWidget *opener)
{
    auto *dialog = new AddPeopleDialog(m_theme, m_server, m_teamId, m_teamName, window());
    connect(dialog, &AddPeopleDialog::added, this, [this](const QString &who) {
        m_model->refresh();
        Q_EMIT toast(
            tr("Added %1 to %2.", "%1 a person, %2 a team").arg(client::isolated(who), client::isolated(m_teamName)));
    });
    connect(dialog, &AddPeopleDialog::invited, this, [this](const QString &who) {
        Q_EMIT invited();
        Q_EMIT toast(tr("Invited %1.").arg(client::isolated(who)));
    });
    openOver(dialog, opener);
}

}  // namespace castellan::ui
