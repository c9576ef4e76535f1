// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/teams/team_settings_pane.h"

#include "client/display_text.h"
#include "ui/guards/state_view.h"
#include "ui/guards/write_guard.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/screens/teams/team_form.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <utility>

namespace castellan::ui {

TeamSettingsPane::TeamSettingsPane(Theme &theme, client::Server &server, QWidget *parent)
    : QWidget(parent), m_server(server), m_form(new TeamForm(theme, server, TeamForm::For::existingTeam, this)),
      m_save(new Button(theme, tr("Save"), ButtonKind::primary, this)),
      m_discard(new Button(theme, tr("Discard"), ButtonKind::secondary, this)),
      m_remove(new Button(theme, tr("Delete team…"), ButtonKind::danger, this)), m_guard(new WriteGuard(server, this))
{
    const auto &metrics = theme.metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics.units(3));
    m_form->setMaximumWidth(metrics.units(100));
    layout->addWidget(m_form);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(metrics.gap());
    acts->addWidget(m_save);
    acts->addWidget(m_discard);
    acts->addStretch();
    layout->addLayout(acts);
    layout->addSpacing(metrics.groupGap());
    layout->addWidget(makeLabel(tr("Delete this team"), this, TextSize::heading));
    auto *words = makeParagraph(
        tr("Its members lose access, and its invitations and everything it owns are deleted. This cannot be undone."),
        this, Tone::muted);
    words->setMaximumWidth(metrics.units(130));
    layout->addWidget(words);
    layout->addWidget(m_remove, 0, Qt::AlignLeft);
    layout->addStretch();

    m_guard->add(m_remove);
    connect(m_form, &TeamForm::changed, this, [this] {
        updateActs();
        Q_EMIT draftChanged();
    });
    connect(m_guard, &WriteGuard::reasonChanged, this, &TeamSettingsPane::updateActs);
    connect(m_save, &QPushButton::clicked, this, &TeamSettingsPane::save);
    connect(m_discard, &QPushButton::clicked, this, [this] { m_form->setTeam(m_team); });
    connect(m_remove, &QPushButton::clicked, this, &TeamSettingsPane::removeRequested);
    updateActs();
}

void TeamSettingsPane::setTeam(const records::Team &team)
{
    const bool typing = hasDraft() && team.id == m_team.id;
    m_team = team;
    if (!typing)
        m_form->setTeam(team);
    if (!m_kept.isEmpty())
        restoreDraft(std::exchange(m_kept, {}));
}

QJsonObject TeamSettingsPane::draft() const
{
    if (!hasDraft())
        return m_kept;
    return {{QStringLiteral("name"), m_form->name()}, {QStringLiteral("slug"), m_form->slug()}};
}

void TeamSettingsPane::restoreDraft(const QJsonObject &draft)
{
    if (m_team.id.empty())
        m_kept = draft;
    else
        m_form->type(draft[u"name"].toString(), draft[u"slug"].toString());
}

void TeamSettingsPane::setOwnRole(Role role)
{
    m_ownRole = role;
    updateActs();
}

bool TeamSettingsPane::hasDraft() const
{
    return !m_team.id.empty() && m_form->isChanged();
}

void TeamSettingsPane::updateActs()
{
    const auto rights = tr("Only team owners and administrators can change the team.");
    const auto why = !m_guard->reason().isEmpty()              ? m_guard->reason()
                     : mayDo(m_server, "team:edit", m_ownRole) ? QString()
                                                               : rights;
    m_form->setFieldsEnabled(why.isEmpty(), why);
    const bool changed = hasDraft();
    m_save->setEnabled(why.isEmpty() && changed && m_form->isAcceptable() && !m_busy);
    setTip(m_save, why);
    m_discard->setEnabled(changed && !m_busy);
    m_guard->setReason(m_remove, mayDo(m_server, "team:delete", m_ownRole) ? QString() : rights);
}

void TeamSettingsPane::save()
{
    m_busy = true;
    updateActs();
    records::TeamUpdate update;
    if (m_form->name() != text(m_team.name))
        update.name = m_form->name().toStdString();
    if (m_form->slug() != text(m_team.slug))
        update.slug = m_form->slug().toStdString();
    client::whenDone(this, m_server.apply(m_server.platform()->teams()->update(text(m_team.id), std::move(update))),
                     [this, before = m_team](Result<records::Team> done) {
                         m_busy = false;
                         if (!done) {
                             m_form->showProblem(done.error());
                             updateActs();
                             return;
                         }
                         m_team = *done;
                         m_form->setTeam(m_team);
                         updateActs();
                         Q_EMIT saved(m_team);
                         Q_EMIT toast(tr("Saved %1.", "a team").arg(client::isolated(text(m_team.name))), tr("Undo"),
                                      [this, before] { undo(before); });
                     });
}

void TeamSettingsPane::undo(const records::Team &before)
{
    records::TeamUpdate update;
    update.name = before.name;
    if (before.slug)
        update.slug = *before.slug;
    client::whenDone(this, m_server.apply(m_server.platform()->teams()->update(text(before.id), std::move(update))),
                     [this](Result<records::Team> done) {
                         if (!done) {
                             Q_EMIT toast(sentenceOf(done.error()));
                             return;
                         }
                         m_team = *done;
                         m_form->setTeam(m_team);
                         Q_EMIT saved(m_team);
                     });
}

}  // namespace castellan::ui
