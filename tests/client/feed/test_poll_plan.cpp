// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/back_off.h"
#include "client/feed/poll_plan.h"

#include <QTest>

using namespace castellan;
using namespace castellan::client;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

class FixedRandom final : public Random {
public:
    explicit FixedRandom(std::byte value) : m_value(value) {}
    void fill(std::span<std::byte> out) override { std::ranges::fill(out, m_value); }

private:
    std::byte m_value;
};

const AuditSource platformLog{};
const AuditSource one{u"one"_s};
const AuditSource two{u"two"_s};

/// Runs the plan as a feed does, with answers that take `answer`; gives which source was asked when.
QList<QPair<qint64, QString>> run(PollPlan &plan, std::chrono::milliseconds answer, std::chrono::milliseconds until)
{
    QList<QPair<qint64, QString>> asked;
    Tick now{};
    const Tick end = now + until;
    while (now < end) {
        const auto turn = plan.next(now);
        if (!turn)
            break;
        now += turn->wait;
        asked.append({std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count(),
                      turn->source.teamId});
        plan.began(now);
        now += answer;
        plan.answered(answer);
        plan.checked(turn->source);
    }
    return asked;
}

}  // namespace

class TestPollPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasNothingToAskWithoutSources() { QVERIFY(!PollPlan({}).next(Tick{})); }

    void asksTheOnlySourceEveryTwoSeconds()
    {
        PollPlan plan({});
        plan.setSources({platformLog});
        const auto asked = run(plan, 20ms, 11s);
        for (qsizetype i = 1; i < asked.size(); ++i)
            QCOMPARE(asked[i].first - asked[i - 1].first, 2000);
    }

    void neverAsksMoreThanOnceASecond()
    {
        PollPlan plan({});
        plan.setSources({platformLog, one, two});
        const auto asked = run(plan, 5ms, 20s);
        for (qsizetype i = 1; i < asked.size(); ++i)
            QVERIFY(asked[i].first - asked[i - 1].first >= 1000);
        QVERIFY(asked.size() >= 18);
    }

    void asksTheFocusEveryTwoSecondsAndOthersInTurn()
    {
        PollPlan plan({});
        plan.setSources({platformLog, one, two});
        plan.setFocus(one);
        const auto asked = run(plan, 5ms, 20s);
        QMap<QString, int> count;
        qint64 lastFocus = -1;
        for (const auto &[at, team] : asked) {
            ++count[team];
            if (team != one.teamId)
                continue;
            if (lastFocus >= 0)
                QVERIFY2(at - lastFocus <= 2100, qPrintable(QString::number(at - lastFocus)));
            lastFocus = at;
        }
        QVERIFY(count[u"one"_s] >= 9);
        QVERIFY(count[u""_s] >= 4);
        QVERIFY(count[u"two"_s] >= 4);
    }

    void keepsToATenthOfTheAnswerTime()
    {
        PollPlan plan({});
        plan.setSources({platformLog, one});
        const auto asked = run(plan, 700ms, 60s);
        for (qsizetype i = 1; i < asked.size(); ++i)
            QVERIFY(asked[i].first - asked[i - 1].first >= 7000);
        QCOMPARE(plan.spacing(), 7000ms);
        QCOMPARE(plan.focusInterval(), 14'000ms);
        // Neither starves.
        QSet<QString> last{asked[asked.size() - 1].second, asked[asked.size() - 2].second};
        QCOMPARE(last.size(), 2);
    }

    void asksAServerThatAnswersWithinThreeTenthsOfASecondAsOftenAsAFasterOne()
    {
        PollPlan plan({});
        plan.setSources({platformLog, one});
        (void)run(plan, 300ms, 20s);
        QCOMPARE(plan.spacing(), 1000ms);
        QCOMPARE(plan.focusInterval(), 2000ms);
        (void)run(plan, 310ms, 60s);
        QCOMPARE(plan.spacing(), 3100ms);
    }

    void isNotSlowedByOneSlowAnswer()
    {
        PollPlan plan({});
        plan.setSources({platformLog});
        (void)run(plan, 100ms, 20s);
        plan.answered(700ms);
        QCOMPARE(plan.spacing(), 1000ms);
        plan.answered(700ms);
        QCOMPARE(plan.spacing(), 7000ms);
    }

    void staysQuickWhenTheProgramItselfIsBusy()
    {
        PollPlan plan({});
        plan.setSources({platformLog});
        plan.began(Tick{});
        plan.answered(20ms);  // taken from the event queue two seconds later
        plan.checked(platformLog);
        QCOMPARE(plan.spacing(), 1000ms);
        const auto turn = plan.next(Tick{} + 2s);
        QVERIFY(turn && turn->wait == 0ms);
    }

    void forgivesAServerThatBecameFast()
    {
        PollPlan plan({});
        plan.setSources({platformLog});
        (void)run(plan, 900ms, 10s);
        (void)run(plan, 10ms, 120s);
        QCOMPARE(plan.spacing(), 1000ms);
    }

    void backsOffByDoublingWithJitter()
    {
        FixedRandom low(std::byte(0)), high(std::byte(0xff));
        BackOff least(1s, 30s, low), most(1s, 30s, high);
        for (const auto base : {1000, 2000, 4000, 8000, 16'000, 30'000, 30'000}) {
            QCOMPARE(least.next(), std::chrono::milliseconds(base * 4 / 5));
            QCOMPARE(most.next(), std::chrono::milliseconds(base * 6 / 5));
        }
        least.reset();
        QCOMPARE(least.next(), 800ms);
    }
};

QTEST_GUILESS_MAIN(TestPollPlan)
#include "test_poll_plan.moc"
