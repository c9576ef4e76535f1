// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/entry_facts.h"
#include "client/events/entry_sentence.h"
#include "client/events/texts.h"
#include "core/event.h"
#include "tests/client/events/entries.h"

#include <QLocale>
#include <QSet>
#include <QTest>

using namespace castellan;
using namespace castellan::client;
using namespace castellan::client::testing;
using namespace Qt::StringLiterals;

namespace {

std::string wireEntry(const std::string &event, const std::string &more)
{
    return R"({"id":"x","createdAt":"2026-11-22T03:31:39.509Z","event":")" + event + R"(","username":"ann")" + more +
           "}";
}

}  // namespace

class TestEntrySentence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsARoleChange()
    {
        const auto entry = entryFrom(wireEntry(
            "team.user.role-changed",
            R"(,"body":{"user":{"id":"u","name":"Bob","username":"bob"},"updates":[{"key":"role","old":"member","new":"owner","dif":"updated"}]})"));
        QCOMPARE(sentenceOf(entry), u"ann changed the role of Bob: Member → Owner"_s);
        const auto changes = changesOf(entry);
        QCOMPARE(changes.size(), std::size_t(1));
        QCOMPARE(changes[0].before, u"Member"_s);
        QCOMPARE(changes[0].after, u"Owner"_s);
    }

    void readsRolesByNumberToo()
    {
        const auto entry =
            entryFrom(wireEntry("team.user.role-changed",
                                R"(,"body":{"user":{"username":"bob"},"updates":[{"key":"role","old":10,"new":30}]})"));
        QCOMPARE(sentenceOf(entry), u"ann changed the role of bob: Viewer → Member"_s);
    }

    void hasOneRowForEveryEventOfTheCatalogueAndNoOther()
    {
        for (const auto &row : eventTexts())
            QVERIFY2(eventFromWord(row.event), row.event.data());
        QCOMPARE(eventTexts().size(), eventCatalogue().size());
        // FlowFuse's further events are beside the catalogue, and complete too.
        for (const auto &row : flowFuseTexts()) {
            QVERIFY2(!eventFromWord(row.event), row.event.data());
            QVERIFY2(textOf(row.event) == &row, row.event.data());
            QVERIFY2(row.title && *row.title && row.sentence && *row.sentence, row.event.data());
        }
    }

    void needsNoNameInAPlainSentence()
    {
        for (const auto table : {eventTexts(), flowFuseTexts()})
            for (const auto &row : table) {
                const auto sentence = sentenceOf(entryFrom(wireEntry(std::string(row.event), "")));
                QVERIFY2(!sentence.contains(u'{'), qPrintable(sentence));
                QVERIFY2(!sentence.startsWith(u"ann: "_s), qPrintable(sentence));
            }
    }

    void hasWordsForEveryEventOfTheCatalogue()
    {
        for (const auto &kind : eventCatalogue()) {
            QVERIFY2(textOf(kind.word), kind.word.data());
            const auto full = sentenceOf(entryFrom(wireEntry(
                std::string(kind.word),
                R"(,"body":{"user":{"name":"Bob"},"team":{"name":"Line One"},"updates":[{"key":"k","old":1,"new":2}]})")));
            QVERIFY2(!full.contains(QLatin1StringView(kind.word.data(), qsizetype(kind.word.size()))),
                     qPrintable(full));
            QVERIFY2(!full.contains(u'{'), qPrintable(full));
            QVERIFY(!sentenceOf(entryFrom(wireEntry(std::string(kind.word), ""))).contains(u'{'));
        }
    }

    void namesNoEventTwice()
    {
        QSet<QByteArray> seen;
        for (const auto table : {eventTexts(), flowFuseTexts()})
            for (const auto &row : table) {
                const QByteArray event(row.event.data(), qsizetype(row.event.size()));
                QVERIFY2(!seen.contains(event), event.constData());
                seen.insert(event);
            }
    }

    void tellsAFailedInvitationWithoutItsTeamAsThePerson()
    {
        const auto entry = entryFrom(wireEntry(
            "team.user.invited",
            R"(,"body":{"team":{"id":"t","name":"Line One"},"error":{"code":"invitation_failed","message":"Not a user"}})"));
        QCOMPARE(sentenceOf(entry), u"ann invited a person, but it failed: Not a user"_s);
        QVERIFY(targetOf(entry).isEmpty());
    }

    /// FlowFuse 2.33: `account.login` with an error, no actor, and the name that was tried as the body's user.
    void tellsAFailedSignInOfFlowFuseAsTheNameThatWasTried()
    {
        const auto failed = entryFrom(
            R"({"id":"x","createdAt":"2026-11-22T03:31:39.509Z","event":"account.login","username":null,"trigger":{"id":null,"type":"unknown","name":"unknown"},"body":{"user":{"username":"mallory"},"error":{"code":"unauthorized","message":"unauthorized"}}})");
        QCOMPARE(sentenceOf(failed), u"A sign-in as mallory failed: unauthorized"_s);
        QCOMPARE(targetOf(failed), u"mallory"_s);
        QCOMPARE(sentenceOf(entryFrom(
                     wireEntry("account.login", R"(,"body":{"error":{"code":"x","message":"Login failed"}})"))),
                 u"ann failed to sign in: Login failed"_s);
    }

    void keepsThePersonWhereABodyNamesNoTeam()
    {
        const auto entry = entryFrom(
            wireEntry("team.user.invited", R"(,"body":{"user":{"id":"u","name":"Bob B.","username":"bob"}})"));
        QCOMPARE(sentenceOf(entry), u"ann invited Bob B."_s);
        QCOMPARE(sentenceOf(entry, u"Line One"_s), u"ann invited Bob B. to the team Line One"_s);
        for (const auto table : {eventTexts(), flowFuseTexts()})
            for (const auto &row : table)
                if (QByteArrayView(row.sentence).contains("{team}") &&
                    QByteArrayView(row.sentence).contains("{target}"))
                    QVERIFY2(row.withoutTeam && QByteArrayView(row.withoutTeam).contains("{target}"), row.event.data());
    }

    void tellsEachReasonOfAnErrorByName()
    {
        const auto entry = entryFrom(wireEntry(
            "team.user.invited",
            R"(,"body":{"error":{"code":"invitation_failed","message":{"bob":"Already a member","eve":"Not found"}}})"));
        QCOMPARE(failureOf(entry), u"bob: Already a member, eve: Not found"_s);
    }

    void saysThatTheServerLostTheActor()
    {
        const auto entry = entryFrom(
            R"({"id":"x","createdAt":"2026-11-22T03:31:39.509Z","event":"team.created","username":null,"trigger":{"hashid":null,"type":"unknown","name":"unknown"},"body":{"team":{"name":"Line One"}}})");
        QCOMPARE(sentenceOf(entry), u"A user whom the server no longer names created the team Line One"_s);
    }

    void showsTheMeansBesideTheActor()
    {
        const auto entry = entryFrom(wireEntry(
            "users.created-user",
            R"(,"source":"api","body":{"user":{"name":"Rob","username":"rob"},"sourceContext":{"tokenId":18}})"));
        QCOMPARE(actorWithMeansOf(entry), u"ann (access token 18)"_s);
        QVERIFY(sentenceOf(entry).startsWith(u"ann (access token 18) created "_s));
        QCOMPARE(actorWithMeansOf(entryFrom(wireEntry("team.created", R"(,"source":"mcp:expert")"))),
                 u"ann (mcp:expert)"_s);
        QCOMPARE(actorWithMeansOf(entryFrom(wireEntry("team.created", R"(,"source":null)"))), u"ann"_s);
    }

    void tellsAValueThatIsGoneAsRemoved()
    {
        const auto entry = entryFrom(wireEntry(
            "project.settings.updated",
            R"(,"body":{"project":{"name":"plc"},"updates":[{"key":"note","old":"x","dif":"deleted"},{"key":"env","old":"","dif":"deleted"}]})"));
        QCOMPARE(sentenceOf(entry), u"ann changed settings of the instance plc: note: x removed, env: removed"_s);
    }

    void namesTheThingThatAnEventIsAbout_data()
    {
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QByteArray>("member");
        const QList<std::pair<QByteArray, QByteArray>> rows{{"user.pat.created", "token"},
                                                            {"user.pat.deleted", "token"},
                                                            {"project.httpToken.created", "token"},
                                                            {"device.httpToken.deleted", "token"},
                                                            {"team.device.provisioning.created", "token"},
                                                            {"team.package.published", "pkg"},
                                                            {"team.database.created", "database"},
                                                            {"team.database.table.deleted", "table"},
                                                            {"billing.subscription.created", "subscription"},
                                                            {"application.deviceGroup.updated", "deviceGroup"},
                                                            {"application.device.snapshot.exported", "snapshot"},
                                                            {"application.device.assigned", "device"},
                                                            {"project.device.unassigned", "device"},
                                                            {"device.project.deployed", "project"}};
        for (const auto &[event, member] : rows)
            QTest::newRow(event.constData()) << event << member;
    }
    void namesTheThingThatAnEventIsAbout()
    {
        QFETCH(QByteArray, event);
        QFETCH(QByteArray, member);
        QByteArray body = R"("user":{"name":"U"},"team":{"name":"T"},"application":{"name":"A"})";
        if (member != "device")
            body += R"(,"device":{"name":"D"})";
        if (member != "project")
            body += R"(,"project":{"name":"P"})";
        auto entry = entryFrom(wireEntry(event.toStdString(), R"(,"body":{)" + body.toStdString() + "}"));
        (*entry.body)[member.toStdString()] = {{"name", "the one"}};
        QCOMPARE(targetOf(entry), u"the one"_s);
        QVERIFY2(sentenceOf(entry).contains(u"the one"_s), qPrintable(sentenceOf(entry)));
    }

    /// The words that FlowFuse 2.33 writes, as its reference lists them.
    void hasWordsForEveryEventOfFlowFuse()
    {
        const auto words =
            QByteArray(
                "account.change-email-confirmed account.change-email-request account.forgot-password account.login "
                "account.logout account.register account.reset-password account.verify.auto-create-application "
                "account.verify.auto-create-instance account.verify.auto-create-team account.verify.request-token "
                "account.verify.verify-token api.error application.created application.deleted "
                "application.device.assigned "
                "application.device.snapshot.created application.device.snapshot.deleted "
                "application.device.snapshot.device-target-set application.device.snapshot.exported "
                "application.device.snapshot.imported application.device.snapshot.updated "
                "application.device.unassigned "
                "application.deviceGroup.created application.deviceGroup.deleted "
                "application.deviceGroup.members.changed "
                "application.deviceGroup.settings.updated application.deviceGroup.updated application.pipeline.created "
                "application.pipeline.deleted application.pipeline.stage-added application.pipeline.stage-deployed "
                "application.pipeline.updated application.updated auth.login auth.login.revoke auth.logout "
                "context.delete "
                "crashed device.assigned device.credential.generated device.developer-mode.disabled "
                "device.developer-mode.enabled device.httpToken.created device.httpToken.deleted "
                "device.httpToken.updated "
                "device.pipeline.deployed device.project.deployed device.remote-access.disabled "
                "device.remote-access.enabled "
                "device.restart-failed device.restarted device.settings.updated device.snapshot.created "
                "device.snapshot.deployed device.snapshot.target-set device.start-failed device.started "
                "device.suspend-failed "
                "device.suspended device.unassigned flows.reloaded flows.set library.set modules.install nodes.install "
                "nodes.remove platform.license.applied platform.license.expired platform.license.inspected "
                "platform.license.overage platform.project-type.created platform.project-type.deleted "
                "platform.project-type.updated platform.settings.updated platform.stack.created platform.stack.deleted "
                "platform.stack.updated platform.team.created platform.team.deleted platform.team.suspended "
                "platform.team.unsuspended project.assigned-to-pipeline-stage project.copied project.created "
                "project.deleted "
                "project.device.assigned project.device.snapshot.created project.device.unassigned project.duplicated "
                "project.flow-imported project.httpToken.created project.httpToken.deleted project.httpToken.updated "
                "project.imported project.protected project.restarted project.settings.updated "
                "project.snapshot.created "
                "project.snapshot.deleted project.snapshot.device-target-set project.snapshot.exported "
                "project.snapshot.imported project.snapshot.rolled-back project.snapshot.updated project.stack.changed "
                "project.stack.restart project.start-failed project.started project.stopped project.suspended "
                "project.type.changed project.unprotected resource.cpu resource.memory settings.update started stopped "
                "team.created team.database.created team.database.deleted team.database.table.created "
                "team.database.table.deleted team.deleted team.device.assigned team.device.bulk-deleted "
                "team.device.created "
                "team.device.credentials-generated team.device.deleted team.device.developer-mode.disabled "
                "team.device.developer-mode.enabled team.device.provisioning.created team.device.provisioning.deleted "
                "team.device.provisioning.updated team.device.remote-access.disabled team.device.remote-access.enabled "
                "team.device.unassigned team.device.updated team.package.published team.package.unpublished "
                "team.settings.updated team.suspended team.type.changed team.unsuspended team.user.added "
                "team.user.invite-resent team.user.invite.accepted team.user.invite.rejected team.user.invited "
                "team.user.removed team.user.role-changed team.user.uninvited user.deleted user.invitation.accepted "
                "user.invitation.deleted user.pat.created user.pat.deleted user.pat.updated user.updated-password "
                "user.updated-user users.auto-created-team users.created-user users.deleted-user users.updated-user "
                "safe-mode")
                .split(' ');
        for (const auto &word : words) {
            const std::string_view event(word.constData(), std::size_t(word.size()));
            QVERIFY2(textOf(event), word.constData());
            const auto sentence = sentenceOf(entryFrom(wireEntry(std::string(event), "")));
            QVERIFY2(!word.contains('.') || !sentence.contains(QLatin1StringView(word)), qPrintable(sentence));
        }
    }

    void tellsWhyRequestsWereRefused()
    {
        const auto entry = entryFrom(wireEntry(
            "platform.requests-refused",
            R"(,"body":{"unauthorized":12,"tooManyRequests":0,"malformed":1234,"addressCount":2,"addresses":[{"address":"10.0.0.7","count":1200},{"address":"10.0.0.9","count":46}]})"));
        QStringList lines;
        for (const auto &fact : factsOf(entry))
            lines << fact.name + u": "_s + fact.value;
        const auto number = [](int n) { return QLocale().toString(n); };
        QCOMPARE(lines, (QStringList{u"Not signed in: 12"_s, u"Malformed: "_s + number(1234), u"Addresses: 2"_s,
                                     u"Busiest: 10.0.0.7 × "_s + number(1200) + u", 10.0.0.9 × 46"_s}));
    }

    void fallsBackForUnknownEvents()
    {
        const auto entry = entryFrom(wireEntry("device.moved", R"(,"body":{"device":{"id":"d","name":"pump-7"}})"));
        QCOMPARE(sentenceOf(entry), u"ann: device moved (pump-7)"_s);
        QCOMPARE(sentenceOf(entryFrom(wireEntry("project.deviceGroup.re-tagged", ""))),
                 u"ann: project device group re tagged"_s);
    }

    void fallsBackWhenNamesAreMissing()
    {
        QCOMPARE(sentenceOf(entryFrom(wireEntry("team.created", ""))), u"ann created a team"_s);
        QCOMPARE(sentenceOf(entryFrom(wireEntry("team.created", R"(,"body":{"team":{"name":"Line One"}})"))),
                 u"ann created the team Line One"_s);
    }

    void saysThatAnActFailed()
    {
        QCOMPARE(sentenceOf(entryFrom(
                     wireEntry("project.started", R"(,"body":{"error":{"code":"x","message":"No free port"}})"))),
                 u"ann started an instance, but it failed: No free port"_s);
        QCOMPARE(sentenceOf(entryFrom(wireEntry("team.deleted", R"(,"outcome":"refused")"))),
                 u"ann deleted a team, but it was refused"_s);
    }

    void countsSums()
    {
        QVERIFY(sentenceOf(entryFrom(wireEntry("account.login.failed", R"(,"count":12,"outcome":"failed")")))
                    .contains(u"12"_s));
    }

    void namesActorsWithoutAUser()
    {
        const auto entry = entryFrom(
            R"({"id":"x","createdAt":"2026-11-22T03:31:39.509Z","event":"users.reset-mfa","username":null,"trigger":{"id":"host","type":"host","name":"host"},"body":{"user":{"username":"bob"}}})");
        QCOMPARE(sentenceOf(entry), u"The host reset the second factor of bob"_s);
    }

    void keepsUserNamesAsTheyAre()
    {
        auto entry = entryFrom(wireEntry("account.logout", ""));
        entry.username = "{target}%1";
        QCOMPARE(sentenceOf(entry), u"{target}%1 signed out"_s);
    }

    void hidesMaskedValues()
    {
        const auto changes = changesOf(entryFrom(
            wireEntry("project.settings.updated",
                      R"(,"body":{"updates":[{"key":"password","old":"***","new":"***","dif":"updated"}]})")));
        QVERIFY(changes.at(0).hidden);
        QCOMPARE(changes.at(0).before, u"••••"_s);
    }

    void tellsAbsentFromEmpty()
    {
        const auto changes = changesOf(entryFrom(wireEntry(
            "team.settings.updated",
            R"(,"body":{"updates":[{"key":"a","new":"x","dif":"created"},{"key":"b","old":"","dif":"deleted"},7]})")));
        QCOMPARE(changes.size(), std::size_t(2));
        QVERIFY(!changes[0].hadBefore);
        QVERIFY(changes[1].hadBefore);
        QVERIFY(!changes[1].hasAfter);
    }
};

QTEST_GUILESS_MAIN(TestEntrySentence)
#include "test_entry_sentence.moc"
