// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/token.h"
#include "core/text/utf8.h"
#include "server/journal/body.h"
#include "server/journal/checkpoint.h"
#include "server/journal/entry_text.h"
#include "server/journal/format.h"
#include "server/store/connection.h"
#include "tests/server/journal/journal_dump.h"
#include "tests/server/journal/journal_folder.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <bit>
#include <span>

using namespace castellan;
using namespace castellan::test;
using journal::Journal;
using store::Reader;
using store::Writer;

namespace {

struct PagedJournal : JournalFolder {
    Result<journal::JournalPage> page(const journal::PageQuery &query)
    {
        return store->read([&](Reader &r) { return journal->page(r, query); });
    }
    Result<std::string> dump()
    {
        return store->read([](Reader &r) -> Result<std::string> {
            std::string out;
            auto ok = store::journal_records::forEach(r, [&](const store::JournalRecord &row) {
                out += dumpRow(row, r.ids().encode(store::JournalPlace{std::uint64_t(row.epoch), row.seq})) + "\n";
                return true;
            });
            if (!ok)
                return fail(ok.error());
            return out;
        });
    }
};

std::vector<std::string> events(const journal::JournalPage &page)
{
    std::vector<std::string> out;
    for (const auto &row : page.rows)
        out.push_back(row.event);
    return out;
}

/// The second implementation's answer.
bool pythonAgrees(const QString &file)
{
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"), {QFINDTESTDATA("verify_journal.py"), file}, QIODevice::ReadOnly);
    return python.waitForFinished() && python.exitStatus() == QProcess::NormalExit && python.exitCode() == 0;
}

/// The root of RFC 6962 §2.1 over leaves that are hashed already.
QByteArray treeRoot(std::span<const QByteArray> leaves)
{
    const auto hash = [](const QByteArray &in) { return QCryptographicHash::hash(in, QCryptographicHash::Sha256); };
    if (leaves.empty())
        return hash({});
    if (leaves.size() == 1)
        return leaves.front();
    const auto left = std::bit_floor(leaves.size() - 1);
    return hash(QByteArray(1, '\1') + treeRoot(leaves.first(left)) + treeRoot(leaves.subspan(left)));
}

}  // namespace

class TestJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void computesTheCommittedVectors()
    {
        QFile file(QFINDTESTDATA("vectors.jsonl"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        Digest chain{};
        int rows = 0;
        while (!file.atEnd()) {
            const auto line = file.readLine().trimmed();
            const auto parsed = json::parse({line.constData(), std::size_t(line.size())});
            REQUIRE(parsed);
            const auto &object = parsed->as_object();
            const auto record = readDump(object);
            if (record.salt)
                QCOMPARE(toHex(journal::personalHash(record)), toHex(record.personalHash));
            const auto leaf = journal::leafHash(record, std::string(object.at("id").as_string()));
            QCOMPARE(toHex(leaf), std::string(object.at("leaf").as_string()));
            chain = journal::chainHash(chain, leaf);
            QCOMPARE(toHex(chain), toHex(record.chain));
            ++rows;
        }
        QCOMPARE(rows, 5);
        QVERIFY(pythonAgrees(QFINDTESTDATA("vectors.jsonl")));
    }

    void theLeavesMakeTheTreesOfRfc6962_data()
    {
        QTest::addColumn<qsizetype>("leaves");
        QTest::addColumn<QByteArray>("root");
        const auto add = [](qsizetype leaves, const char *root) {
            QTest::addRow("S-3 RFC 6962 root of %d leaves", int(leaves)) << leaves << QByteArray(root);
        };
        add(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        add(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        add(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        add(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
        add(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        add(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4");
        add(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef");
        add(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c");
        add(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }
    void theLeavesMakeTheTreesOfRfc6962()
    {
        QFETCH(qsizetype, leaves);
        QFETCH(QByteArray, root);
        const QByteArrayList inputs{
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
        std::vector<QByteArray> level;
        for (const auto &input : inputs.first(leaves)) {
            const auto leaf = journal::treeLeaf(QByteArray::fromHex(input).toStdString());
            level.emplace_back(reinterpret_cast<const char *>(leaf.data()), qsizetype(leaf.size()));
        }
        QCOMPARE(treeRoot(level).toHex(), root);
    }

    void agreesWithTheSecondImplementation()
    {
        PagedJournal f;
        REQUIRE(f.start());
        for (int i = 0; i < 200; ++i) {
            f.clock.move(std::chrono::microseconds(1234));
            auto one = entry(i % 3 == 0 ? Event::team_user_added : Event::account_login, i % 3 == 0 ? 1 + i % 7 : 1);
            one.requestId = "r" + std::to_string(i);
            one.body["text"] = "Grüße \"" + std::to_string(i) + "\"";
            REQUIRE(f.add(one));
        }
        auto text = f.dump();
        REQUIRE(text);
        QTemporaryDir dir;
        const auto write = [&](const std::string &content) {
            QFile file(dir.filePath(QStringLiteral("rows")));
            return file.open(QIODevice::WriteOnly) &&
                   file.write(content.data(), qint64(content.size())) == qint64(content.size());
        };
        QVERIFY(write(*text));
        QVERIFY(pythonAgrees(dir.filePath(QStringLiteral("rows"))));
        text->replace(text->find("\"r77\""), 5, "\"r78\"");
        QVERIFY(write(*text));
        QVERIFY(!pythonAgrees(dir.filePath(QStringLiteral("rows"))));
    }

    void undoneActsLeaveNoRow()
    {
        PagedJournal f;
        REQUIRE(f.start());
        std::vector<std::int64_t> heard;
        f.journal->onCommitted([&](std::span<const journal::JournalRow> rows) {
            for (const auto &row : rows)
                heard.push_back(row.seq);
        });
        REQUIRE(f.add(entry(Event::account_login, 1)));
        const auto undone = f.store->write([&](Writer &w) -> Result<void> {
            if (auto ok = f.journal->append(w, entry(Event::team_created, 4)); !ok)
                return ok;
            return fail(ErrorCode::forbidden, "no");
        });
        QVERIFY(!undone);
        REQUIRE(f.add(entry(Event::account_logout, 1)));
        auto page = f.page({});
        REQUIRE(page);
        QCOMPARE(events(*page), (std::vector<std::string>{"account.logout", "account.login"}));
        QCOMPARE(page->count, std::int64_t(2));
        QCOMPARE(heard, (std::vector<std::int64_t>{1, 2}));
        QCOMPARE(f.journal->head().seq, std::int64_t(2));
        auto report = f.verify();
        REQUIRE(report);
        QVERIFY2(report->good(), report->finding.c_str());
    }

    void noEntryNoChange()
    {
        PagedJournal f;
        REQUIRE(f.start());
        REQUIRE(f.store->write([](Writer &w) {
            return w.connection().execute("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'x');"
                                          " END");
        }));
        const auto result = f.store->write([&](Writer &w) -> Result<void> {
            if (auto user = store::users::insert(w, person("ann")); !user)
                return fail(user.error());
            return f.journal->append(w, entry(Event::users_created_user, 1));
        });
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::audit_unavailable);
        auto users = f.store->read([](Reader &r) { return store::users::count(r); });
        REQUIRE(users);
        QCOMPARE(*users, std::int64_t(0));
        REQUIRE(f.store->write([](Writer &w) { return w.connection().execute("DROP TRIGGER full"); }));
        REQUIRE(f.add(entry(Event::users_created_user, 1)));
    }

    void continuesItsChainAfterAnotherStart()
    {
        PagedJournal f;
        REQUIRE(f.start());
        REQUIRE(f.add(entry(Event::account_login, 1)));
        const auto head = f.journal->head();
        f.stop();
        REQUIRE(f.start());
        QVERIFY(f.journal->head().chain == head.chain);
        QCOMPARE(f.journal->head().epoch, head.epoch);
        REQUIRE(f.add(entry(Event::account_logout, 1)));
        QCOMPARE(f.journal->head().seq, std::int64_t(2));
        auto report = f.verify();
        REQUIRE(report);
        QVERIFY2(report->good(), report->finding.c_str());
        QCOMPARE(report->rows, std::int64_t(2));
        QVERIFY(!report->comparedOutside);
        auto chain = f.store->read([&](Reader &r) { return f.journal->chainAt(r, 1); });
        REQUIRE(chain);
        QCOMPARE(journal::chainPrefix(**chain), journal::chainPrefix(head.chain));
        QCOMPARE(journal::chainPrefix(**chain).size(), std::size_t(16));
        QCOMPARE(journal::epochName(head.epoch).size(), std::size_t(12));
    }

    void pagesByTheFiltersOfTheApi()
    {
        PagedJournal f;
        REQUIRE(f.start());
        for (int i = 0; i < 30; ++i) {
            auto one = entry(i % 2 == 0 ? Event::team_user_added : Event::team_settings_updated, 7,
                             i % 3 == 0 ? "Ann" : "bob");
            one.body["n"] = "value-" + std::to_string(i) + "%";
            REQUIRE(f.add(one));
            REQUIRE(f.add(entry(Event::account_login, 1)));
            REQUIRE(f.add(entry(Event::team_user_added, 8)));
        }
        REQUIRE(f.add(entry(Event::platform_settings_updated)));
        journal::PageQuery query;
        auto platform = f.page(query);
        REQUIRE(platform);
        QCOMPARE(platform->count, std::int64_t(31));
        QCOMPARE(platform->rows.front().event, std::string("platform.settings.updated"));
        QVERIFY(platform->nextCursor.empty());

        query.team = TeamId(7);
        query.limit = 7;
        std::vector<std::int64_t> seen;
        for (;;) {
            auto page = f.page(query);
            REQUIRE(page);
            QCOMPARE(page->count, std::int64_t(30));
            QVERIFY(!page->countInexact);
            for (const auto &row : page->rows)
                seen.push_back(row.seq);
            if (page->nextCursor.empty())
                break;
            QCOMPARE(page->nextCursor, page->rows.back().id);
            query.cursor = page->nextCursor;
        }
        QCOMPARE(seen.size(), std::size_t(30));
        QVERIFY(std::ranges::is_sorted(seen, std::greater<>()));

        query = {};
        query.team = TeamId(7);
        query.events = {"TEAM.user.added", "team.deleted"};
        query.usernames = {"ann", "nobody"};
        auto both = f.page(query);
        REQUIRE(both);
        QCOMPARE(both->rows.size(), std::size_t(5));
        QCOMPARE(both->count, std::int64_t(5));
        query = {};
        query.team = TeamId(7);
        query.query = "VALUE-1%";
        auto text = f.page(query);
        REQUIRE(text);
        QCOMPARE(text->rows.size(), std::size_t(1));
        query.query = "settings.upd";
        QCOMPARE(f.page(query)->rows.size(), std::size_t(15));
    }

    void refusesCursorsThatItNeverGave()
    {
        PagedJournal f;
        REQUIRE(f.start());
        REQUIRE(f.add(entry(Event::account_login, 1)));
        const auto other = f.store->ids().encode(store::JournalPlace{f.journal->head().epoch ^ 1U, 1});
        const auto user = f.store->ids().encode(UserId(1));
        for (const auto &bad : {std::string("abc"), std::string("zzzzzzzzzzzzzzzzzzzzzz"), other, user}) {
            journal::PageQuery query;
            query.cursor = bad;
            auto page = f.page(query);
            QVERIFY(!page);
            QCOMPARE(page.error().code, ErrorCode::invalid_cursor);
        }
    }

    void countsFilteredRowsUpToAThousand()
    {
        PagedJournal f;
        REQUIRE(f.start());
        REQUIRE(f.store->write([&](Writer &w) -> Result<void> {
            for (int i = 0; i < 1005; ++i) {
                if (auto ok = f.journal->append(w, entry(Event::account_login, 1)); !ok)
                    return ok;
            }
            return {};
        }));
        journal::PageQuery query;
        query.limit = 10;
        query.events = {"account.login"};
        auto page = f.page(query);
        REQUIRE(page);
        QCOMPARE(page->count, std::int64_t(1000));
        QVERIFY(page->countInexact);
        query = {};
        query.limit = 5000;
        page = f.page(query);
        REQUIRE(page);
        QCOMPARE(page->rows.size(), std::size_t(1000));
        QVERIFY(!page->nextCursor.empty());
        QCOMPARE(page->count, std::int64_t(1005));
    }

    void writesFloodsAsSums()
    {
        PagedJournal f;
        REQUIRE(f.start());
        const auto failed = [](const std::string &name, const std::string &address) {
            auto one = entry(Event::account_login_failed, 0, name);
            one.actor = AnonymousActor{name};
            one.address = address;
            one.outcome = Outcome::refused;
            return one;
        };
        for (int i = 0; i < 40; ++i)
            REQUIRE(f.add(failed(i % 2 == 0 ? "Ann" : "ann", "127.0.0.2")));
        for (int i = 0; i < 3; ++i)
            REQUIRE(f.add(failed("ann", "127.0.0.3")));
        // A transaction that was rolled back counts nothing.
        for (int i = 0; i < 4; ++i) {
            const auto undone = f.store->write([&](Writer &w) -> Result<void> {
                if (auto ok = f.journal->append(w, failed("ann", "127.0.0.2")); !ok)
                    return ok;
                return fail(ErrorCode::forbidden, "no");
            });
            QVERIFY(!undone);
        }
        QCOMPARE(f.page({})->rows.size(), std::size_t(8));
        f.clock.move(std::chrono::minutes(1));
        QTRY_COMPARE(f.page({})->rows.size(), std::size_t(9));
        auto page = f.page({});
        REQUIRE(page);
        QCOMPARE(page->rows.front().count, std::int64_t(35));
        QCOMPARE(page->rows.front().address, std::string("127.0.0.2"));
        for (int i = 0; i < 7; ++i)
            REQUIRE(f.add(failed("ann", "127.0.0.2")));
        f.stop();
        REQUIRE(f.start());
        page = f.page({});
        REQUIRE(page);
        QCOMPARE(page->rows.front().count, std::int64_t(2));
        QCOMPARE(page->rows.size(), std::size_t(15));
        QVERIFY(f.verify()->good());
    }

    void masksSecrets()
    {
        const auto parsed = json::parse(
            R"({"updates":[{"key":"password","old":"canary1","new":"canary2","dif":"updated"},
            {"key":"env[1].value","old":"canary3","new":null},{"key":"smtp.auth.Token","new":12345},
            {"key":"name","old":"a","new":"b"}],"token":{"name":"ci","scope":"x"},"apiKey":"canary4",
            "secret":{"deep":["canary5"]},"text":"ffu_x","user":{"name":"Ann","privateKey":"canary6"}})");
        REQUIRE(parsed);
        auto body = parsed->as_object();
        journal::maskSecrets(body);
        const auto text = json::serialize(body);
        QVERIFY2(text.find("canary") == std::string::npos, text.c_str());
        QVERIFY(text.find("12345") == std::string::npos);
        for (const auto *kept : {"\"old\":\"a\"", "\"name\":\"ci\"", "\"name\":\"Ann\"", "ffu_x", "null"})
            QVERIFY2(text.find(kept) != std::string::npos, kept);
        OpenSslRandom random;
        const auto token = newToken(TokenKind::personal, random);
        json::object leak;
        leak["note"] = std::string(token.view());
        journal::maskSecrets(leak);
        QCOMPARE(json::serialize(leak), std::string("{\"note\":\"***\"}"));
    }

    void cutsLongBodies()
    {
        PagedJournal f;
        REQUIRE(f.start());
        auto one = entry(Event::account_login, 1, std::string(5000, 'n'));
        one.client = std::string(100'000, 'c');
        one.address = std::string(1000, 'a');
        one.requestId = std::string(1000, 'r');
        one.body["text"] = std::string(200'000, '\n');
        REQUIRE(f.add(one));
        auto page = f.page({});
        REQUIRE(page);
        const auto &row = page->rows.front();
        QVERIFY(row.body.size() + row.actorName.size() + row.client.size() + row.address.size() + row.requestId.size() +
                    256 <
                16 * 1024);
        const auto body = json::parse(row.body);
        REQUIRE(body);
        QVERIFY(body->at("cut").as_bool());
        QCOMPARE(toHex(sha256(bytesOf(json::serialize(one.body)))), std::string(body->at("sha256").as_string()));
        QCOMPARE(cutUtf8("aä", 2), std::string_view("a"));
        QVERIFY(f.verify()->good());
    }

    /// A page with one byte that isn't UTF-8 is no JSON (RFC 8259, 8.1).
    void repairsTextsBeforeItHashesThem()
    {
        PagedJournal f;
        REQUIRE(f.start());
        auto one = entry(Event::account_login, 1, "\xc3");
        one.client = std::string(511, 'c') + "ä";
        one.address = "\xed\xa0\x80";
        one.requestId = std::string(63, 'r') + "€";
        one.body["text"] = "\xff";
        one.body["\xfe"] = 1;
        REQUIRE(f.add(one));
        one.body["text"] = std::string(30'000, '\xff');
        REQUIRE(f.add(one));
        const auto stored = f.dump();
        REQUIRE(stored);
        QVERIFY(isUtf8(*stored));
        const auto page = f.page({});
        REQUIRE(page);
        QCOMPARE(page->rows.back().client, std::string(511, 'c'));
        QCOMPARE(page->rows.back().requestId, std::string(63, 'r'));
        QCOMPARE(page->rows.back().actorName, std::string("\uFFFD"));
        QCOMPARE(page->rows.back().body, std::string("{\"text\":\"\uFFFD\",\"\uFFFD\":1}"));
        REQUIRE(json::parse(page->rows.front().body));
        QVERIFY(f.verify()->good());
    }

    void writesStoredTextsOutRepairedAndVerifiesThemAsTheyAre()
    {
        PagedJournal f;
        REQUIRE(f.start());
        REQUIRE(f.add(entry(Event::account_login, 1)));
        REQUIRE(f.store->write([&](Writer &w) -> Result<void> {
            // As a version that didn't repair wrote it.
            auto record = *TRY(store::journal_records::last(w));
            ++record.seq;
            record.actorName = record.client = record.address = "\xc3(";
            record.body = "{\"text\":\"\xff\"}";
            record.personalHash = journal::personalHash(record);
            const auto id = w.ids().encode(store::JournalPlace{std::uint64_t(record.epoch), record.seq});
            record.chain = journal::chainHash(record.chain, journal::leafHash(record, id));
            TRY(store::journal_records::insert(w, record));
            return store::journal_records::addToCount(w, record.team(), 1);
        }));
        REQUIRE(f.start());
        REQUIRE(f.add(entry(Event::account_login, 1)));
        QVERIFY(!isUtf8(*f.dump()));
        const auto report = f.verify();
        REQUIRE(report);
        QVERIFY2(report->good(), report->finding.c_str());
        const auto page = f.page({});
        REQUIRE(page);
        const auto streamed = f.store->read([&](Reader &r) { return f.journal->readFrom(r, 1, 1); });
        REQUIRE(streamed);
        for (const auto &row : {page->rows.at(1), streamed->front()}) {
            QCOMPARE(row.seq, std::int64_t(2));
            QCOMPARE(row.client, std::string("\uFFFD("));
            std::string text;
            journal::appendEntryText(text, row, f.store->ids());
            QVERIFY(isUtf8(text));
            REQUIRE(json::parse(text));
        }
    }

    void filtersByUserNamesInAnyCaseBeyondAsciiToo()
    {
        PagedJournal f;
        REQUIRE(f.start());
        REQUIRE(f.add(entry(Event::account_login, 1, "JÜRGEN")));
        REQUIRE(f.add(entry(Event::account_login, 2, "ann")));
        const auto found = [&](const std::vector<std::string> &names) {
            journal::PageQuery query;
            query.usernames = names;
            const auto page = f.page(query);
            return page ? page->rows.size() : std::size_t(99);
        };
        QCOMPARE(found({"jürgen"}), std::size_t(1));
        QCOMPARE(found({"ju\u0308rgen", "ANN"}), std::size_t(2));
        QCOMPARE(found({"jurgen"}), std::size_t(0));
    }

    void erasesAPersonAndStillVerifies()
    {
        PagedJournal f;
        REQUIRE(f.start());
        auto mine = entry(Event::account_login, 2, "canary");
        mine.actor = UserActor{UserId(2), "canary", Auth::none};
        REQUIRE(f.add(mine));
        REQUIRE(f.add(entry(Event::users_updated_user, 2)));
        REQUIRE(f.add(entry(Event::account_login, 1)));
        auto erased = f.store->write(
            [&](Writer &w) { return f.journal->erasePerson(w, UserId(2), entry(Event::platform_person_erased)); });
        REQUIRE(erased);
        QCOMPARE(*erased, std::int64_t(2));
        auto page = f.page({});
        REQUIRE(page);
        QCOMPARE(page->rows.size(), std::size_t(4));
        QVERIFY(page->rows[3].erased && page->rows[2].erased && !page->rows[1].erased && !page->rows[0].erased);
        QCOMPARE(page->rows[3].actorName, std::string());
        QCOMPARE(page->rows[3].body, std::string("{}"));
        QVERIFY(f.dump()->find("canary") == std::string::npos);
        auto report = f.verify();
        REQUIRE(report);
        QVERIFY2(report->good(), report->finding.c_str());
        // Taking a personal part away without saying so is found.
        REQUIRE(f.store->write([](Writer &w) {
            return w.connection().execute("UPDATE journal SET salt=NULL, actor_name=NULL, address=NULL, client=NULL,"
                                          " body=NULL WHERE seq=3");
        }));
        report = f.verify();
        REQUIRE(report);
        QCOMPARE(report->badSeq, std::int64_t(3));
    }

    void signsCheckpoints()
    {
        PagedJournal f;
        REQUIRE(f.start());
        const auto last = [&] { return *f.store->read([&](Reader &r) { return f.journal->lastCheckpoint(r); }); };
        REQUIRE(f.add(entry(Event::account_login, 1)));
        QVERIFY(!last());
        f.clock.move(std::chrono::seconds(60));
        QTRY_VERIFY(last());
        QCOMPARE(last()->seq, std::int64_t(1));
        REQUIRE(f.store->write([&](Writer &w) -> Result<void> {
            for (int i = 0; i < 1024; ++i) {
                if (auto ok = f.journal->append(w, entry(Event::account_login, 1)); !ok)
                    return ok;
            }
            return {};
        }));
        QCOMPARE(last()->seq, std::int64_t(1025));
        REQUIRE(f.add(entry(Event::account_logout, 1)));
        f.stop();
        REQUIRE(f.start());
        auto checkpoint = *last();
        QCOMPARE(checkpoint.seq, std::int64_t(1026));
        QVERIFY(journal::signatureHolds(checkpoint));
        auto report = f.verify();
        REQUIRE(report);
        QVERIFY2(report->good(), report->finding.c_str());
        QCOMPARE(report->checkpoints, std::int64_t(3));

        auto read = journal::readCheckpoint(journal::writeCheckpoint(checkpoint, f.store->databaseId()));
        REQUIRE(read);
        QVERIFY(journal::signatureHolds(*read));
        QCOMPARE(read->epoch, checkpoint.epoch);
        QVERIFY(f.verify(*read)->good());
        QVERIFY(f.verify(*read)->comparedOutside);
        read->chain[3] ^= std::byte(1);
        QVERIFY(!journal::signatureHolds(*read));
        QVERIFY(!f.verify(*read)->good());
        read->seq = 5000;
        QVERIFY(!f.verify(*read)->good());
    }

    void namesWhatIsWrongWithACheckpointFile()
    {
        for (const auto *bad :
             {"", "[]", "{}", "{\"castellan-checkpoint\":2}", "{\"castellan-checkpoint\":1,\"epoch\":\"zz\"}",
              "{\"castellan-checkpoint\":1,\"epoch\":\"0123456789ab\",\"seq\":-1}"})
            QVERIFY(!journal::readCheckpoint(bad));
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "test_journal.moc"
