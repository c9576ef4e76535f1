// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/members_pane.h"

#include "ui/guards/confirm_dialog.h"
#include "ui/guards/review_bar.h"
#include "ui/guards/write_guard.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/screens/members/add_people_dialog.h"
#include "ui/widgets/button.h"

#include <QActionGroup>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace castellan::ui {
namespace {

constexpr auto teamRoles = std::to_array<Role>({Role::owner, Role::member, Role::viewer, Role::dashboard});

std::vector<ColumnSpec> columns()
{
    return {{34}, {36}, {26}, {26}, {26}, {30, true}, {9}};
}

ListWords words()
{
    return {MembersPane::tr("Members"), MembersPane::tr("Filter members"), MembersPane::tr("Nobody is in this team."),
            MembersPane::tr("Add people")};
}

}  // namespace

MembersPane::MembersPane(Theme &theme, client::Server &server, const QString &teamId, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_server(server), m_teamId(teamId), m_model(new MembersModel(server, teamId)),
      m_list(new RecordList(theme, server, m_model, columns(), words(), this)), m_review(new ReviewBar(theme, this)),
      m_guard(new WriteGuard(server, this)), m_add(new Button(theme, tr("Add people"), ButtonKind::primary, this)),
      m_roleFilter(new Button(theme, tr("Role"), ButtonKind::secondary, this)),
      m_factorFilter(new Button(theme, tr("Second factor"), ButtonKind::secondary, this))
{
    m_add->setIcon(Icon::plus);
    m_roleFilter->setMenu(new QMenu(m_roleFilter));
    m_factorFilter->setMenu(new QMenu(m_factorFilter));
    m_list->addTool(m_roleFilter);
    m_list->addTool(m_factorFilter);
    m_list->addAct(m_add);
    m_list->refreshOnEvents({QStringLiteral("team.user."), QStringLiteral("users.")});
    m_guard->add(m_add);
    updateFilters();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme.metrics().units(3));
    layout->addWidget(m_list, 1);
    layout->addWidget(m_review);

    m_list->setRowMenu([this](QMenu &menu, int row) { fillMenu(menu, row); });
    connect(m_list, &RecordList::choiceRequested, this,
            [this](int row, int, const QPoint &at) { chooseRole(row, at); });
    connect(m_list, &RecordList::removeRequested, this, &MembersPane::remove);
    connect(m_list, &RecordList::emptyActRequested, this, &MembersPane::addPeople);
    connect(m_add, &QPushButton::clicked, this, &MembersPane::addPeople);
    connect(m_model, &MembersModel::draftsChanged, this, &MembersPane::review);
    connect(m_model, &TableModel::stateChanged, this, [this] {
        if (m_model->loadedAt().isValid() && !m_model->isLoading())
            Q_EMIT countChanged(m_model->rowCount());
    });
    connect(m_review, &ReviewBar::applyRequested, this, &MembersPane::apply);
    connect(m_review, &ReviewBar::discardRequested, m_model, &MembersModel::dropDrafts);
    connect(m_guard, &WriteGuard::reasonChanged, this, &MembersPane::review);
    connect(&theme, &Theme::changed, this, &MembersPane::review);
    setTabOrder(m_list->filterField(), m_roleFilter);
    setTabOrder(m_roleFilter, m_factorFilter);
    setTabOrder(m_factorFilter, m_add);
    setTabOrder(m_add, m_list->table());
    updateRights();
}

void MembersPane::setOwnRole(Role role)
{
    m_ownRole = role;
    updateRights();
}

void MembersPane::updateRights()
{
    const bool may = mayDo(m_server, "team:user:invite", m_ownRole) || mayDo(m_server, "team:user:add", m_ownRole);
    m_guard->setReason(m_add, may ? QString() : tr("Only owners of the team and administrators add people."));
    m_list->setEmptyActVisible(may);
}

