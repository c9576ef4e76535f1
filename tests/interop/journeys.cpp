// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/interop/journeys.h"

#include "core/try.h"
#include "tests/client/await.h"
#include "tests/client/servers/sign_in_steps.h"

#include <QSet>
#include <QSignalSpy>

namespace castellan::client {

namespace {

Secret secret(const QString &text)
{
    return Secret(std::string_view(text.toStdString()));
}

QString text(const std::string &s)
{
    return QString::fromStdString(s);
}

PageRequest page(int limit, const QString &cursor = {}, const QString &query = {})
{
    PageRequest p;
    p.limit = limit;
    p.cursor = cursor;
    p.query = query;
    return p;
}

AuditQuery audit(const QString &teamId, int limit, const QString &cursor = {})
{
    AuditQuery q;
    q.source.teamId = teamId;
    q.limit = limit;
    q.cursor = cursor;
    return q;
}

}  // namespace

// Stops the step when the value is not there; the variable is the value.
#define TAKE(name, answer)                                                                                             \
    auto name##Result = await(answer);                                                                                 \
    QVERIFY2(name##Result, why(name##Result).constData());                                                             \
    auto &name = *name##Result

void Journeys::initTestCase()
{
    m_peer = m_process.start(m_kind);
    if (!m_peer && !m_process.skipReason().isEmpty())
        QSKIP(qPrintable(m_process.skipReason()));
    QVERIFY2(m_peer, qPrintable(m_process.problem()));
    m_console = std::make_unique<Console>();
    m_other = std::make_unique<Console>();
}

void Journeys::cleanupTestCase()
{
    m_console.reset();
    m_other.reset();
}

void Journeys::init()
{
    if ((m_wantsServer && !m_server) || (m_wantsBob && !m_bob))
        QFAIL("an earlier step did not connect who is needed here");
}

Result<records::User> Journeys::patiently(const std::function<Future<records::User>()> &signIn)
{
    for (;;) {
        auto user = await(signIn());
        if (user || user.error().code != ErrorCode::too_many_requests)
            return user;
        constexpr std::chrono::seconds least(1);
        const std::chrono::milliseconds pause = std::max(user.error().retryAfter.value_or(least), least);
        QTest::qWait(int(pause.count()));
    }
}

Server *Journeys::connectAs(Console &console, const QString &user, const QString &password, const QString &name)
{
    auto flow = console.list.connectNew();
    const auto found = await(flow->probe(m_peer->url.toString()));
    const auto signedIn = patiently([&] { return signInTo(flow->signIn(), PasswordAnswer{user, secret(password)}); });
    if (!found || !signedIn) {
        qWarning() << why(found) << why(signedIn);
        return nullptr;
    }
    flow->profile().name = name;
    const auto server = await(flow->save());
    return server ? *server : nullptr;
}

void Journeys::chooseOwnPassword()
{
    QCOMPARE(m_bob->user()->password_expired.value_or(false), !isFlowFuse());
    if (isFlowFuse())
        return;
    FAILS(await(m_bob->platform()->teams()->list(page(10))), ErrorCode::password_expired);
    const QString own = QStringLiteral("B0b-0wn-Pa55-phrase!");
    OK(await(signInTo(m_bob->signIn(), NewPasswordAnswer{secret(m_bobPassword), secret(own)})));
    m_bobPassword = own;
    QTRY_COMPARE(m_bob->state(), ConnectionState::connected);
    QVERIFY(!m_bob->user()->password_expired.value_or(false));
}

void Journeys::findsOutWhatAnswers()
{
    auto flow = m_console->list.connectNew();
    // Addresses as users type them, without a scheme, or copy them from a page.
    TAKE(info, flow->probe(m_peer->url.authority() + QStringLiteral("/team/somewhere/overview")));
    QCOMPARE(info.product, isFlowFuse() ? QStringLiteral("FlowFuse") : QStringLiteral("Castellan"));
    if (isFlowFuse())
        QCOMPARE(info.version, m_peer->version);
    QCOMPARE(flow->profile().url, m_peer->url);
}

void Journeys::refusesAWrongPassword()
{
    auto flow = m_console->list.connectNew();
    OK(await(flow->probe(m_peer->url.toString())));
    const QString bad = QStringLiteral("wrong-Pa55-phrase!");
    const auto wrong = patiently([&] { return signInTo(flow->signIn(), PasswordAnswer{m_peer->user, secret(bad)}); });
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, ErrorCode::unauthenticated);
    QVERIFY(wrong.error().message.find("Wrong user name or password") != std::string::npos);
    const auto nobody = patiently(
        [&] { return signInTo(flow->signIn(), PasswordAnswer{QStringLiteral("nobody"), secret(m_peer->password)}); });
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().message, wrong.error().message);
    FAILS(await(flow->save()), ErrorCode::unauthenticated);
}

