// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sessions/sessions_screen.h"

#include "ui/guards/confirm_dialog.h"
#include "ui/guards/write_guard.h"
#include "ui/lists/record_list.h"
#include "ui/lists/words.h"
#include "ui/screens/sessions/sessions_model.h"
#include "ui/screens/users/users_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/section_header.h"

#include <QMenu>
#include <QVBoxLayout>

namespace castellan::ui {

SessionsScreen::SessionsScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), parent), m_model(new SessionsModel(*m_context.server, m_context.place.subject)),
      m_list(new RecordList(m_context.theme, *m_context.server, m_model,
                            {{40}, {36}, {28}, {28}, {30}, {30}, {30, true}, {9}},
                            {tr("Sessions"), tr("Filter sessions"), tr("Nobody is signed in here."), {}}, this)),
      m_header(new SectionHeader(m_context.theme, this)),
      m_endMany(
          new Button(m_context.theme, isOwn() ? tr("End all others") : tr("End all"), ButtonKind::secondary, this)),
      m_guard(new WriteGuard(*m_context.server, this))
{
    const auto &metrics = m_context.theme.metrics();
    m_endMany->setIcon(Icon::logOut);
    m_guard->add(m_endMany);
    m_list->addAct(m_endMany);
    m_list->setEmptyActVisible(false);
    m_list->refreshOnEvents({QStringLiteral("account."), QStringLiteral("users.ended")});
    m_list->setRowMenu([this](QMenu &menu, int row) { fillMenu(menu, row); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics.pageMargin(), metrics.units(5), metrics.pageMargin(), metrics.units(5));
    layout->setSpacing(metrics.units(4));
    layout->addWidget(m_header);
    layout->addWidget(m_list, 1);
    connect(m_model, &TableModel::stateChanged, this, &SessionsScreen::updateHeader);
    connect(m_list, &RecordList::removeRequested, this, &SessionsScreen::end);
    connect(m_endMany, &QPushButton::clicked, this, &SessionsScreen::endMany);
    QWidget::setTabOrder(m_list->filterField(), m_endMany);
    QWidget::setTabOrder(m_endMany, m_list->table());
    updateHeader();
    learnName();
    refresh();
}

QList<Crumb> SessionsScreen::crumbs() const
{
    if (isOwn())
        return {{tr("Sessions"), m_context.place}};
    return {{tr("Users"), {m_context.place.serverId, QStringLiteral("users"), {}, {}}},
            {m_name.isEmpty() ? tr("Sessions") : tr("Sessions of %1", "a person").arg(m_name), m_context.place}};
}

QLineEdit *SessionsScreen::filterField() const
{
    return m_list->filterField();
}

void SessionsScreen::refresh()
{
    m_list->refresh();
}

QJsonObject SessionsScreen::saveState() const
{
    return m_list->saveState();
}

void SessionsScreen::restoreState(const QJsonObject &state)
{
    m_list->restoreState(state);
}

void SessionsScreen::learnName()
{
    auto *platform = server()->platform();
    if (isOwn() || !platform || !platform->users())
        return;
    client::whenDone(this, platform->users()->read(m_context.place.subject), [this](const Result<records::User> &user) {
        if (!user)
            return;  // the list says what is wrong
        m_name = UsersModel::nameOf(*user);
        updateHeader();
        Q_EMIT crumbsChanged();
    });
}

void SessionsScreen::updateHeader()
{
    m_header->setTitle(isOwn()            ? tr("Your sessions")
                       : m_name.isEmpty() ? tr("Sessions")
                                          : tr("Sessions of %1", "a person").arg(m_name));
    if (m_model->loadedAt().isValid()) {
        const int others = m_model->others();
        m_header->setSubtitle(isOwn() && others == 0
                                  ? tr("Signed in here only")
                                  : tr("%n session(s)", nullptr, m_model->rowCount()) + QStringLiteral(" · ") +
                                        tr("an ended one is refused within a second"));
        m_guard->setReason(m_endMany, others > 0 ? QString() : tr("There is no other session."));
    } else {
        m_header->setSubtitle({});
    }
}

void SessionsScreen::fillMenu(QMenu &menu, int row)
{
    const QString why = !m_guard->reason().isEmpty() ? m_guard->reason()
                        : m_model->canEnd(row)       ? QString()
                                                     : tr("This is the session you use. Sign out to end it.");
    auto *action = menu.addAction(tr("&End session…"));
    action->setEnabled(why.isEmpty());
    action->setToolTip(why);
    connect(action, &QAction::triggered, this, [this, id = text(m_model->record(row).id)] {
        if (const int at = m_model->rowOf(id); at >= 0)
            end(at);
    });
}

void SessionsScreen::end(int row)
{
    if (!m_model->canEnd(row)) {
        Q_EMIT toast(tr("This is the session you use. Sign out to end it."));
        return;
    }
    const auto &session = m_model->record(row);
    const QString where = SessionsModel::clientOf(session);
    Confirmation what{.tier = client::Tier::disruptive,
                      .title = tr("End the session of %1?", "a program").arg(where),
                      .consequence = tr("Signed in %1 from %2. Whoever uses it has to sign in again.")
                                         .arg(Words::ago(timeOf(session.createdAt), QDateTime::currentDateTimeUtc()),
                                              text(session.address)),
                      .goes = {},
                      .verb = tr("End session"),
                      .nameToType = {},
                      .server = server()->profile()};
    ConfirmDialog::ask(theme(), what, this, [this, id = text(session.id)] {
        auto *sessions = server()->platform()->sessions();
        const auto change = isOwn() ? sessions->end(id) : sessions->endOfUser(m_context.place.subject, id);
        client::whenDone(this, server()->apply(change), [this](const Result<void> &done) {
            Q_EMIT toast(done ? tr("The session has ended.") : sentenceOf(done.error()));
            refresh();
        });
    });
}

void SessionsScreen::endMany()
{
    Confirmation what{.tier = client::Tier::disruptive,
                      .title = isOwn() ? tr("End all your other sessions?")
                                       : tr("End all sessions of %1?", "a person").arg(m_name),
                      .consequence = isOwn() ? tr("You stay signed in here; everywhere else you have to sign in again.")
                                             : tr("%1 has to sign in again everywhere.").arg(m_name),
                      .goes = {tr("%n session(s)", nullptr, isOwn() ? m_model->others() : m_model->rowCount())},
                      .verb = isOwn() ? tr("End all others") : tr("End all"),
                      .nameToType = {},
                      .server = server()->profile()};
    ConfirmDialog::ask(theme(), what, this, [this] {
        auto *sessions = server()->platform()->sessions();
        const auto change = isOwn() ? sessions->endOthers() : sessions->endAllOfUser(m_context.place.subject);
        client::whenDone(this, server()->apply(change), [this](const Result<records::SessionsEnded> &done) {
            Q_EMIT toast(done ? tr("Ended %n session(s).", nullptr, int(done->sessionsEnded))
                              : sentenceOf(done.error()));
            refresh();
        });
    });
}

}  // namespace castellan::ui