void MembersPane::updateFilters()
{
    auto *roles = m_roleFilter->menu();
    roles->clear();
    auto *roleGroup = new QActionGroup(roles);
    const auto addRole = [&](const QString &name, std::optional<Role> role) {
        auto *action = roles->addAction(name);
        action->setCheckable(true);
        action->setChecked(m_onlyRole == role);
        roleGroup->addAction(action);
        connect(action, &QAction::triggered, this, [this, role] {
            m_onlyRole = role;
            updateFilters();
        });
    };
    addRole(tr("Every role"), std::nullopt);
    for (const auto role : teamRoles)
        addRole(Words::role(role), role);

    auto *factors = m_factorFilter->menu();
    factors->clear();
    auto *factorGroup = new QActionGroup(factors);
    const auto addFactor = [&](const QString &name, std::optional<bool> on) {
        auto *action = factors->addAction(name);
        action->setCheckable(true);
        action->setChecked(m_onlyFactor == on);
        factorGroup->addAction(action);
        connect(action, &QAction::triggered, this, [this, on] {
            m_onlyFactor = on;
            updateFilters();
        });
    };
    addFactor(tr("With and without"), std::nullopt);
    addFactor(tr("With a second factor"), true);
    addFactor(tr("Without a second factor"), false);

    m_roleFilter->setText(m_onlyRole ? tr("Role: %1").arg(Words::role(*m_onlyRole)) : tr("Role"));
    m_factorFilter->setText(!m_onlyFactor   ? tr("Second factor")
                            : *m_onlyFactor ? tr("Second factor: on")
                                            : tr("Second factor: off"));
    if (!m_onlyRole && !m_onlyFactor) {
        m_list->sorted().setCondition({});
        return;
    }
    m_list->sorted().setCondition([this](int row) {
        return (!m_onlyRole || m_model->shownRole(row) == *m_onlyRole) &&
               (!m_onlyFactor || m_model->record(row).mfa_enabled == *m_onlyFactor);
    });
}

QString MembersPane::whyKept(int row) const
{
    if (!mayDo(m_server, "team:user:remove", m_ownRole))
        return tr("Only owners of the team and administrators change who is in it.");
    if (m_model->isLastOwner(row))
        return tr("%1 is the only owner of %2. Make somebody else an owner first.", "%1 a person, %2 a team")
            .arg(MembersModel::nameOf(m_model->record(row)), m_teamName);
    return m_guard->reason();
}

