// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/detect.h"
#include "client/platform/licence.h"
#include "client/platform/security.h"
#include "client/servers/connect_flow.h"
#include "client/servers/server_list.h"
#include "client/transport/transport.h"
#include "core/json/codec.h"
#include "tests/client/await.h"
#include "tests/client/secrets/fake_secret_store.h"
#include "tests/client/servers/platformish.h"
#include "tests/client/servers/sign_in_steps.h"
#include "tests/client/servers/system_world.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>

using namespace castellan;
using namespace castellan::client;
using namespace Qt::StringLiterals;

namespace {

const QByteArray everything =
    R"({"info":{"title":"Castellan"},"paths":{"/api/v1/teams/{id}/members":{"post":{}},"/api/v1/audit/stream":{"get":{}},)"
    R"("/api/v1/users/{id}/unlock":{"post":{}},"/api/v1/admin/erasures":{"post":{}},"/api/v1/admin/security":{"put":{}},"/api/v1/user/sessions":{"get":{}},)"
    R"("/api/v1/identity":{"get":{}}}})";

/// Requests of connectors that only FlowFuse has, not our own server.
const QStringList flowFuseOnly{u"GET /api/v1/admin/stats"_s};

/// GET /api/v1/teams/t1/members fits `get` of /api/v1/teams/{teamId}/members.
bool has(const json::object &paths, const QByteArray &method, const QStringList &segments)
{
    for (const auto &item : paths) {
        const auto theirs = QString::fromStdString(std::string(item.key())).split(u'/', Qt::SkipEmptyParts);
        if (theirs.size() != segments.size() || !item.value().get_object().contains(method.toLower().toStdString()))
            continue;
        bool same = true;
        for (qsizetype i = 0; i < theirs.size() && same; ++i)
            same = theirs[i] == segments[i] || theirs[i].startsWith(u'{');
        if (same)
            return true;
    }
    return false;
}

}  // namespace

/// The requests of the connectors for FlowFuse's API, checked against our server's OpenAPI document.
class TestConnectorPaths : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    OpenSslRandom m_random;
    FakeSecretStore m_store;
    QTemporaryDir m_folder;
    Surroundings m_surroundings{m_clock, m_random, {m_store, m_store, m_store}, m_folder.path(), u"test"_s, {}};
    ServerList m_list{m_surroundings};
    Platformish m_platform;

    /// Runs every operation of every facet. What is answered does not matter here.
    void askEverything(const QByteArray &openApi)
    {
        m_platform.openApi = openApi;
        m_platform.server.answer = [this](const RawRequest &r) {
            if (r.target.startsWith("/api/v1/identity"))
                return RawServer::reply(404, "{}");
            return m_platform.say(r);
        };
        Profile profile;
        profile.url = m_platform.server.url();
        Transport transport(endpointOf(profile, u"test"_s), m_clock, m_random);
        const auto detected = await(detect(transport));
        OK(detected);
        auto platform = makePlatform(transport, *detected);
        auto &identity = platform->identity();
        (void)await(platform->teams()->list({}));  // of a user who is no administrator
        (void)await(identity.signIn(u"alice"_s, Secret(std::string_view("right"))));
        (void)await(identity.answerSecondFactor(u"123456"_s));
        (void)await(identity.renewPassword(Secret(std::string_view("a")), Secret(std::string_view("b"))));
        (void)await(identity.beginSecondFactor());
        (void)await(identity.verifySecondFactor(u"123456"_s));
        (void)await(identity.stepUp({Secret(std::string_view("right")), {}, false}));
        (void)await(identity.ping());
        (void)await(transport.whoAnswers());
        (void)await(platform->users()->list({}));
        (void)await(platform->users()->read(u"u1"_s));
        auto &teams = *platform->teams();
        (void)await(teams.list({}));
        (void)await(teams.read(u"t1"_s));
        (void)await(teams.types());
        (void)await(teams.slugIsFree(u"s"_s));
        (void)await(teams.ownRole(u"t1"_s));
        (void)await(teams.members(u"t1"_s));
        (void)await(teams.invitations(u"t1"_s));
        (void)await(teams.ownInvitations());
        (void)await(platform->accessTokens()->list());
        (void)await(platform->auditLog()->page({}));
        (void)await(platform->auditLog()->page(
            {.source = {u"t1"_s}, .cursor = {}, .query = {}, .events = {}, .usernames = {}}));
        if (platform->auditLog()->streams())
            m_streams << await(platform->auditLog()->stream())->url.path();
        if (auto *security = platform->security())
            (void)await(security->read());
        if (auto *licence = platform->licence())
            (void)await(licence->use());
        if (auto *sessions = platform->sessions()) {
            (void)await(sessions->own());
            (void)await(sessions->ofUser(u"u1"_s));
        }
        change(openApi);
        (void)await(identity.signOut());
    }

    /// A change runs on a Server only.
    void change(const QByteArray &openApi)
    {
        // A server that claims to have an identity would have to prove it here.
        m_platform.openApi = QByteArray(openApi).replace("/api/v1/identity", "/api/v1/nothing");
        auto flow = m_list.connectNew();
        const auto link = await(flow->probe(m_platform.server.url().toString()));
        OK(link);
        (void)await(signInTo(flow->signIn(), PasswordAnswer{u"alice"_s, Secret(std::string_view("right"))}));
        flow->profile().name = u"x"_s;
        const auto saved = await(flow->save());
        OK(saved);
        auto &server = **saved;
        auto &platform = *server.platform();
        (void)await(server.apply(
            platform.identity().changePassword(Secret(std::string_view("a")), Secret(std::string_view("b")), false)));
        (void)await(server.apply(platform.identity().updateSelf({})));
        (void)await(server.apply(platform.users()->create({})));
        (void)await(server.apply(platform.users()->update(u"u1"_s, {})));
        (void)await(server.apply(platform.users()->remove(u"u1"_s)));
        (void)await(server.apply(platform.users()->unlock(u"u1"_s)));
        (void)await(server.apply(platform.users()->erase(u"u1"_s)));
        auto &teams = *platform.teams();
        (void)await(server.apply(teams.create({})));
        (void)await(server.apply(teams.update(u"t1"_s, {})));
        (void)await(server.apply(teams.remove(u"t1"_s)));
        (void)await(server.apply(teams.addMember(u"t1"_s, {})));
        (void)await(server.apply(teams.changeRole(u"t1"_s, u"u1"_s, Role::owner)));
        (void)await(server.apply(teams.removeMember(u"t1"_s, u"u1"_s)));
        (void)await(server.apply(teams.invite(u"t1"_s, u"bob"_s, Role::member)));
        (void)await(server.apply(teams.withdraw(u"t1"_s, u"i1"_s)));
        (void)await(server.apply(teams.accept(u"i1"_s)));
        (void)await(server.apply(teams.reject(u"i1"_s)));
        (void)await(server.apply(platform.accessTokens()->create({})));
        (void)await(server.apply(platform.accessTokens()->remove(u"k1"_s)));
        if (auto *security = platform.security())
            (void)await(server.apply(security->update({})));
        if (auto *sessions = platform.sessions()) {
            (void)await(server.apply(sessions->end(u"s1"_s)));
            (void)await(server.apply(sessions->endOthers()));
            (void)await(server.apply(sessions->endOfUser(u"u1"_s, u"s1"_s)));
            (void)await(server.apply(sessions->endAllOfUser(u"u1"_s)));
        }
        (void)await(m_list.remove(server.profile().id));
    }

    QStringList m_streams;

