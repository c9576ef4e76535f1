// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/client/servers/sign_in_steps.h"
#include "tests/interop/console.h"
#include "tests/interop/peer.h"
#include "tests/interop/window_hands.h"
#include "ui/guards/review_bar.h"
#include "ui/screens/members/members_model.h"

#include <QComboBox>
#include <QRadioButton>
#include <QTcpServer>

#include <algorithm>
#include <array>
#include <functional>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto edition = CASTELLAN_PEER_EE ? client::Peer::Kind::flowfuse_ee : client::Peer::Kind::flowfuse_ce;
constexpr int patience = 15'000;  ///< ms; the peer answers slowly when it has just started
const QString password = u"harbour-Violet-lantern-93"_s;

Secret secret(const QString &text)
{
    return Secret(std::string_view(text.toStdString()));
}

/// An address of this computer without a listener.
QString deadAddress()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return u"http://127.0.0.1:%1"_s.arg(probe.serverPort());
}

}  // namespace

/// The console's real window against a real FlowFuse, by mouse and keyboard alone. What others do meanwhile they do
/// through its API. Steps build on each other, in this order.
class TestConsoleFlowFuse : public QObject, private WindowHands {
    Q_OBJECT

    client::PeerProcess m_process;
    client::PeerProcess m_ownProcess;
    std::optional<client::Peer> m_peer;
    std::optional<client::Peer> m_own;  ///< a second server of the console, of another kind
    std::unique_ptr<Theme> m_theme;
    client::Server *m_server = nullptr;
    client::Server *m_second = nullptr;
    std::map<QString, std::unique_ptr<client::Console>> m_others;
    client::Server *m_olga = nullptr;  ///< another administrator, elsewhere
    client::Server *m_bob = nullptr;
    QString m_teamId;

