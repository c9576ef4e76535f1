// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/teams/teams_screen.h"

#include "client/events/event_store.h"
#include "ui/guards/write_guard.h"
#include "ui/lists/record_list.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/screens/teams/create_team_dialog.h"
#include "ui/screens/teams/team_page.h"
#include "ui/screens/teams/teams_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/section_header.h"

#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace castellan::ui {

TeamsScreen::TeamsScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), parent), m_pages(new QStackedWidget(this)), m_listPage(new QWidget(m_pages)),
      m_header(new SectionHeader(m_context.theme, m_listPage)), m_model(new TeamsModel(*m_context.server)),
      m_list(new RecordList(m_context.theme, *m_context.server, m_model, {{60}, {50}, {34}, {24}, {40, true}, {9}},
                            {tr("Teams"), tr("Filter teams"), tr("There is no team yet."), tr("Create team")},
                            m_listPage)),
      m_create(new Button(m_context.theme, tr("Create team"), ButtonKind::primary, m_listPage)),
      m_guard(new WriteGuard(*m_context.server, this))
{
    build();
    connect(m_list, &RecordList::opened, this, [this](int row) { open(row); });
    connect(m_list, &RecordList::emptyActRequested, this, &TeamsScreen::create);
    connect(m_create, &QPushButton::clicked, this, &TeamsScreen::create);
    connect(m_model, &TableModel::stateChanged, this, &TeamsScreen::updateHeader);
    connect(m_context.server, &client::Server::userChanged, this, &TeamsScreen::updateRights);
    updateRights();
    updateHeader();
    if (!m_context.place.subject.isEmpty())
        (void)go(m_context.place);
    refresh();
}

void TeamsScreen::build()
{
    const auto &metrics = m_context.theme.metrics();
    m_create->setIcon(Icon::plus);
    m_guard->add(m_create);
    m_list->addAct(m_create);
    m_list->refreshOnEvents({QStringLiteral("team."), QStringLiteral("platform.team.")});
    m_list->setRowMenu([this](QMenu &menu, int row) { fillMenu(menu, row); });
    auto *page = new QVBoxLayout(m_listPage);
    page->setContentsMargins(metrics.pageMargin(), metrics.units(5), metrics.pageMargin(), metrics.units(5));
    page->setSpacing(metrics.units(4));
    page->addWidget(m_header);
    page->addWidget(m_list, 1);
    m_pages->addWidget(m_listPage);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_pages);
    QWidget::setTabOrder(m_list->filterField(), m_create);
    QWidget::setTabOrder(m_create, m_list->table());
}

void TeamsScreen::updateHeader()
{
    m_header->setTitle(tr("Teams"));
    m_header->setSubtitle(m_model->loadedAt().isValid() ? tr("%n team(s)", nullptr, int(m_model->total())) : QString());
    for (const auto &team : m_model->records())
        m_context.events.setTeamName(m_context.server->profile().id, text(team.id), text(team.name));
}

void TeamsScreen::updateRights()
{
    const bool may = mayDo(*m_context.server, "team:create");
    m_guard->setReason(m_create, may ? QString() : tr("Sign in to create a team."));
    m_list->setEmptyActVisible(may);
}

Place TeamsScreen::placeOf(const QString &teamId, const QString &part) const
{
    return {m_context.place.serverId, m_context.place.view, teamId, part};
}

QList<Crumb> TeamsScreen::crumbs() const
{
    QList<Crumb> crumbs{{tr("Teams"), placeOf({}, {})}};
    if (m_pages->currentWidget() == m_team && m_team != nullptr)
        crumbs.append({m_team->title(), placeOf(m_team->teamId(), m_team->part())});
    return crumbs;
}

void TeamsScreen::open(int row, const QString &part)
{
    if (row >= 0)
        Q_EMIT navigate(placeOf(text(m_model->record(row).id), part));
}

