// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/router.h"
#include "server/store/tables/settings.h"
#include "tests/end_to_end/permission_table.h"
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/api/pipeline/permission_world.h"
#include "tests/server/api/pipeline/seed.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace castellan;
using namespace castellan::test;

namespace {

using Server = PermissionWorld::Server;

struct Cell {
    std::size_t row = 0;
    int who = 0;
    [[nodiscard]] const Line &line() const { return permissionTable.at(row); }
    [[nodiscard]] auto operator<=>(const Cell &) const = default;
};

std::string nameOf(const Cell &cell)
{
    return std::string(cell.line().method) + ' ' + cell.line().path + " by " + names.at(std::size_t(cell.who));
}

std::vector<Cell> cells()
{
    std::vector<Cell> out;
    for (std::size_t row = 0; row < permissionTable.size(); ++row)
        for (int who = 0; who < count; ++who)
            if (permissionTable.at(row).expected(who) != ' ')
                out.push_back({row, who});
    return out;
}

/// Asks the whole table; every cell that isn't answered as it says.
std::vector<std::string> differences(const std::optional<Cell> &flipped)
{
    PermissionWorld world;
    std::vector<std::string> out;
    for (const auto &cell : cells()) {
        const auto answered =
            world.ask(cell.line(), Who(cell.who), cell == flipped ? Server::turnsItsDecisionRound : Server::decides);
        if (answered != cell.line().expected(cell.who))
            out.push_back(nameOf(cell) + ": expected " + cell.line().expected(cell.who) + ", got " + answered);
    }
    return out;
}

QByteArray lines(const std::vector<std::string> &texts)
{
    QByteArray out;
    for (const auto &text : texts)
        out += q(text) + '\n';
    return out;
}

/// Where an answer doesn't hang on the decision about the route, and what else is asked there.
struct Unnoticed {
    const char *line;
    std::string_view columns;  ///< a mark for each cell
    const char *because;
};
constexpr auto unnoticed = std::to_array<Unnoticed>({
    {"GET /api/v1/audit/stream", "xxxxxxxxxxxxxxxxxx", "426 before all else; the upgrade asks: test_stream_separation"},
    {"POST /api/v1/teams", " xxxx xx xx xxxxx ", "a setting refuses them too: aSettingLetsPeopleMakeTeams"},
    {"POST /api/v1/teams/check-slug", " xxxx xx xx xxxxx ", "the same setting"},
    {"DELETE /api/v1/teams/{team}/members/{me}", "      x   x       ",
     "404 too for who is let through and isn't in the team; the same decision is noticed at members/{other}"},
});

bool isExplained(const Cell &cell)
{
    return std::ranges::any_of(unnoticed, [&](const Unnoticed &known) {
        return std::string(cell.line().method) + ' ' + cell.line().path == known.line &&
               known.columns.at(std::size_t(cell.who)) == 'x';
    });
}

/// "GET /api/v1/teams/{}"
std::string shapeOf(std::string_view method, std::string_view path)
{
    std::string out(method);
    out += ' ';
    path = path.substr(0, path.find('?'));
    for (std::size_t at = 0; at < path.size();) {
        const auto end = std::min(path.find('/', at + 1), path.size());
        const auto segment = path.substr(at + 1, end - at - 1);
        const bool name = segment.starts_with('{') || segment.starts_with(':') || segment == "zzz";
        out += '/';
        out += name ? std::string_view("{}") : segment;
        at = end;
    }
    return out;
}

/// Routes that the table doesn't ask.
std::vector<std::string> missing(std::span<const Line> table, std::span<const api::Route> routes)
{
    std::set<std::string> asked;
    for (const auto &line : table)
        asked.insert(shapeOf(line.method, line.path));
    std::vector<std::string> out;
    for (const auto &route : routes)
        if (auto shape = shapeOf(http::methodName(route.what.method), route.what.path); !asked.contains(shape))
            out.push_back(std::move(shape));
    return out;
}

}  // namespace

