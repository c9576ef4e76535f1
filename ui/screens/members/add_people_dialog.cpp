// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/add_people_dialog.h"

#include "client/display_text.h"
#include "ui/guards/server_dialog.h"
#include "ui/guards/state_view.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace castellan::ui {

AddPeopleDialog::AddPeopleDialog(Theme &theme, client::Server &server, const QString &teamId, const QString &teamName,
                                 QWidget *parent)
    : QDialog(parent), m_server(server), m_teamId(teamId),
      m_addNow(new QRadioButton(tr("&Add an existing user"), this)),
      m_invite(new QRadioButton(tr("&Send an invitation"), this)), m_who(new QLineEdit(this)),
      m_hint(makeLabel({}, this, TextSize::small, Tone::muted)), m_role(new QComboBox(this)),
      m_problem(makeProblem(this)), m_go(new Button(theme, {}, ButtonKind::primary, this))
{
    const auto &metrics = theme.metrics();
    auto *layout = layOutDialog(theme, this, tr("Add people to %1", "a team").arg(client::isolated(teamName)),
                                server.profile(), 112);

    const auto *teams = server.platform()->teams();
    const bool direct = teams != nullptr && teams->addsDirectly() && mayDo(server, "team:user:add");
    m_addNow->setVisible(direct);
    m_invite->setVisible(direct);
    (direct ? m_addNow : m_invite)->setChecked(true);
    layout->addWidget(m_addNow);
    layout->addWidget(m_invite);

    m_label = makeFieldLabel(tr("&User name or e-mail address"), m_who, this);
    layout->addSpacing(metrics.units(direct ? 2 : 0));
    layout->addWidget(m_label);
    layout->addWidget(m_who);
    layout->addWidget(m_hint);
    layout->addSpacing(metrics.units(2));
    for (const auto each : {Role::owner, Role::member, Role::viewer, Role::dashboard})
        m_role->addItem(Words::role(each), int(each));
    m_role->setCurrentIndex(1);
    layout->addWidget(makeFieldLabel(tr("&Role"), m_role, this));
    layout->addWidget(m_role, 0, Qt::AlignLeft);
    layout->addWidget(m_problem);

    layout->addSpacing(metrics.units(3));
    layout->addLayout(makeFoot(theme, this, m_go, this));
    m_who->setFocus();

    connect(m_go, &QPushButton::clicked, this, &AddPeopleDialog::go);
    connect(m_who, &QLineEdit::textChanged, this, &AddPeopleDialog::update);
    connect(m_addNow, &QRadioButton::toggled, this, &AddPeopleDialog::update);
    update();
}

Role AddPeopleDialog::role() const
{
    return Role(m_role->currentData().toInt());
}

void AddPeopleDialog::update()
{
    const bool inviting = m_invite->isChecked();
    m_go->setText(inviting ? tr("Invite") : tr("Add member"));
    m_hint->setText(inviting ? tr("Up to five, separated by commas.") : tr("A user of this server."));
    m_go->setEnabled(!m_busy && !m_who->text().trimmed().isEmpty());
    m_who->setEnabled(!m_busy);
}

void AddPeopleDialog::say(const QString &problem)
{
    m_busy = false;
    update();
    showProblem(m_problem, problem, m_who);
    m_who->selectAll();
}

void AddPeopleDialog::go()
{
    if (m_busy || m_who->text().trimmed().isEmpty())
        return;
    m_busy = true;
    m_problem->hide();
    update();
    if (m_invite->isChecked())
        invite();
    else
        add();
}

void AddPeopleDialog::add()
{
    const auto who = m_who->text().trimmed();
    records::MemberAdd member;
    member.user = who.toStdString();
    member.role = std::int64_t(role());
    client::whenDone(this, m_server.apply(m_server.platform()->teams()->addMember(m_teamId, std::move(member))),
                     [this, who](Result<void> done) {
                         if (!done) {
                             say(sentenceOf(done.error()));
                             return;
                         }
                         Q_EMIT added(who);
                         accept();
                     });
}

void AddPeopleDialog::invite()
{
    const auto who = m_who->text().trimmed();
    using Problems = std::vector<client::Teams::InvitationProblem>;
    client::whenDone(this, m_server.apply(m_server.platform()->teams()->invite(m_teamId, who, role())),
                     [this, who](Result<Problems> done) {
                         if (!done) {
                             say(sentenceOf(done.error()));
                             return;
                         }
                         if (!done->empty()) {
                             keepThoseWhoFailed(*done);
                             return;
                         }
                         Q_EMIT invited(who);
                         accept();
                     });
}

/// The others have their invitation: asking for it once more would only be refused.
void AddPeopleDialog::keepThoseWhoFailed(const std::vector<client::Teams::InvitationProblem> &problems)
{
    QStringList failed;
    QStringList invitedNow;
    for (const auto &part : m_who->text().split(u',', Qt::SkipEmptyParts)) {
        const auto who = part.trimmed();
        const auto isThem = [&](const auto &problem) { return problem.user.compare(who, Qt::CaseInsensitive) == 0; };
        if (!who.isEmpty())
            (std::ranges::any_of(problems, isThem) ? failed : invitedNow) << who;
    }
    // A problem whose person was typed in other words: then no one of them is known to be invited.
    if (std::size_t(failed.size()) < problems.size())
        invitedNow.clear();
    else
        m_who->setText(failed.join(QStringLiteral(", ")));
    QStringList lines;
    for (const auto &problem : problems)
        lines << tr("%1: %2", "a person and why the invitation failed")
                     .arg(client::isolated(problem.user), client::isolated(problem.reason));
    say(lines.join(u'\n'));
    if (!invitedNow.isEmpty())
        Q_EMIT invited(invitedNow.join(QStringLiteral(", ")));
}

}  // namespace castellan::ui
