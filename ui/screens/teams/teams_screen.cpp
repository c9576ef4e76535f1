// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/teams/teams_screen.h"

#include "client/display_text.h"
#include "client/events/event_store.h"
#include "ui/lists/record_screen.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/screens/teams/create_team_dialog.h"
#include "ui/screens/teams/team_page.h"
#include "ui/screens/teams/teams_model.h"
#include "ui/widgets/dialogs.h"

#include <QStackedLayout>

namespace castellan::ui {

class TeamsScreen final : public RecordScreen {
    Q_OBJECT
public:
    TeamsScreen(ScreenContext context, TeamsModel *model, QWidget *parent);

    [[nodiscard]] QList<Crumb> crumbs() const override;
    [[nodiscard]] QLineEdit *filterField() const override;
    void refresh() override;
    [[nodiscard]] QWidget *inspector() const override;
    [[nodiscard]] QList<QAction *> viewActions() const override;
    [[nodiscard]] QJsonObject draft() const override;
    void restoreDraft(const QJsonObject &draft) override;
    [[nodiscard]] Place draftPlace() const override;
    [[nodiscard]] bool go(const Place &place) override;

protected:
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<RowAction> actionsOf(int row) override;

private:
    void openTeam(const QString &id);
    /// Asks the server whether to offer the creation of teams, as its settings may have changed.
    void readMayCreate();
    void create(QWidget *opener);
    [[nodiscard]] Place placeOf(const QString &teamId, const QString &part) const;