/// The table of permissions, and its failures when the server decides wrongly.
class TestApiPermissions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f63AnswersAsTheTableSays_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < permissionTable.size(); ++i)
            QTest::addRow("F63 %s %s", permissionTable.at(i).method, permissionTable.at(i).path) << int(i);
    }
    void f63AnswersAsTheTableSays()
    {
        static PermissionWorld world;
        QFETCH(int, row);
        const auto &line = permissionTable.at(std::size_t(row));
        QByteArray answered;
        QByteArray expected;
        for (int who = 0; who < count; ++who) {
            expected += line.expected(who);
            answered += line.expected(who) == ' ' ? ' ' : world.ask(line, Who(who));
        }
        QCOMPARE(answered, expected);
    }

    void f63EveryRouteIsInTheTable()
    {
        const auto without = missing(permissionTable, api::routes());
        QVERIFY2(without.empty(), lines(without).constData());
    }

    void aMissingRowIsNamed()
    {
        std::map<std::string, int> rows;
        for (const auto &line : permissionTable)
            ++rows[shapeOf(line.method, line.path)];
        int tried = 0;
        for (std::size_t i = 0; i < permissionTable.size(); ++i) {
            std::vector<Line> table(permissionTable.begin(), permissionTable.end());
            const auto shape = shapeOf(table.at(i).method, table.at(i).path);
            table.erase(table.begin() + std::ptrdiff_t(i));
            if (rows.at(shape) > 1)
                continue;
            ++tried;
            QCOMPARE(lines(missing(table, api::routes())), lines({shape}));
        }
        QVERIFY(tried > 50);
    }

    void everyRowIsARoute()
    {
        std::set<std::string> shapes;
        for (const auto &route : api::routes())
            shapes.insert(shapeOf(http::methodName(route.what.method), route.what.path));
        for (const auto &line : permissionTable)
            QVERIFY2(shapes.contains(shapeOf(line.method, line.path)), line.path);
    }

    void s4EveryTurnedDecisionIsNoticedOrExplained()
    {
        PermissionWorld world;
        std::vector<std::string> wrong;
        for (const auto &cell : cells()) {
            const auto answered = world.ask(cell.line(), Who(cell.who), Server::turnsItsDecisionRound);
            const bool noticed = answered != cell.line().expected(cell.who);
            if (noticed == isExplained(cell))
                wrong.push_back(nameOf(cell) + (noticed ? ": noticed, and listed as not" : ": not noticed"));
        }
        QVERIFY2(wrong.empty(), lines(wrong).constData());
    }

    void s4TwentyWrongDecisionsFailTheTableTwentyTimes_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("who");
        const auto by = seed();
        qInfo("CASTELLAN_SEED=%u", by);
        std::mt19937 random(by);
        auto all = cells();
        std::erase_if(all, &isExplained);
        std::ranges::shuffle(all, random);
        all.resize(20);
        for (const auto &cell : all)
            QTest::newRow(nameOf(cell).c_str()) << int(cell.row) << cell.who;
    }
    void s4TwentyWrongDecisionsFailTheTableTwentyTimes()
    {
        QFETCH(int, row);
        QFETCH(int, who);
        const Cell flipped{std::size_t(row), who};
        const auto found = differences(flipped);
        QVERIFY2(found.size() == 1, lines(found).constData());
        QVERIFY2(found.front().starts_with(nameOf(flipped)), found.front().c_str());
    }

    void theTableHasNothingAgainstRightDecisions()
    {
        const auto found = differences(std::nullopt);
        QVERIFY2(found.empty(), lines(found).constData());
    }

    void aSettingLetsPeopleMakeTeams()
    {
        PermissionWorld world;
        QVERIFY(world.api()
                    .store()
                    .write([](store::Writer &w) { return store::settings::set(w, "team:create", json::value(true)); })
                    .has_value());
        int asked = 0;
        for (const auto &cell : cells()) {
            if (!isExplained(cell) || std::string_view(cell.line().method) != "POST")
                continue;
            ++asked;
            const bool person = cell.who < teamReads;  // service keys still are none
            QCOMPARE(world.ask(cell.line(), Who(cell.who)), person ? '+' : 'F');
            QCOMPARE(world.ask(cell.line(), Who(cell.who), Server::turnsItsDecisionRound), person ? 'F' : '+');
        }
        QCOMPARE(asked, 26);
    }
};

QTEST_GUILESS_MAIN(TestApiPermissions)
#include "test_api_permissions.moc"