void MembersPane::fillRoles(QMenu &menu, int row)
{
    const auto shown = m_model->shownRole(row);
    const auto why = !m_guard->reason().isEmpty() ? m_guard->reason()
                     : mayDo(m_server, "team:user:change-role", m_ownRole)
                         ? QString()
                         : tr("Only owners of the team and administrators change roles.");
    auto *group = new QActionGroup(&menu);
    for (const auto role : teamRoles) {
        auto *action = menu.addAction(Words::role(role));
        action->setCheckable(true);
        action->setChecked(role == shown);
        action->setEnabled(why.isEmpty());
        action->setToolTip(why);
        group->addAction(action);
        const auto id = text(m_model->record(row).id);
        connect(action, &QAction::triggered, this, [this, id, role] {
            if (const int at = m_model->rowOf(id); at >= 0)
                m_model->draftRole(at, role);
        });
    }
    if (!why.isEmpty()) {
        menu.addSeparator();
        menu.addAction(why)->setEnabled(false);
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

void MembersPane::fillMenu(QMenu &menu, int row)
{
    fillRoles(*menu.addMenu(tr("Change &role")), row);
    const auto why = whyKept(row);
    auto *removal = menu.addAction(tr("Re&move from team…"));
    removal->setEnabled(why.isEmpty());
    removal->setToolTip(why);
    connect(removal, &QAction::triggered, this, [this, id = text(m_model->record(row).id)] {
        if (const int at = m_model->rowOf(id); at >= 0)
            remove(at);
    });
}

void MembersPane::review()
{
    const auto drafts = m_model->drafts();
    std::vector<ReviewLine> lines;
    for (const auto &draft : drafts)
        lines.push_back(
            {draft.name, Words::role(draft.now), Words::role(draft.next), Words::effect(draft.now, draft.next)});
    m_review->review(lines, drafts.size() == 1 ? tr("Change role") : tr("Change roles"), m_server.profile());
    m_review->setBlocked(!m_model->draftsLeaveAnOwner()
                             ? tr("%1 would have no owner. Make somebody an owner first.", "a team").arg(m_teamName)
                             : m_guard->reason());
    if (!m_model->draftsLeaveAnOwner() && !drafts.empty())
        m_review->showError(tr("%1 would have no owner. Make somebody an owner first.", "a team").arg(m_teamName));
    Q_EMIT draftChanged();
}

void MembersPane::apply()
{
    auto drafts = m_model->drafts();
    // New owners first, so that the team is never without one.
    std::ranges::sort(drafts, std::greater{}, &RoleDraft::next);
    m_pending.assign(drafts.begin(), drafts.end());
    m_applied.clear();
    m_review->setBusy(true);
    applyNext();
}

void MembersPane::applyNext()
{
    auto *teams = m_server.platform() == nullptr ? nullptr : m_server.platform()->teams();
    if (m_pending.empty() || teams == nullptr) {
        m_review->setBusy(false);
        if (!m_applied.isEmpty())
            Q_EMIT toast(tr("Changed the role of %1.", "%1 is one name or several")
                             .arg(QLocale().createSeparatedList(m_applied)));
        return;  // the rows say it already
    }
    const auto draft = m_pending.front();
    m_pending.pop_front();
    client::whenDone(
        this, m_server.apply(teams->changeRole(m_teamId, draft.userId, draft.next)), [this, draft](Result<void> done) {
            if (!done) {
                m_pending.clear();
                m_review->setBusy(false);
                m_model->refresh();
                m_review->showError(tr("%1 keeps the role %2: %3", "%1 a person, %3 an error's sentence")
                                        .arg(draft.name, Words::role(draft.now), sentenceOf(done.error())));
                return;
            }
            m_applied << draft.name;
            m_model->settle(draft.userId, draft.next);
            applyNext();
        });
}

void MembersPane::remove(int row)
{
    if (const auto why = whyKept(row); !why.isEmpty()) {
        Q_EMIT toast(why);
        return;
    }
    const auto &member = m_model->record(row);
    const auto name = MembersModel::nameOf(member);
    const auto me = m_server.user();
    Confirmation what{.tier = client::Tier::security,
                      .title = tr("Remove %1 from %2?", "%1 a person, %2 a team").arg(name, m_teamName),
                      .consequence = me && me->id == member.id
                                         ? tr("You lose access to the team at once; an owner can add you again.")
                                         : tr("%1 loses access to the team at once; the account stays.").arg(name),
                      .goes = {},
                      .verb = tr("Remove member"),
                      .nameToType = {},
                      .server = m_server.profile()};
    ConfirmDialog::ask(m_theme, what, this, [this, id = text(member.id), name] {
        auto *teams = m_server.platform()->teams();
        client::whenDone(this, m_server.apply(teams->removeMember(m_teamId, id)), [this, name](Result<void> done) {
            Q_EMIT toast(done ? tr("%1 is no longer in %2.", "%1 a person, %2 a team").arg(name, m_teamName)
                              : sentenceOf(done.error()));
            m_model->refresh();
        });
    });
}

void MembersPane::addPeople()
{
    if (!m_add->isEnabled()) {
        Q_EMIT toast(m_add->toolTip());
        return;
    }
    auto *dialog = new AddPeopleDialog(m_theme, m_server, m_teamId, m_teamName, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AddPeopleDialog::added, this, [this](const QString &who) {
        m_model->refresh();
        Q_EMIT toast(tr("%1 is in %2 now.", "%1 a person, %2 a team").arg(who, m_teamName));
    });
    connect(dialog, &AddPeopleDialog::invited, this, [this](const QString &who) {
        Q_EMIT invited();
        Q_EMIT toast(tr("Invited %1.").arg(who));
    });
    connect(dialog, &QDialog::finished, m_add, qOverload<>(&QWidget::setFocus));
    dialog->open();
}

}  // namespace castellan::ui