    TeamsModel *m_model;
    TeamPage *m_team = nullptr;
    QJsonObject m_left;  ///< drafts of teams that are not open
};

TeamsScreen::TeamsScreen(ScreenContext context, TeamsModel *model, QWidget *parent)
    : RecordScreen(std::move(context), tr("Teams"), model,
                   {tr("Teams"), tr("Filter teams"), tr("No teams yet"), tr("Create team")}, parent),
      m_model(model)
{
    list().offerCreate(
        tr("Create team"),
        [this] { return mayDo(*server(), "team:create") ? QString() : tr("Sign in to create a team."); },
        [this](QWidget *opener) { create(opener); });
    list().setCreateOffered(false);  // until the server's settings say so
    connect(server(), &client::Server::userChanged, this, &TeamsScreen::readMayCreate);
    connect(server(), &client::Server::platformKnown, this, &TeamsScreen::readMayCreate);
    connect(server(), &client::Server::refused, this, &TeamsScreen::readMayCreate);
    list().refreshOnEvents({QStringLiteral("team."), QStringLiteral("platform.team.")});
    connect(&list(), &RecordList::opened, this, [this](int row) {
        if (row >= 0)
            Q_EMIT navigate(placeOf(text(m_model->record(row).id), {}));
    });
    connect(m_model, &TableModel::stateChanged, this, [this] {
        QHash<QString, QString> names;
        for (const auto &team : m_model->records())
            names.insert(text(team.id), text(team.name));
        m_context.events.setNames(server()->profile().id, names);
    });
    updateHeader();
    if (!m_context.place.subject.isEmpty())
        (void)go(m_context.place);
    refresh();
}

QString TeamsScreen::summary() const
{
    return tr("%n team(s)", nullptr, int(m_model->total()));
}

Place TeamsScreen::placeOf(const QString &teamId, const QString &part) const
{
    return {m_context.place.serverId, m_context.place.view, teamId, part};
}

QList<Crumb> TeamsScreen::crumbs() const
{
    QList<Crumb> crumbs{{title(), placeOf({}, {})}};
    if (!showsList())
        crumbs.append({m_team->title(), placeOf(m_team->teamId(), m_team->part())});
    return crumbs;
}

bool TeamsScreen::go(const Place &place)
{
    if (place.serverId != m_context.place.serverId || place.view != m_context.place.view)
        return false;
    m_context.place = place;
    if (place.subject.isEmpty()) {
        pages().setCurrentIndex(0);
    } else {
        if (m_team == nullptr || m_team->teamId() != place.subject)
            openTeam(place.subject);
        pages().setCurrentWidget(m_team);
        m_team->showPart(place.part);
    }
    Q_EMIT crumbsChanged();
    Q_EMIT inspectorChanged();
    Q_EMIT viewActionsChanged();
    return true;
}

void TeamsScreen::openTeam(const QString &id)
{
    if (m_team != nullptr)
        m_left = draft();
    delete m_team;
    m_team = new TeamPage(m_context, id, this);
    pages().addWidget(m_team);
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
    if (const auto kept = m_left.take(id).toObject(); !kept.isEmpty())
        m_team->restoreDraft(kept);
}

QLineEdit *TeamsScreen::filterField() const
{
    return showsList() ? RecordScreen::filterField() : m_team->filterField();
}

void TeamsScreen::readMayCreate()
{
    auto *teams = server()->platform() ? server()->platform()->teams() : nullptr;
    if (!teams)
        return list().setCreateOffered(false);
    client::whenDone(this, teams->mayCreate(), [this](const Result<bool> &may) {
        if (may)
            list().setCreateOffered(*may);
    });
}

void TeamsScreen::refresh()
{
    readMayCreate();
    RecordScreen::refresh();
    if (!showsList())
        m_team->refresh();
}

QWidget *TeamsScreen::inspector() const
{
    return showsList() ? nullptr : m_team->inspector();
}

QList<QAction *> TeamsScreen::viewActions() const
{
    return showsList() ? QList<QAction *>{} : m_team->viewActions();
}

/// By team.
QJsonObject TeamsScreen::draft() const
{
    auto out = m_left;
    if (m_team == nullptr)
        return out;
    if (const auto open = m_team->draft(); !open.isEmpty())
        out[m_team->teamId()] = open;
    return out;
}

void TeamsScreen::restoreDraft(const QJsonObject &draft)
{
    for (auto it = draft.begin(); it != draft.end(); ++it)
        if (m_team != nullptr && m_team->teamId() == it.key())
            m_team->restoreDraft(it->toObject());
        else
            m_left[it.key()] = *it;
}

Place TeamsScreen::draftPlace() const
{
    const auto teams = draft();
    if (m_team != nullptr && teams.contains(m_team->teamId()))
        return placeOf(m_team->teamId(), m_team->part());
    return teams.isEmpty() ? m_context.place : placeOf(teams.constBegin().key(), {});
}

std::vector<RowAction> TeamsScreen::actionsOf(int row)
{
    const auto open = [this, id = text(m_model->record(row).id)](const QString &part) {
        return [this, id, part] { Q_EMIT navigate(placeOf(id, part)); };
    };
    return {{.text = tr("&Open"), .go = open({})},
            {.text = tr("&Invitations"), .go = open(QStringLiteral("invitations"))},
            {.text = tr("&Audit log"), .go = open(QStringLiteral("audit"))},
            {.text = tr("&Rename or delete…"), .go = open(QStringLiteral("settings"))}};
}

void TeamsScreen::create(QWidget *opener)
{
    auto *dialog = new CreateTeamDialog(theme(), *server(), window());
    connect(dialog, &CreateTeamDialog::created, this, [this](const records::Team &team) {
        m_model->merge({team}, false);
        list().select(text(team.id));
        m_model->refresh();
        Q_EMIT toast(tr("Created the team %1.").arg(client::isolated(text(team.name))), tr("Open"),
                     [this, id = text(team.id)] { Q_EMIT navigate(placeOf(id, {})); });
    });
    openOver(dialog, opener);
}

Screen *makeTeamsScreen(ScreenContext context, QWidget *parent)
{
    auto *model = new TeamsModel(*context.server);
    return new TeamsScreen(std::move(context), model, parent);
}

}  // namespace castellan::ui

#include "teams_screen.moc"