bool TeamsScreen::go(const Place &place)
{
    if (place.serverId != m_context.place.serverId || place.view != m_context.place.view)
        return false;
    m_context.place = place;
    if (place.subject.isEmpty()) {
        m_pages->setCurrentWidget(m_listPage);
    } else {
        if (m_team == nullptr || m_team->teamId() != place.subject) {
            delete m_team;
            m_team = new TeamPage(m_context, place.subject, m_pages);
            m_pages->addWidget(m_team);
            connect(m_team, &TeamPage::titleChanged, this, &Screen::crumbsChanged);
            connect(m_team, &TeamPage::inspectorChanged, this, &Screen::inspectorChanged);
            connect(m_team, &TeamPage::inspectorRequested, this, &Screen::inspectorRequested);
            connect(m_team, &TeamPage::viewActionsChanged, this, &Screen::viewActionsChanged);
            connect(m_team, &TeamPage::toast, this, &Screen::toast);
            connect(m_team, &TeamPage::partChosen, this,
                    [this](const QString &part) { Q_EMIT navigate(placeOf(m_team->teamId(), part)); });
            connect(m_team, &TeamPage::removed, this, [this] {
                m_model->refresh();
                Q_EMIT navigate(placeOf({}, {}));
            });
            m_team->refresh();
        }
        m_pages->setCurrentWidget(m_team);
        m_team->showPart(place.part);
    }
    Q_EMIT crumbsChanged();
    Q_EMIT inspectorChanged();
    Q_EMIT viewActionsChanged();
    return true;
}

QLineEdit *TeamsScreen::filterField() const
{
    return m_pages->currentWidget() == m_listPage ? m_list->filterField() : m_team->filterField();
}

void TeamsScreen::refresh()
{
    m_list->refresh();
    if (m_team != nullptr && m_pages->currentWidget() == m_team)
        m_team->refresh();
}

QJsonObject TeamsScreen::saveState() const
{
    return {{QStringLiteral("list"), m_list->saveState()}};
}

void TeamsScreen::restoreState(const QJsonObject &state)
{
    m_list->restoreState(state.value(QStringLiteral("list")).toObject());
}

QWidget *TeamsScreen::inspector() const
{
    return m_pages->currentWidget() == m_listPage ? nullptr : m_team->inspector();
}

QList<QAction *> TeamsScreen::viewActions() const
{
    return m_pages->currentWidget() == m_listPage ? QList<QAction *>{} : m_team->viewActions();
}

bool TeamsScreen::hasDraft() const
{
    return m_team != nullptr && m_team->hasDraft();
}

void TeamsScreen::fillMenu(QMenu &menu, int row)
{
    const auto id = text(m_model->record(row).id);
    const auto add = [&](const QString &words, const QString &part) {
        connect(menu.addAction(words), &QAction::triggered, this,
                [this, id, part] { Q_EMIT navigate(placeOf(id, part)); });
    };
    add(tr("&Open"), {});
    add(tr("&Invitations"), QStringLiteral("invitations"));
    add(tr("&Audit log"), QStringLiteral("audit"));
    add(tr("&Rename or delete…"), QStringLiteral("settings"));
}

void TeamsScreen::create()
{
    if (!m_create->isEnabled()) {
        Q_EMIT toast(m_create->toolTip());
        return;
    }
    auto *dialog = new CreateTeamDialog(m_context.theme, *m_context.server, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CreateTeamDialog::created, this, [this](const records::Team &team) {
        m_model->merge({team}, false);
        m_list->select(text(team.id));
        m_model->refresh();
        Q_EMIT toast(tr("Created the team %1.").arg(text(team.name)), tr("Open"),
                     [this, id = text(team.id)] { Q_EMIT navigate(placeOf(id, {})); });
    });
    connect(dialog, &QDialog::finished, m_create, qOverload<>(&QWidget::setFocus));
    dialog->open();
}

}  // namespace castellan::ui
