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
        QCOMPARE(sentenceOf(entry), u"ann: device.moved (pump-7)"_s);
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
                     wireEntry("account.login", R"(,"body":{"error":{"code":"x","message":"Login failed"}})"))),
                 u"ann signed in, but it failed: Login failed"_s);
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
