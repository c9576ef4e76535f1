// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// the wall clock is moved while the real server runs, or while it is off. libfaketime moves it.
#include "tests/end_to_end/people.h"
#include "tests/server/stream/subscriber.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace castellan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 hour = 3600;
constexpr qint64 day = 24 * hour;

QString faketimeLibrary()
{
    for (const auto &folder : QDir(u"/usr/lib"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QString path = u"/usr/lib/"_s + folder + u"/faketime/libfaketimeMT.so.1"_s;
        if (QFile::exists(path))
            return path;
    }
    qFatal("there is no libfaketimeMT.so.1: install faketime");
}

QDateTime timeOf(const QJsonObject &record, const char *member)
{
    return QDateTime::fromString(record[QLatin1StringView(member)].toString(), Qt::ISODateWithMs);
}

/// The real server, whose wall clock differs from the machine's by an offset in a file.
struct MovableServer {
    ServerProgram program;
    qint64 offset = 0;

    bool init() { return program.init().exitCode == 0; }
    void setClock(qint64 seconds)
    {
        offset = seconds;
        // Replaced in one go: half a file would be another time.
        const auto path = program.file(u"offset"_s);
        QFile file(path + u".new"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write((seconds < 0 ? "" : "+") + QByteArray::number(seconds) + "\n");
        file.close();
        QVERIFY(::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData()) == 0);
    }
    bool start()
    {
        return program.start({}, {u"LD_PRELOAD="_s + faketimeLibrary(),
                                  u"FAKETIME_TIMESTAMP_FILE="_s + program.file(u"offset"_s), u"FAKETIME_NO_CACHE=1"_s,
                                  u"DONT_FAKE_MONOTONIC=1"_s, u"NO_FAKE_STAT=1"_s});
    }
    [[nodiscard]] QString url() const { return program.url(); }
    [[nodiscard]] QString streamUrl() const
    {
        QString url = u"ws"_s + program.url().mid(4) + u"/api/v1/audit/stream"_s;
        return url;
    }
    /// The time that the server's clock should show.
    [[nodiscard]] QDateTime now() const { return QDateTime::currentDateTimeUtc().addSecs(offset); }
    [[nodiscard]] QString oathtoolTime(qint64 more = 0) const
    {
        return now().addSecs(more).toString(u"yyyy-MM-dd hh:mm:ss 'UTC'"_s);
    }
    /// A session made now; older ones may have ended.
    [[nodiscard]] Curl alice() const
    {
        Curl out(url());
        need(out.login(u"alice"_s));
        return out;
    }
    /// The distance by which the clock was moved, from each entry, oldest first.
    [[nodiscard]] QList<qint64> moves() const
    {
        QList<qint64> out;
        const auto ask = [this] {
            return alice().get(u"/api/v1/admin/audit-log?event=platform.clock-changed&limit=100"_s);
        };
        auto log = ask();
        if (log.status == 401)  // a day passed between signing in and asking: the move that is waited for
            log = ask();
        for (const auto &row : need(log).json()[u"log"_s].toArray()) {
            const auto update = row.toObject()[u"body"_s].toObject()[u"updates"_s].toArray().at(0).toObject();
            out.prepend(timeOf(update, "old").secsTo(timeOf(update, "new")));
        }
        return out;
    }
    /// Moves the clock and waits until the journal says so.
    void jump(qint64 to)
    {
        const auto by = to - offset;
        const auto before = moves().size();
        setClock(to);
        QTRY_COMPARE_WITH_TIMEOUT(moves().size(), before + 1, 10'000);
        QVERIFY2(qAbs(moves().last() - by) <= 2, QByteArray::number(moves().last()).constData());
    }
};

QJsonObject currentSession(Curl &session)
{
    for (const auto &value : need(session.get(u"/api/v1/user/sessions"_s)).json()[u"sessions"_s].toArray())
        if (value.toObject()[u"current"_s].toBool())
            return value.toObject();
    return {};
}

class TestClock : public QObject {
    Q_OBJECT

    static void jumps()
    {
        QTest::addColumn<qint64>("by");
        QTest::newRow("an hour ahead") << hour;
        QTest::newRow("an hour back") << -hour;
        QTest::newRow("a day ahead") << day;
        QTest::newRow("a day back") << -day;
    }

    static void begin(MovableServer &server)
    {
        server.setClock(0);
        QVERIFY(server.init());
        QVERIFY2(server.start(), server.program.err.constData());
        auto alice = server.alice();
        liftLimits(alice);
    }

private Q_SLOTS:
    void r5NoSessionIsLongerAndNoneLivesAgain_data() { jumps(); }

    void r5NoSessionIsLongerAndNoneLivesAgain()
    {
        QFETCH(qint64, by);
        MovableServer server;
        begin(server);
        auto session = server.alice();
        const auto created = timeOf(currentSession(session), "createdAt");
        Subscriber stream(server.streamUrl(), {u"--cookie"_s, u"sid="_s + session.cookie("sid")});
        QTRY_VERIFY(stream.has("welcome"));
        const auto moved = QDateTime::currentMSecsSinceEpoch();
        server.jump(by);
        if (by == day) {
            // A day without use, as the server's clock shows it.
            QTRY_COMPARE(stream.closeCode(), 4401);
            qInfo("closed %lld ms after the clock was moved", stream.last("close")[u"at"_s].toInteger() - moved);
            QCOMPARE(session.get(u"/api/v1/user"_s).status, 401);
            server.jump(0);
            QCOMPARE(session.get(u"/api/v1/user"_s).status, 401);
            return;
        }
        QCOMPARE(session.get(u"/api/v1/user"_s).status, 200);
        const auto after = currentSession(session);
        // Back: the beginning goes back with the clock, and the end with it. Ahead: the end comes earlier.
        QCOMPARE(qAbs(created.secsTo(timeOf(after, "createdAt")) - std::min<qint64>(by, 0)) <= 2, true);
        QVERIFY(timeOf(after, "expiresAt") <= server.now().addDays(1).addSecs(2));
        // The stream went through it, without a hole and without going back.
        const auto rows = stream.rows().size();
        (void)server.alice();
        QTRY_VERIFY(stream.rows().size() > rows);
        QVERIFY2(stream.broken.isEmpty(), qPrintable(stream.broken));
        for (qsizetype i = 1; i < stream.rows().size(); ++i)
            QCOMPARE(stream.rows().at(i), stream.rows().at(i - 1) + 1);
        QCOMPARE(stream.closeCode(), 0);
    }

    void r5LocksTakeAsLongAndCodesCountOnce_data() { jumps(); }

    void r5LocksTakeAsLongAndCodesCountOnce()
    {
        QFETCH(qint64, by);
        MovableServer server;
        begin(server);
        auto alice = server.alice();
        const Person bob(alice, server.url(), u"bob"_s);
        const Person carol(alice, server.url(), u"carol"_s);
        auto enrolling = carol.session;
        // The code of the step before this one is accepted until this one ends: only its first 20 seconds are sure to
        // do.
        QTRY_VERIFY_WITH_TIMEOUT(server.now().toSecsSinceEpoch() % 30 < 20, 15'000);
        const auto secret = enrol(enrolling, server.oathtoolTime(-30));
        for (int i = 0; i < 10; ++i)
            QCOMPARE(Curl(server.url()).login(u"bob"_s, u"wrong"_s).status, 401);
        const auto lock = [&] {
            auto admin = server.alice();
            return timeOf(need(admin.get(u"/api/v1/users/"_s + bob.id)).json(), "lockedUntil");
        };
        const auto until = lock();
        QVERIFY(until > server.now().addSecs(29 * 60));
        const auto show = [&](const QString &code) {
            Curl half(server.url());
            const auto asked = half.login(carol.name, carol.password);
            if (asked.status != 403)
                return asked.status;
            return half.send("POST", u"/account/login/token"_s, {{u"token"_s, code}}).status;
        };
        const auto code = oathtool(secret, server.oathtoolTime());
        QCOMPARE(show(code), 200);

        server.setClock(by);
        // This holds before and after the server has noticed.
        QCOMPARE(Curl(server.url()).login(bob.name, bob.password).status, 401);
        QTRY_COMPARE_WITH_TIMEOUT(server.moves().size(), 1, 10'000);
        QCOMPARE(Curl(server.url()).login(bob.name, bob.password).status, 401);
        QVERIFY(qAbs(until.secsTo(lock()) - by) <= 2);
        if (by < 0)
            QCOMPARE(show(oathtool(secret, server.oathtoolTime())), 401);
        server.jump(0);
        QVERIFY(qAbs(until.secsTo(lock())) <= 2);
        QCOMPARE(show(code), 401);
        QCOMPARE(Curl(server.url()).login(bob.name, bob.password).status, 401);
        need(server.alice().send("POST", u"/api/v1/users/"_s + bob.id + u"/unlock"_s, {}));
        QCOMPARE(Curl(server.url()).login(bob.name, bob.password).status, 200);
    }

    void r5ATokenEndsOnItsDate()
    {
        MovableServer server;
        begin(server);
        auto alice = server.alice();
        const auto ends = server.now().addSecs(hour / 2).toMSecsSinceEpoch();
        const auto token =
            need(alice.send("POST", u"/api/v1/user/tokens"_s,
                            {{u"name"_s, u"short"_s}, {u"scope"_s, u""_s}, {u"expiresAt"_s, ends}}))["token"];
        Subscriber stream(server.streamUrl(), {u"--token"_s, token});
        QTRY_VERIFY(stream.has("welcome"));
        server.jump(-hour);
        QCOMPARE(Curl(server.url()).getBy(token, u"/api/v1/user"_s).status, 200);
        QCOMPARE(stream.closeCode(), 0);
        server.jump(hour);
        QTRY_COMPARE(stream.closeCode(), 4401);
        QCOMPARE(Curl(server.url()).getBy(token, u"/api/v1/user"_s).status, 401);
    }

    void r5AClockThatWasPutBackWhileTheServerWasOffIsNoticed()
    {
        MovableServer server;
        begin(server);
        auto session = server.alice();
        const auto created = timeOf(currentSession(session), "createdAt");
        const auto sid = session.cookie("sid");
        QCOMPARE(server.program.stop(), 0);
        server.setClock(-day);
        QVERIFY2(server.start(), server.program.err.constData());
        const auto moves = server.moves();
        QCOMPARE(moves.size(), 1);
        QVERIFY(qAbs(moves.first() + day) <= 5);
        QCOMPARE(Curl(server.url()).getBy(sid, u"/api/v1/user"_s).status, 200);
        const auto list = need(Curl(server.url()).getBy(sid, u"/api/v1/user/sessions"_s)).json();
        QDateTime oldest = server.now();
        for (const auto &value : list[u"sessions"_s].toArray())
            oldest = std::min(oldest, timeOf(value.toObject(), "createdAt"));
        QVERIFY(qAbs(created.secsTo(oldest) + day) <= 10);
        // Once, and not again at each start; killed, because then nothing is written at the end.
        server.program.kill();
        QVERIFY2(server.start(), server.program.err.constData());
        QCOMPARE(server.moves().size(), 1);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestClock)
#include "test_e2e_clock.moc"