    client::Server *connectElsewhere(const QString &username, const QString &with)
    {
        auto &other = m_others[username];
        other = std::make_unique<client::Console>();
        auto flow = other->list.connectNew();
        const auto found = client::await(flow->probe(m_peer->url.toString()));
        const auto user =
            client::await(client::signInTo(flow->signIn(), client::PasswordAnswer{username, secret(with)}));
        flow->profile().name = u"Elsewhere"_s;
        const auto server = client::await(flow->save());
        if (!server)
            qWarning() << client::why(found) << client::why(user) << client::why(server);
        return server ? *server : nullptr;
    }
    static Result<records::User> makeUser(client::Server *by, const QString &username, const QString &name,
                                          bool admin = false)
    {
        records::UserCreate user;
        user.username = username.toStdString();
        user.name = name.toStdString();
        user.email = QString(username + u"@plant.example"_s).toStdString();
        user.password = Secret(password.toStdString());
        user.isAdmin = admin;
        return client::await(by->apply(by->platform()->users()->create(user)));
    }
    /// The name appears in the platform's log.
    static Result<records::Team> makeTeam(client::Server *by, const QString &name)
    {
        auto &teams = *by->platform()->teams();
        const auto types = client::await(teams.types());
        if (!types || types->empty())
            return fail(ErrorCode::not_found, "no team types");
        const auto slug = name.toLower().replace(u' ', u'-');
        return client::await(by->apply(teams.create({name.toStdString(), types->front().id, slug.toStdString()})));
    }
    std::optional<Role> roleOf(const QString &username)
    {
        const auto list = client::await(m_olga->platform()->teams()->members(m_teamId));
        for (const auto &member : list ? list->members : std::vector<records::Member>{})
            if (QString::fromStdString(member.username) == username)
                return MembersModel::roleOf(member);
        return std::nullopt;
    }
    /// Until an act of another user, which `act(n)` makes and says how the log tells it, is seen within three seconds,
    /// at most `tries` times, because a server that has just started answers slowly for a while. Milliseconds of the
    /// quickest; -1: one could not be made, or was never seen.
    qint64 quickestOf(int tries, const std::function<std::pair<bool, QString>(int n)> &act)
    {
        qint64 quickest = -1;
        for (int n = 0; n < tries && (quickest < 0 || quickest > 3'000); ++n) {
            const auto [done, shown] = act(n);
            QElapsedTimer since;
            since.start();
            const auto took = done ? seenWithin(patience, shown, since) : -1;
            if (took < 0)
                return -1;
            quickest = quickest < 0 ? took : std::min(quickest, took);
        }
        return quickest;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_peer = m_process.start(edition);
        if (!m_peer && !m_process.skipReason().isEmpty())
            QSKIP(qPrintable(m_process.skipReason()));
        QVERIFY2(m_peer, qPrintable(m_process.problem()));
        m_own = m_ownProcess.start(client::Peer::Kind::castellan);
        QVERIFY2(m_own, qPrintable(m_ownProcess.problem()));
        auto *alice = connectElsewhere(m_peer->user, m_peer->password);
        QVERIFY(alice);
        OK(makeUser(alice, u"olga"_s, u"Olga Berg"_s, true));
        for (const auto &[username, name] : {std::pair{u"bob"_s, u"Bob Lindt"_s}, {u"eva"_s, u"Eva Brandt"_s}})
            OK(makeUser(alice, username, name));  // without a licence the server takes five people
        m_olga = connectElsewhere(u"olga"_s, password);
        m_bob = connectElsewhere(u"bob"_s, password);
        QVERIFY(m_olga && m_bob);
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->choose(SchemeChoice::light);
        m_console = std::make_unique<test::Console>(*m_theme);
        m_console->openWindow();
    }

    void cleanupTestCase()
    {
        m_console.reset();
        m_others.clear();
        m_theme.reset();
    }

    void cleanup()
    {
        if (auto *popup = QApplication::activePopupWidget())
            popup->close();
        for (auto *widget : QApplication::topLevelWidgets())
            if (auto *open = qobject_cast<QDialog *>(widget); open && open->isVisible())
                open->done(QDialog::Rejected);
    }

    void staysOnTheAddressWithTheCause()
    {
        QTRY_VERIFY(button(&window(), u"Connect to a server"_s));
        click(button(&window(), u"Connect to a server"_s));
        QTRY_VERIFY(field(u"address"_s));
        write(field(u"address"_s), deadAddress());
        click(button(&window(), u"Continue"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!problem().isEmpty(), patience);
        picture(&window(), u"flowfuse-wrong-address"_s);
        QVERIFY(field(u"address"_s));
        QVERIFY(!field(u"username"_s));
        // The cause is that of the last attempt.
        write(field(u"address"_s), u"ftp://127.0.0.1"_s);
        QTest::keyClick(field(u"address"_s), Qt::Key_Return);
        QTRY_VERIFY(problem().contains(u"ftp"_s) || problem().contains(u"http"_s));
        QVERIFY(field(u"address"_s));
    }

    void findsOutWhatAnswers()
    {
        write(field(u"address"_s), m_peer->url.authority() + u"/team/some/overview"_s);
        QTest::keyClick(field(u"address"_s), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(field(u"username"_s), patience);
        QVERIFY(says(u"FlowFuse %1 at %2"_s.arg(m_peer->version, m_peer->url.toString())));
        picture(&window(), u"flowfuse-found"_s);
    }

    void staysOnTheSignInWithTheCause()
    {
        write(field(u"username"_s), m_peer->user);
        write(field(u"password"_s), u"not-the-Password-1"_s);
        click(button(&window(), u"Sign in"_s));
        QTRY_VERIFY_WITH_TIMEOUT(problem().contains(u"Wrong user name or password"_s), patience);
        picture(&window(), u"flowfuse-wrong-password"_s);
        QCOMPARE(field(u"username"_s)->text(), m_peer->user);
        QVERIFY(field(u"password"_s)->text().isEmpty());
        QCOMPARE(m_console->servers.rowCount(), 0);
    }

    void signsInAndKeepsTheServer()
    {
        write(field(u"password"_s), m_peer->password);
        QTest::keyClick(field(u"password"_s), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(field(u"name"_s), patience);
        QVERIFY(says(u"Signed in as Alice Admin, administrator."_s));
        write(field(u"name"_s), u"Bottling plant"_s);
        picture(&window(), u"flowfuse-keep"_s);
        click(button(&window(), u"Add server"_s));
        QTRY_COMPARE(m_console->servers.rowCount(), 1);
        m_server = m_console->servers.at(0);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), client::ConnectionState::connected, patience);
        QTRY_COMPARE(window().place().view, u"overview"_s);
        QCOMPARE(m_server->profile().name, u"Bottling plant"_s);
        QTRY_VERIFY_WITH_TIMEOUT(says(u"FlowFuse "_s + m_peer->version), patience);
        picture(&window(), u"flowfuse-overview"_s);
    }

    void createsATeam()
    {
        QVERIFY(m_server);
        QVERIFY(openView(u"teams"_s));
        auto *open = openDialog(&window(), u"Create team"_s, u"Create a team"_s);
        QVERIFY(open);
        const auto fields = open->findChildren<QLineEdit *>();
        type(fields[0], u"Opérations Süd"_s);
        QCOMPARE(fields[1]->text(), u"operations-sud"_s);
        auto *create = button(open, u"Create team"_s);
        QTRY_VERIFY_WITH_TIMEOUT(create->isEnabled(), patience);
        picture(open, u"flowfuse-create-team"_s);
        click(create);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog(u"Create a team"_s), patience);
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"Teams"_s, u"Opérations Süd"_s), patience);
        const auto all = client::await(m_olga->platform()->teams()->list({}));
        QVERIFY(all && all->teams.size() == 1);
        QCOMPARE(all->teams.front().slug, "operations-sud");
        m_teamId = QString::fromStdString(all->teams.front().id);
    }

    void invitesAndSeesWhoAccepted()
    {
        QVERIFY(!m_teamId.isEmpty());
        clickCell(table(u"Teams"_s), rowWith(table(u"Teams"_s), u"Opérations Süd"_s), 0);
        QTest::keyClick(table(u"Teams"_s), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"Members"_s, u"alice"_s), patience);
        QTRY_VERIFY_WITH_TIMEOUT(button(&window(), u"Add people"_s)->isEnabled(), patience);
        auto *open = openDialog(&window(), u"Add people"_s, u"Add people to Opérations Süd"_s);
        QVERIFY(open);
        // This platform knows invitations only.
        QVERIFY(!find<QRadioButton>(open, [](QRadioButton *) { return true; }));
        QVERIFY(!button(open, u"Add member"_s));
        auto *who = open->findChild<QLineEdit *>();
        write(who, u"nobody-of-this-name"_s);
        click(button(open, u"Invite"_s));
        QTRY_VERIFY_WITH_TIMEOUT(who->accessibleDescription().contains(u"nobody-of-this-name"_s), patience);
        picture(open, u"flowfuse-invite"_s);
        write(who, u"bob, eva"_s);
        click(button(open, u"Invite"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!dialog(u"Add people to Opérations Süd"_s), patience);
        QVERIFY(openPart(1));
        QTRY_VERIFY_WITH_TIMEOUT(table(u"Invitations"_s) && table(u"Invitations"_s)->model()->rowCount() == 2,
                                 patience);
        QVERIFY(shows(u"Invitations"_s, u"Bob Lindt"_s));
        picture(&window(), u"flowfuse-invitations"_s);

        const auto own = client::await(m_bob->platform()->teams()->ownInvitations());
        QVERIFY(own && own->size() == 1);
        OK(client::await(m_bob->apply(m_bob->platform()->teams()->accept(QString::fromStdString(own->front().id)))));
        QVERIFY(openPart(0));
        // The team's log says so, and the list is read again, without a key.
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"Members"_s, u"bob"_s), patience);
    }

    void changesARoleOnlyAfterReview()
    {
        QVERIFY(shows(u"Members"_s, u"bob"_s));
        auto *members = table(u"Members"_s);
        clickCell(members, rowWith(members, u"bob"_s), MembersModel::RoleColumn);
        QTRY_VERIFY(menu());
        QVERIFY(choose(menu(), u"Viewer"_s));
        const auto review = [&] { return find<ReviewBar>(&window(), [](ReviewBar *) { return true; }); };
        QTRY_VERIFY(review());
        picture(&window(), u"flowfuse-review"_s);
        QCOMPARE(roleOf(u"bob"_s), Role::member);
        click(button(review(), u"Change role"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!review(), patience);
        QCOMPARE(roleOf(u"bob"_s), Role::viewer);
        const auto shown = [&] {
            const int row = rowWith(members, u"bob"_s);
            return members->model()->index(row, MembersModel::RoleColumn).data().toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(shown(), u"Viewer"_s, patience);
    }

    void seesWhatOthersDoInTheTeam()
    {
        QVERIFY(openPart(2));
        QTRY_VERIFY_WITH_TIMEOUT(table(u"Events"_s) && table(u"Events"_s)->model()->rowCount() > 3, patience);
        const auto bob = QString::fromStdString(m_bob->user()->id);
        constexpr std::array roles{std::pair(Role::dashboard, "→ Dashboard"), std::pair(Role::member, "→ Member"),
                                   std::pair(Role::viewer, "→ Viewer")};
        const auto took = quickestOf(int(roles.size()), [&](int n) -> std::pair<bool, QString> {
            const auto &[role, shown] = roles[std::size_t(n)];
            const auto done =
                client::await(m_olga->apply(m_olga->platform()->teams()->changeRole(m_teamId, bob, role)));
            return {done.has_value(), QString::fromUtf8(shown)};
        });
        picture(&window(), u"flowfuse-team-audit"_s);
        QVERIFY2(took >= 0 && took <= 3'000, qPrintable(QString::number(took)));
        qInfo("seen after %lld ms", static_cast<long long>(took));
    }

    void removesAMemberAfterAsking()
    {
        QVERIFY(openPart(0));
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"Members"_s, u"bob"_s), patience);
        auto *members = table(u"Members"_s);
        clickCell(members, rowWith(members, u"bob"_s), MembersModel::PersonColumn);
        QTest::keyClick(members, Qt::Key_Delete);
        const QString title = u"Remove Bob Lindt from Opérations Süd?"_s;
        QTRY_VERIFY(dialog(title));
        QTest::keyClick(dialog(title), Qt::Key_Escape);
        QVERIFY(roleOf(u"bob"_s).has_value());
        clickCell(members, rowWith(members, u"bob"_s), MembersModel::PersonColumn);
        QTest::keyClick(members, Qt::Key_Delete);
        QTRY_VERIFY(dialog(title));
        click(button(dialog(title), u"Remove member"_s));
        QTRY_COMPARE_WITH_TIMEOUT(rowWith(members, u"bob"_s), -1, patience);
        QVERIFY(!roleOf(u"bob"_s).has_value());
    }

    void createsAUserWhoCanSignIn()
    {
        QVERIFY(openView(u"users"_s));
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"Users"_s, u"olga"_s) && shows(u"Users"_s, u"eva"_s), patience);
        auto *open = openDialog(&window(), u"Create user"_s, u"Create a user"_s);
        QVERIFY(open);
        QCOMPARE(open->findChild<QComboBox *>()->count(), 2);  // this platform has no auditors
        const auto named = [&](const QString &name) {
            return find<QLineEdit>(open,
                                   [&](QLineEdit *l) { return QString(l->accessibleName()).remove(u'&') == name; });
        };
        write(named(u"Name"_s), u"Tom Reiss"_s);
        write(named(u"User name"_s), u"eva"_s);
        write(named(u"E-mail address"_s), u"tom@plant.example"_s);
        click(button(open, u"Create user"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!named(u"User name"_s)->accessibleDescription().isEmpty(), patience);  // taken
        picture(open, u"flowfuse-user-refused"_s);
        write(named(u"User name"_s), u"tom"_s);
        click(button(open, u"Create user"_s));
        const auto password_ = [&] {
            return find<QLabel>(open, [](QLabel *l) { return l->accessibleName() == u"Initial password"_s; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(password_(), patience);
        picture(open, u"flowfuse-initial-password"_s);
        // This platform lets people keep the password that they were given; nothing else may be promised.
        QVERIFY(!find<QLabel>(open,
                              [](QLabel *l) { return l->text().contains(u"must change it at the first sign-in"_s); }));
        const auto shown = password_()->text();
        click(button(open, u"I have shared it"_s));
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"Users"_s, u"tom"_s), patience);
        QVERIFY(connectElsewhere(u"tom"_s, shown));
        picture(&window(), u"flowfuse-users"_s);
    }

    void seesWhatOthersDoOnTheServer()
    {
        QVERIFY(openView(u"audit"_s));
        QTRY_VERIFY_WITH_TIMEOUT(table(u"Events"_s) && table(u"Events"_s)->model()->rowCount() > 5, patience);
        const auto took = quickestOf(3, [&](int n) -> std::pair<bool, QString> {
            const auto name = u"Seen at once %1"_s.arg(n + 1);
            return {makeTeam(m_olga, name).has_value(), name};
        });
        picture(&window(), u"flowfuse-audit"_s);
        QVERIFY2(took >= 0 && took <= 3'000, qPrintable(QString::number(took)));
        qInfo("seen after %lld ms", static_cast<long long>(took));
        auto *events = table(u"Events"_s);
        int row = 0;
        while (!events->model()->index(row, AuditModel::WhatColumn).data().toString().contains(u"Seen at once"_s))
            ++row;
        QCOMPARE(events->model()->index(row, AuditModel::ActorColumn).data().toString(), u"olga"_s);
    }

    void tellsHowEventsComeInWithoutCuttingItShort()
    {
        QVERIFY(openView(u"overview"_s));
        const auto how = [&] {
            return find<ElidedLabel>(&window(), [](ElidedLabel *l) {
                return l->text().contains(u"This server offers no live stream."_s) &&
                       l->accessibleName().startsWith(u"Events: "_s);
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(how(), patience);
        QTRY_VERIFY(how()->height() >= how()->heightForWidth(how()->width()));
        picture(&window(), u"flowfuse-polling"_s);
    }

    void changesNothingWhileReadOnly()
    {
        QVERIFY(openView(u"users"_s));
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"Users"_s, u"tom"_s), patience);
        QTest::keyClick(&window(), Qt::Key_L, Qt::ControlModifier);
        QTRY_VERIFY(m_server->isReadOnly());
        auto *create = button(&window(), u"Create user"_s);
        QTRY_VERIFY(!create->isEnabled());
        QVERIFY(create->toolTip().contains(u"read-only"_s));
        click(create);
        QVERIFY(!dialog(u"Create a user"_s));
        auto *users = table(u"Users"_s);
        clickCell(users, rowWith(users, u"tom"_s), 0);
        QTest::keyClick(users, Qt::Key_Delete);
        QVERIFY(!dialog(u"Delete the account of Tom Reiss?"_s));
        picture(&window(), u"flowfuse-read-only"_s);
        const auto id = QString::fromStdString(m_olga->user()->id);
        FAILS(client::await(m_server->apply(m_server->platform()->users()->remove(id))), ErrorCode::read_only);
        QTest::keyClick(&window(), Qt::Key_L, Qt::ControlModifier);
        QTRY_VERIFY(create->isEnabled());
    }

    void signsInOverThatServerOnlyAndKeepsFilters()
    {
        m_second = m_console->connectTo(m_own->url.toString(), u"Own"_s, client::Environment::staging, m_own->user,
                                        m_own->password);
        QVERIFY(m_second);
        QVERIFY(openView(u"audit"_s));
        write(window().screen()->filterField(), u"event:platform.team.created"_s);
        QVERIFY(openView(u"users"_s));
        write(window().screen()->filterField(), u"reiss"_s);
        QTRY_COMPARE(table(u"Users"_s)->model()->rowCount(), 1);

        // The same session, ended from elsewhere.
        client::Console elsewhere(&m_console->secrets, m_console->surroundings.configFolder);
        OK(elsewhere.list.load());
        elsewhere.list.openAll();
        auto *same = elsewhere.list.byId(m_server->profile().id);
        QTRY_COMPARE_WITH_TIMEOUT(same->state(), client::ConnectionState::connected, patience);
        OK(client::await(same->platform()->identity().signOut()));
        QTRY_VERIFY_WITH_TIMEOUT(overlay(), patience);
        QCOMPARE(m_server->state(), client::ConnectionState::needs_sign_in);
        picture(&window(), u"flowfuse-session-ended"_s);
        QVERIFY(says(u"Your session has ended"_s));
        QCOMPARE(field(u"username"_s)->text(), m_peer->user);

        QVERIFY(openServer(m_second));
        QVERIFY(!overlay());
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"Users"_s, m_own->user), patience);
        QVERIFY(openServer(m_server));
        QTRY_VERIFY(overlay());
        write(field(u"password"_s), u"not-the-Password-1"_s);
        QTest::keyClick(field(u"password"_s), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(problem().contains(u"Wrong user name or password"_s), patience);
        write(field(u"password"_s), m_peer->password);
        click(button(overlay(), u"Sign in"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!overlay(), patience);
        QTRY_COMPARE(m_server->state(), client::ConnectionState::connected);
        QCOMPARE(window().place().view, u"users"_s);
        QCOMPARE(window().screen()->filterField()->text(), u"reiss"_s);
        QTRY_VERIFY(table(u"Users"_s));
        QCOMPARE(table(u"Users"_s)->model()->rowCount(), 1);
        QVERIFY(openView(u"audit"_s));
        QCOMPARE(window().screen()->filterField()->text(), u"event:platform.team.created"_s);
        // Events still arrive.
        OK(makeTeam(m_olga, u"Seen again"_s));
        QElapsedTimer since;
        since.start();
        QVERIFY(seenWithin(patience, u"Seen again"_s, since) >= 0);
    }
};

QTEST_MAIN(TestConsoleFlowFuse)
#include "test_console_flowfuse.moc"