void Journeys::refusesAnUnknownToken()
{
    auto flow = m_console->list.connectNew();
    OK(await(flow->probe(m_peer->url.toString())));
    FAILS(await(signInTo(flow->signIn(),
                         TokenAnswer{secret(QStringLiteral("ffpat_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))})),
          ErrorCode::unauthenticated);
    // The failed token does not stand in the way of a password.
    OK(patiently([&] { return signInTo(flow->signIn(), PasswordAnswer{m_peer->user, secret(m_peer->password)}); }));
}

void Journeys::signsInAndKeepsTheServer()
{
    m_wantsServer = true;
    m_server = connectAs(*m_console, m_peer->user, m_peer->password, QStringLiteral("Factory"));
    QVERIFY(m_server);
    QCOMPARE(m_server->state(), ConnectionState::connected);
    QCOMPARE(m_server->profile().username, m_peer->user);
    QVERIFY(m_server->user()->admin.value_or(false));
    QVERIFY(m_server->latency().count() < 10'000);
    TAKE(self, m_server->platform()->identity().whoAmI());
    QCOMPARE(text(self.username), m_peer->user);
}

void Journeys::refusesToKeepTheSameServerTwice()
{
    auto flow = m_console->list.connectNew();
    OK(await(flow->probe(m_peer->url.toString())));
    OK(patiently([&] { return signInTo(flow->signIn(), PasswordAnswer{m_peer->user, secret(m_peer->password)}); }));
    flow->profile().name = QStringLiteral("Again");
    FAILS(await(flow->save()), ErrorCode::already_exists);
    QCOMPARE(m_console->list.rowCount(), 1);
}

void Journeys::isSignedInAfterARestart()
{
    Console next(&m_console->session, m_console->own.path());
    OK(next.list.load());
    QCOMPARE(next.list.rowCount(), 1);
    auto *server = next.list.at(0);
    next.list.openAll();
    QTRY_COMPARE_WITH_TIMEOUT(server->state(), ConnectionState::connected, 10'000);
    QCOMPARE(server->profile().name, QStringLiteral("Factory"));
    QCOMPARE(text(server->user()->username), m_peer->user);
}

void Journeys::managesUsers()
{
    auto &users = *m_server->platform()->users();
    records::UserCreate create;
    create.username = "bob";
    create.name = "Bob Builder";
    create.email = "bob@example.com";
    create.password = Secret(m_bobPassword.toStdString());
    TAKE(bob, m_server->apply(users.create(create)));
    m_bobId = text(bob.id);
    QCOMPARE(text(bob.username), QStringLiteral("bob"));
    records::UserUpdate update;
    update.name = std::string("Bob B. + Söhne");
    TAKE(renamed, m_server->apply(users.update(m_bobId, update)));
    QCOMPARE(*renamed.name, std::string("Bob B. + Söhne"));
    TAKE(read, users.read(m_bobId));
    QCOMPARE(*read.name, std::string("Bob B. + Söhne"));
    TAKE(found, users.list(page(10, {}, QStringLiteral("bob@example"))));
    QCOMPARE(found.users.size(), std::size_t(1));
    FAILS(await(users.read(QStringLiteral("zzzzzzzzzz"))), ErrorCode::not_found);
    m_wantsBob = true;
    m_bob = connectAs(*m_other, QStringLiteral("bob"), m_bobPassword);
    QVERIFY(m_bob);
    chooseOwnPassword();
}

void Journeys::listsUsersPageByPage()
{
    QStringList names;
    QString cursor;
    for (int pages = 0; pages < 10; ++pages) {
        TAKE(users, m_server->platform()->users()->list(page(1, cursor)));
        for (const auto &user : users.users)
            names.append(text(user.username));
        if (!users.meta.next_cursor)
            break;
        cursor = text(*users.meta.next_cursor);
    }
    names.sort();
    QCOMPARE(names, (QStringList{QStringLiteral("alice"), QStringLiteral("bob")}));
}

void Journeys::tellsWhyAUserIsRefused()
{
    auto &users = *m_server->platform()->users();
    records::UserCreate create;
    create.username = "BOB";
    create.email = "other@example.com";
    create.name = "B";
    create.password = Secret(m_bobPassword.toStdString());
    FAILS(await(m_server->apply(users.create(create))), ErrorCode::invalid_username);
    create.username = "shorty";
    create.password = Secret("short");
    const auto weak = await(m_server->apply(users.create(create)));
    QVERIFY(!weak);
    QVERIFY(!weak.error().message.empty());
}

void Journeys::managesTeams()
{
    auto &teams = *m_server->platform()->teams();
    TAKE(types, teams.types());
    QVERIFY(!types.empty());
    TAKE(before, teams.slugIsFree(QStringLiteral("bottling")));
    QVERIFY(before);
    TAKE(team, m_server->apply(teams.create({"Bottling & More", types.front().id, "bottling"})));
    m_teamId = text(team.id);
    TAKE(after, teams.slugIsFree(QStringLiteral("bottling")));
    QVERIFY(!after);
    FAILS(await(m_server->apply(teams.create({"Second", types.front().id, "bottling"}))), ErrorCode::slug_taken);
    TAKE(all, teams.list(page(100)));
    QCOMPARE(all.teams.size(), std::size_t(1));
    QCOMPARE(all.teams.front().name, std::string("Bottling & More"));
    TAKE(role, teams.ownRole(m_teamId));
    QCOMPARE(role, Role::owner);
    records::TeamUpdate rename;
    rename.name = std::string("Bottling");
    OK(await(m_server->apply(teams.update(m_teamId, rename))));
    TAKE(read, teams.read(m_teamId));
    QCOMPARE(read.name, std::string("Bottling"));
    QCOMPARE(read.memberCount.value_or(0), std::int64_t(1));
    TAKE(other, m_server->apply(teams.create({"Short-lived", types.front().id, "short-lived"})));
    OK(await(m_server->apply(teams.remove(text(other.id)))));
    FAILS(await(teams.read(text(other.id))), ErrorCode::not_found);
    // An id that is missing must not turn into another request.
    FAILS(await(m_server->apply(teams.remove(QString()))), ErrorCode::validation);
}

void Journeys::invitesAndAccepts()
{
    auto &teams = *m_server->platform()->teams();
    TAKE(problems, m_server->apply(teams.invite(m_teamId, QStringLiteral("bob"), Role::viewer)));
    QVERIFY(problems.empty());
    TAKE(open, teams.invitations(m_teamId));
    QCOMPARE(open.size(), std::size_t(1));
    QCOMPARE(open.front().role, std::int64_t(10));
    auto &theirs = *m_bob->platform()->teams();
    TAKE(own, theirs.ownInvitations());
    QCOMPARE(own.size(), std::size_t(1));
    OK(await(m_bob->apply(theirs.accept(text(own.front().id)))));
    TAKE(members, teams.members(m_teamId));
    QCOMPARE(members.members.size(), std::size_t(2));
    TAKE(role, theirs.ownRole(m_teamId));
    QCOMPARE(role, Role::viewer);
}

void Journeys::tellsWhyAnInvitationFailed()
{
    auto &teams = *m_server->platform()->teams();
    TAKE(problems, m_server->apply(teams.invite(m_teamId, QStringLiteral("bob,nobody"), Role::viewer)));
    QCOMPARE(problems.size(), std::size_t(2));
    for (const auto &problem : problems) {
        QVERIFY(problem.user == QLatin1String("bob") || problem.user == QLatin1String("nobody"));
        QVERIFY(!problem.reason.isEmpty());
    }
    FAILS(await(m_server->apply(teams.invite(m_teamId, QStringLiteral("a,b,c,d,e,f"), Role::viewer))),
          ErrorCode::too_many_invites);
}

void Journeys::withdrawsAndRejects()
{
    auto &teams = *m_server->platform()->teams();
    auto &theirs = *m_bob->platform()->teams();
    OK(await(m_server->apply(teams.removeMember(m_teamId, m_bobId))));
    const auto invited = [&] {
        return await(m_server->apply(teams.invite(m_teamId, QStringLiteral("bob"), Role::member)));
    };
    OK(invited());
    TAKE(open, teams.invitations(m_teamId));
    QCOMPARE(open.size(), std::size_t(1));
    OK(await(m_server->apply(teams.withdraw(m_teamId, text(open.front().id)))));
    TAKE(none, teams.invitations(m_teamId));
    QVERIFY(none.empty());
    OK(invited());
    TAKE(own, theirs.ownInvitations());
    QCOMPARE(own.size(), std::size_t(1));
    OK(await(m_bob->apply(theirs.reject(text(own.front().id)))));
    TAKE(rejected, theirs.ownInvitations());
    QVERIFY(rejected.empty());
    OK(invited());
    TAKE(again, theirs.ownInvitations());
    QCOMPARE(again.size(), std::size_t(1));
    OK(await(m_bob->apply(theirs.accept(text(again.front().id)))));
}

void Journeys::addsDirectlyWhereOffered()
{
    auto &teams = *m_server->platform()->teams();
    QCOMPARE(teams.addsDirectly(), !isFlowFuse());
    if (isFlowFuse()) {
        FAILS(await(m_server->apply(teams.addMember(m_teamId, {"bob", 10}))), ErrorCode::not_offered);
        return;
    }
    OK(await(m_server->apply(teams.removeMember(m_teamId, m_bobId))));
    OK(await(m_server->apply(teams.addMember(m_teamId, {"bob", 30}))));
    TAKE(role, m_bob->platform()->teams()->ownRole(m_teamId));
    QCOMPARE(role, Role::member);
}

void Journeys::changesRolesAndKeepsTheLastOwner()
{
    auto &teams = *m_server->platform()->teams();
    OK(await(m_server->apply(teams.changeRole(m_teamId, m_bobId, Role::viewer))));
    TAKE(role, m_bob->platform()->teams()->ownRole(m_teamId));
    QCOMPARE(role, Role::viewer);
    const QString self = text(m_server->user()->id);
    FAILS(await(m_server->apply(teams.changeRole(m_teamId, self, Role::viewer))), ErrorCode::last_owner_demoted);
    FAILS(await(m_server->apply(teams.removeMember(m_teamId, self))), ErrorCode::last_owner);
    TAKE(members, teams.members(m_teamId));
    QCOMPARE(members.members.size(), std::size_t(2));
}

void Journeys::showsAPersonOnlyTheirOwnTeams()
{
    TAKE(teams, m_bob->platform()->teams()->list(page(100)));
    QCOMPARE(teams.teams.size(), std::size_t(1));
    QCOMPARE(text(teams.teams.front().id), m_teamId);
    TAKE(none, m_bob->platform()->teams()->list(page(100, {}, QStringLiteral("not this"))));
    QVERIFY(none.teams.empty());
}

void Journeys::forbidsWhatTheRoleForbids()
{
    FAILS(await(m_bob->platform()->users()->list(page(10))), ErrorCode::forbidden);
    FAILS(await(m_bob->platform()->auditLog()->page(audit({}, 10))), ErrorCode::forbidden);
    auto &teams = *m_bob->platform()->teams();
    FAILS(await(m_bob->apply(teams.changeRole(m_teamId, m_bobId, Role::owner))), ErrorCode::forbidden);
    QCOMPARE(m_bob->state(), ConnectionState::connected);
}

void Journeys::keepsTheLastAdministrator()
{
    records::UserUpdate update;
    update.admin = false;
    FAILS(await(m_server->apply(m_server->platform()->users()->update(text(m_server->user()->id), update))),
          ErrorCode::last_admin);
}

void Journeys::signsInWithAToken()
{
    auto &tokens = *m_server->platform()->accessTokens();
    records::AccessTokenCreate wanted;
    wanted.name = "ci";
    TAKE(token, m_server->apply(tokens.create(wanted)));
    QVERIFY(token.token && !token.token->empty());
    TAKE(list, tokens.list());
    QCOMPARE(list.size(), std::size_t(1));
    QVERIFY(!list.front().token);
    Console console;
    auto flow = console.list.connectNew();
    OK(await(flow->probe(m_peer->url.toString())));
    OK(await(signInTo(flow->signIn(), TokenAnswer{token.token->secret().clone()})));
    flow->profile().name = QStringLiteral("By token");
    TAKE(byToken, flow->save());
    OK(await(byToken->platform()->teams()->list(page(10))));
    // The stored session signs in at the next start.
    Console next(&console.session, console.own.path());
    OK(next.list.load());
    next.list.openAll();
    QTRY_COMPARE_WITH_TIMEOUT(next.list.at(0)->state(), ConnectionState::connected, 10'000);
    OK(await(m_server->apply(tokens.remove(text(token.id)))));
    auto waiting = byToken->platform()->teams()->list(page(10));
    QTRY_COMPARE_WITH_TIMEOUT(byToken->state(), ConnectionState::needs_sign_in, 10'000);
    byToken->signIn().giveUp();
    FAILS(await(waiting), ErrorCode::unauthenticated);
}

void Journeys::readsTheAuditLogPageByPage()
{
    auto &log = *m_server->platform()->auditLog();
    QCOMPARE(log.streams(), !isFlowFuse());
    for (const QString &team : {QString(), m_teamId}) {
        QSet<QString> ids;
        QString cursor;
        std::string last = "9999";
        std::int64_t total = -1;
        for (int pages = 0; pages < 60; ++pages) {
            TAKE(found, log.page(audit(team, 3, cursor)));
            if (total < 0)
                total = found.count;
            for (const auto &entry : found.log) {
                QVERIFY(!ids.contains(text(entry.id)));
                ids.insert(text(entry.id));
                QVERIFY(!entry.event.empty());
                QVERIFY(entry.createdAt <= last);
                last = entry.createdAt;
            }
            if (!found.meta.next_cursor)
                break;
            cursor = text(*found.meta.next_cursor);
        }
        QCOMPARE(std::int64_t(ids.size()), total);
        QVERIFY(ids.size() >= 3);
    }
}

void Journeys::filtersTheAuditLog()
{
    auto &log = *m_server->platform()->auditLog();
    auto query = audit(m_teamId, 100);
    query.events = {QStringLiteral("team.user.role-changed"), QStringLiteral("team.user.invited")};
    TAKE(found, log.page(query));
    QVERIFY(!found.log.empty());
    bool changed = false;
    for (const auto &entry : found.log) {
        QVERIFY(entry.event == "team.user.role-changed" || entry.event == "team.user.invited");
        QCOMPARE(entry.username.value_or(""), m_peer->user.toStdString());
        changed = changed || entry.event == "team.user.role-changed";
    }
    QVERIFY(changed);
    query = audit(m_teamId, 100);
    query.usernames = {QStringLiteral("nobody-by-this-name")};
    TAKE(none, log.page(query));
    QVERIFY(none.log.empty());
}

void Journeys::noticesACursorThatLeadsBack()
{
    auto &log = *m_server->platform()->auditLog();
    OK(await(log.page(audit({}, 3))));
    FAILS(await(log.page(audit({}, 3, QStringLiteral("zzzzzzzzzz")))), ErrorCode::invalid_cursor);
}

void Journeys::seesAnActWithinThreeSeconds()
{
    auto &log = *m_server->platform()->auditLog();
    const QString name = QStringLiteral("seen-%1").arg(QDateTime::currentMSecsSinceEpoch());
    auto &theirs = *m_bob->platform()->accessTokens();
    QElapsedTimer since;
    since.start();
    records::AccessTokenCreate wanted;
    wanted.name = name.toStdString();
    TAKE(token, m_bob->apply(theirs.create(wanted)));
    const auto seen = [&] {
        const auto found = await(log.page(audit({}, 20)));
        if (!found)
            return false;
        for (const auto &entry : found->log) {
            if (entry.event == "user.pat.created" &&
                json::serialize(entry.raw).find(name.toStdString()) != std::string::npos)
                return true;
        }
        return false;
    };
    while (!seen() && since.elapsed() < 3000)
        QTest::qWait(200);
    QVERIFY2(since.elapsed() < 3000, qPrintable(QString::number(since.elapsed())));
    OK(await(m_bob->apply(theirs.remove(text(token.id)))));
}

void Journeys::changesNothingWhenReadOnly()
{
    m_server->setReadOnly(true);
    auto &teams = *m_server->platform()->teams();
    FAILS(await(m_server->apply(teams.removeMember(m_teamId, m_bobId))), ErrorCode::read_only);
    TAKE(members, teams.members(m_teamId));
    QCOMPARE(members.members.size(), std::size_t(2));
    Console next(&m_console->session, m_console->own.path());
    OK(next.list.load());
    QVERIFY(next.list.at(0)->isReadOnly());
    m_server->setReadOnly(false);
}

/// Ends Bob's session by signing it out in another console.
Result<void> Journeys::endSessionElsewhere()
{
    Console elsewhere(&m_other->session, m_other->own.path());
    TRY(elsewhere.list.load());
    elsewhere.list.openAll();
    auto *server = elsewhere.list.at(0);
    if (!QTest::qWaitFor([&] { return server->state() == ConnectionState::connected; }, 10'000))
        return fail(ErrorCode::timed_out, "the other console did not connect");
    return await(server->platform()->identity().signOut());
}

Result<records::User> Journeys::signInAgain(const QString &password)
{
    return patiently(
        [&] { return signInTo(m_bob->signIn(), PasswordAnswer{QStringLiteral("bob"), secret(password)}); });
}

void Journeys::goesOnAfterSigningInAgain()
{
    OK(endSessionElsewhere());

    auto waiting = m_bob->platform()->teams()->list(page(10));
    QTRY_COMPARE_WITH_TIMEOUT(m_bob->state(), ConnectionState::needs_sign_in, 10'000);
    QVERIFY(!waiting.isFinished());
    FAILS(signInAgain(QStringLiteral("wrong-Pa55-phrase!")), ErrorCode::unauthenticated);
    QVERIFY(!waiting.isFinished());
    OK(signInAgain(m_bobPassword));
    TAKE(teams, waiting);
    QCOMPARE(teams.teams.size(), std::size_t(1));
    QCOMPARE(m_bob->state(), ConnectionState::connected);
}

void Journeys::failsWhatWaitedWhenNobodySignsIn()
{
    OK(endSessionElsewhere());
    auto waiting = m_bob->platform()->teams()->list(page(10));
    QTRY_COMPARE_WITH_TIMEOUT(m_bob->state(), ConnectionState::needs_sign_in, 10'000);
    m_bob->signIn().giveUp();
    FAILS(await(waiting), ErrorCode::unauthenticated);
    QCOMPARE(m_bob->state(), ConnectionState::signed_out);
    OK(signInAgain(m_bobPassword));
}

void Journeys::changesThePassword()
{
    auto &identity = m_bob->platform()->identity();
    const QString next = QStringLiteral("An0ther-Pa55-phrase!");
    const auto wrong =
        await(m_bob->apply(identity.changePassword(secret(QStringLiteral("not it")), secret(next), false)));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, ErrorCode::password_change_failed);
    OK(await(m_bob->apply(identity.changePassword(secret(m_bobPassword), secret(next), false))));
    // Still signed in, and what is kept is the session that the server gave with it.
    OK(await(identity.whoAmI()));
    Console restarted(&m_other->session, m_other->own.path());
    OK(restarted.list.load());
    QTest::qWait(300);
    restarted.list.openAll();
    QTRY_COMPARE_WITH_TIMEOUT(restarted.list.at(0)->state(), ConnectionState::connected, 10'000);
    m_bobPassword = next;
}

void Journeys::signsOut()
{
    OK(await(m_bob->signOut()));
    QCOMPARE(m_bob->state(), ConnectionState::signed_out);
    QVERIFY(!m_bob->user());
    FAILS(await(m_bob->platform()->teams()->list(page(10))), ErrorCode::unauthenticated);
    Console next(&m_other->session, m_other->own.path());
    OK(next.list.load());
    next.list.openAll();
    QTRY_COMPARE_WITH_TIMEOUT(next.list.at(0)->state(), ConnectionState::signed_out, 10'000);
    OK(await(m_console->list.remove(m_server->profile().id)));
    QCOMPARE(m_console->list.rowCount(), 0);
}

}  // namespace castellan::client