private Q_SLOTS:
    void initTestCase()
    {
        askEverything(description);
        askEverything(everything);
    }

    void theServerHasEveryPathThatIsAsked()
    {
        QProcess openapi;
        openapi.start(qEnvironmentVariable("CASTELLAN_SERVER"), {u"openapi"_s});
        QVERIFY(ended(openapi, 30'000));
        const auto text = openapi.readAllStandardOutput();
        const auto document = json::parse({text.constData(), std::size_t(text.size())});
        OK(document);
        const auto &paths = document->as_object().at("paths").as_object();
        QVERIFY(paths.size() > 20);
        QSet<QString> missing;
        QSet<QString> asked;
        for (const auto &request : m_platform.server.seen) {
            const auto path = QString::fromLatin1(request.target).section(u'?', 0, 0);
            const QString line = QString::fromLatin1(request.method) + u' ' + path;
            asked << line;
            if (!has(paths, request.method, path.split(u'/', Qt::SkipEmptyParts)))
                missing << line;
        }
        for (const auto &path : m_streams)
            if (!has(paths, "GET", path.split(u'/', Qt::SkipEmptyParts)))
                missing << path;
        for (const auto &line : flowFuseOnly) {
            QVERIFY2(asked.contains(line), qPrintable(line));  // no stale entry
            missing.remove(line);
        }
        QCOMPARE(missing.values(), QStringList());
        QVERIFY(!has(paths, "GET", {u"api"_s, u"v1"_s, u"nowhere"_s}));  // negative control
    }

    /// A path that no operation above requests would not be held against anything.
    void everyPathOfTheSourcesWasAsked()
    {
        QStringList literals;
        QDirIterator files(QStringLiteral(CASTELLAN_SOURCE_DIR "/app/client/connectors"), {u"*.cpp"_s, u"*.h"_s},
                           QDir::Files, QDirIterator::Subdirectories);
        static const QRegularExpression path(uR"(\"(/(?:api|account)/[^\"]*)\")"_s);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (auto found = path.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext();)
                literals << found.next().captured(1);
        }
        QVERIFY(literals.size() > 15);
        for (const auto &literal : literals) {
            if (literal.contains(u'*'))
                continue;  // a template that recognises, not a request
            const bool asked = std::ranges::any_of(m_platform.server.seen,
                                                   [&](const RawRequest &r) {
                                                       return QString::fromLatin1(r.target).startsWith(literal);
                                                   }) ||
                               m_streams.contains(literal);
            QVERIFY2(asked, qPrintable(literal));
        }
    }
};

QTEST_GUILESS_MAIN(TestConnectorPaths)
#include "test_connector_paths.moc"
