// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sessions/sessions_screen.h"

#include "client/display_text.h"
#include "client/platform/security.h"
#include "ui/lists/record_screen.h"
#include "ui/lists/words.h"
#include "ui/screens/sessions/sessions_model.h"
#include "ui/widgets/button.h"

namespace castellan::ui {

class SessionsScreen final : public RecordScreen {
    Q_OBJECT
public:
    SessionsScreen(ScreenContext context, SessionsModel *model, QWidget *parent);
    [[nodiscard]] QList<Crumb> crumbs() const override;

protected:
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<RowAction> actionsOf(int row) override;

private:
    [[nodiscard]] bool isOwn() const { return m_context.place.subject.isEmpty(); }
    void learnName();
    void endMany();

    QString m_name;  ///< of the user whose sessions these are
    SessionsModel *m_model;
    Button *m_endMany;
};

SessionsScreen::SessionsScreen(ScreenContext context, SessionsModel *model, QWidget *parent)
    : RecordScreen(std::move(context), tr("Sessions"), model,
                   {tr("Sessions"), tr("Filter sessions"), tr("No sessions"), {}}, parent),
      m_model(model),
      m_endMany(new Button(theme(), isOwn() ? tr("End all others") : tr("End all"), ButtonKind::secondary, this))
{
    m_endMany->setIcon(Icon::logOut);
    list().guard().add(m_endMany);
    list().addAct(m_endMany);
    list().setEmptyActVisible(false);
    list().refreshOnEvents({QStringLiteral("account."), QStringLiteral("users.ended")});
    connect(m_endMany, &QPushButton::clicked, this, &SessionsScreen::endMany);
    connect(m_model, &TableModel::stateChanged, this, [this] {
        if (m_model->loadedAt().isValid())
            list().guard().setReason(m_endMany, m_model->others() > 0 ? QString() : tr("You have no other sessions."));
    });
    if (isOwn())
        setTitle(tr("Your sessions"));
    updateHeader();
    learnName();
    refresh();
}

QList<Crumb> SessionsScreen::crumbs() const
{
    if (isOwn())
        return {{tr("Sessions"), m_context.place}};
    return {{tr("Users"), {m_context.place.serverId, QStringLiteral("users"), {}, {}}}, {title(), m_context.place}};
}

void SessionsScreen::learnName()
{
    auto *platform = server()->platform();
    if (isOwn() || !platform || !platform->users())
        return;
    client::whenDone(this, platform->users()->read(m_context.place.subject), [this](const Result<records::User> &user) {
        if (!user)
            return;  // the list shows the error
        m_name = nameOf(*user);
        setTitle(tr("Sessions of %1", "a person").arg(client::isolated(m_name)));
        updateHeader();
    });
}

QString SessionsScreen::summary() const
{
    return isOwn() && m_model->others() == 0 ? tr("Signed in here only")
                                             : tr("%n session(s)", nullptr, m_model->rowCount());
}

std::vector<RowAction> SessionsScreen::actionsOf(int row)
{
    const auto &session = m_model->record(row);
    const auto signedIn = Words::ago(timeOf(session.createdAt), QDateTime::currentDateTimeUtc());
    return {{.text = tr("&End session…"),
             .whyNot = m_model->canEnd(row) ? QString() : tr("This is your current session. Sign out to end it."),
             .confirmation = {.title = tr("End the session of %1?", "a program")
                                           .arg(client::isolated(SessionsModel::clientOf(session))),
                              .consequence = tr("Signed in %1 from %2. The program has to sign in again.")
                                                 .arg(signedIn, client::isolated(text(session.address))),
                              .verb = tr("End session")},
             .change =
                 [this, id = text(session.id)] {
                     auto &sessions = *server()->platform()->sessions();
                     return ListChange(isOwn() ? sessions.end(id) : sessions.endOfUser(m_context.place.subject, id),
                                       tr("The session has ended."));
                 },
             .removes = true}};
}

void SessionsScreen::endMany()
{
    auto &sessions = *server()->platform()->sessions();
    const ListChange change(isOwn() ? sessions.endOthers() : sessions.endAllOfUser(m_context.place.subject),
                            [](const Result<records::SessionsEnded> &done) {
                                return tr("Ended %n session(s).", nullptr, int(done->sessionsEnded));
                            });
    list().apply(change, {.title = isOwn() ? tr("End all your other sessions?")
                                           : tr("End all sessions of %1?", "a person").arg(client::isolated(m_name)),
                          .consequence = isOwn() ? tr("You stay signed in here and are signed out everywhere else.")
                                                 : tr("%1 is signed out everywhere.").arg(client::isolated(m_name)),
                          .goes = {tr("%n session(s)", nullptr, isOwn() ? m_model->others() : m_model->rowCount())},
                          .verb = isOwn() ? tr("End all others") : tr("End all")});
}

Screen *makeSessionsScreen(ScreenContext context, QWidget *parent)
{
    auto *model = new SessionsModel(*context.server, context.place.subject);
    return new SessionsScreen(std::move(context), model, parent);
}

}  // namespace castellan::ui

#include "sessions_screen.moc"
