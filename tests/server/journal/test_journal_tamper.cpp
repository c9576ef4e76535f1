// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Edits by an attacker with the database key. Each is made in a transaction that is then undone.
#include "server/journal/format.h"
#include "server/operations/restore.h"
#include "server/store/connection.h"
#include "server/store/tables/journal_records.h"
#include "tests/server/journal/journal_folder.h"

#include <QRandomGenerator>
#include <QTest>

#include <fstream>

using namespace castellan;
using namespace castellan::test;
using journal::Journal;
using store::Writer;

namespace {

constexpr std::int64_t rows = 60;
/// Edits per run; the nightly run makes 10,000.
int edits()
{
    const int asked = qEnvironmentVariableIntValue("CASTELLAN_TAMPER_EDITS");
    return asked > 0 ? asked : 600;
}

int below(int limit)
{
    return QRandomGenerator::global()->bounded(limit);
}

struct Journaled : JournalFolder {
    Result<void> start()
    {
        TRY(JournalFolder::start());
        return add(rows);
    }
    Result<void> add(std::int64_t count)
    {
        for (std::int64_t i = 0; i < count; ++i) {
            clock.move(std::chrono::milliseconds(3));
            auto one = entry(i % 2 == 0 ? Event::team_user_added : Event::account_login, i % 2 == 0 ? 7 : 1,
                             "person" + std::to_string(i));
            one.address = "127.0.0." + std::to_string(i);
            one.requestId = "request" + std::to_string(i);
            one.body["n"] = i;
            if (auto ok = store->write([&](Writer &w) { return journal->append(w, one); }); !ok)
                return ok;
        }
        return {};
    }
    /// The verification report after `edit`, which is rolled back.
    Result<journal::VerifyReport> after(const std::function<Result<void>(Writer &)> &edit,
                                        const std::optional<journal::Checkpoint> &outside = {})
    {
        Result<journal::VerifyReport> report = fail(ErrorCode::internal, "the edit failed");
        const auto undone = store->write([&](Writer &w) -> Result<void> {
            if (auto ok = edit(w); !ok)
                return ok;
            report = journal::verifyJournal(w, outside);
            return fail(ErrorCode::cancelled, "undone");
        });
        if (undone || undone.error().code != ErrorCode::cancelled)
            return fail(undone ? fail(ErrorCode::internal, "not undone").value() : undone.error());
        return report;
    }
};

Result<void> run(Writer &w, const std::string &sql)
{
    return w.connection().execute(sql.c_str());
}

/// Changes one member of a row by a little.
Result<void> flip(Writer &w, std::int64_t seq)
{
    static const std::array<std::string, 17> members{"epoch=epoch+1",
                                                     "at=at+1",
                                                     "event=event||'x'",
                                                     "scope=(scope+1)%3",
                                                     "scope_id=scope_id+1",
                                                     "actor_kind=2",
                                                     "actor=actor+1",
                                                     "subject=subject+1",
                                                     "auth=3",
                                                     "outcome=1",
                                                     "count=count+1",
                                                     "request_id=request_id||'x'",
                                                     "salt=randomblob(16)",
                                                     "actor_name='eve'",
                                                     "address='192.0.2.1'",
                                                     "client=client||'x'",
                                                     "body='{\"n\":\"x\"}'"};
    return run(w, "UPDATE journal SET " + members[std::size_t(below(int(members.size())))] +
                      " WHERE seq=" + std::to_string(seq));
}

/// The columns that hold what is said, without the number.
constexpr const char *content = "epoch, at, event, scope, scope_id, actor_kind, actor, subject, auth, outcome, count,"
                                " request_id, salt, actor_name, address, client, body, personal_hash, chain";
constexpr const char *personal = "salt, actor_name, address, client, body";

Result<void> swapColumns(Writer &w, const char *columns, std::int64_t a, std::int64_t b)
{
    const auto set = [&](std::int64_t to, const std::string &from) {
        return "UPDATE journal SET (" + std::string(columns) + ") = (SELECT " + columns + " FROM " + from +
               ") WHERE seq=" + std::to_string(to) + ";";
    };
    return run(w, "CREATE TEMP TABLE kept AS SELECT * FROM journal WHERE seq=" + std::to_string(a) + ";" +
                      set(a, "journal WHERE seq=" + std::to_string(b)) + set(b, "kept") + "DROP TABLE kept;");
}

Result<void> insertAfter(Writer &w, std::int64_t seq)
{
    const auto at = std::to_string(seq);
    return run(w, "UPDATE journal SET seq=-(seq+1) WHERE seq>" + at + "; UPDATE journal SET seq=-seq WHERE seq<0;" +
                      "INSERT INTO journal (seq, " + content + ") SELECT seq+1, " + content +
                      " FROM journal WHERE seq=" + at + ";");
}

/// Recomputes all hashes from a row on, as an attacker who knows the format would.
Result<void> rehash(Writer &w, std::int64_t from)
{
    auto all = store::journal_records::after(w, 0, rows * 2);
    if (!all)
        return fail(all.error());
    Digest chain{};
    for (auto &r : *all) {
        if (r.seq >= from) {
            r.personalHash = journal::personalHash(r);
            r.chain = journal::chainHash(
                chain, journal::leafHash(r, w.ids().encode(store::JournalPlace{std::uint64_t(r.epoch), r.seq})));
            auto query = w.connection().query("UPDATE journal SET personal_hash=$p, chain=$c WHERE seq=$s");
            query.bind("$p", std::span<const std::byte>(r.personalHash))
                .bind("$c", std::span<const std::byte>(r.chain))
                .bind("$s", r.seq);
            if (auto ok = query.run(); !ok)
                return ok;
        }
        chain = r.chain;
    }
    return {};
}

}  // namespace

class TestJournalTamper : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTheFirstRowThatWasTouched()
    {
        Journaled f;
        REQUIRE(f.start());
        const auto untouched = f.after([](Writer &) { return Result<void>(); });
        REQUIRE(untouched);
        QVERIFY2(untouched->good(), untouched->finding.c_str());
        for (int i = 0; i < edits(); ++i) {
            const auto a = std::int64_t(1 + below(int(rows) - 1));
            const auto b = a + 1 + below(int(rows - a));
            std::int64_t expected = a;
            std::string what;
            const auto report = f.after([&](Writer &w) -> Result<void> {
                switch (i % 6) {
                case 0:
                    what = "flip";
                    return flip(w, a);
                case 1:
                    what = "delete";
                    return run(w, "DELETE FROM journal WHERE seq=" + std::to_string(a));
                case 2:
                    what = "insert";
                    expected = a + 1;
                    return insertAfter(w, a);
                case 3:
                    what = "reorder";
                    return swapColumns(w, content, a, b);
                case 4:
                    what = "swap personal parts";
                    return swapColumns(w, personal, a, b);
                default:
                    what = "take the personal part away";
                    return run(w, "UPDATE journal SET salt=NULL, actor_name=NULL, address=NULL, client=NULL, body=NULL"
                                  " WHERE seq=" +
                                      std::to_string(a));
                }
            });
            REQUIRE(report);
            const auto about = what + " " + std::to_string(a) + ", " + std::to_string(b) + ": " + report->finding;
            QVERIFY2(!report->good(), about.c_str());
            QVERIFY2(report->badSeq == expected, about.c_str());
        }
    }

    void aHistoryWrittenAnewContradictsItsSignedCheckpoint()
    {
        Journaled f;
        REQUIRE(f.start());
        f.journal.reset();  // signs the end
        auto journal = Journal::open(*f.store);
        REQUIRE(journal);
        f.journal = std::move(*journal);
        const auto report = f.after([](Writer &w) -> Result<void> {
            if (auto ok = run(w, "UPDATE journal SET event='account.logout' WHERE seq=12"); !ok)
                return ok;
            return rehash(w, 12);
        });
        REQUIRE(report);
        QCOMPARE(report->badSeq, rows);
        QVERIFY(report->finding.find("checkpoint") != std::string::npos);
    }

    void onlyACheckpointFromOutsideShowsThatTheEndWasCutOff()
    {
        Journaled f;
        REQUIRE(f.start());
        f.journal.reset();
        auto journal = Journal::open(*f.store);
        REQUIRE(journal);
        f.journal = std::move(*journal);
        const auto outside = *f.store->read([&](store::Reader &r) { return f.journal->lastCheckpoint(r); });
        QVERIFY(outside);
        const auto cut = [](Writer &w) {
            return run(w, "DELETE FROM journal WHERE seq>40; DELETE FROM journal_checkpoints WHERE seq>40;"
                          "UPDATE journal_counts SET count=(SELECT count(*) FROM journal j WHERE"
                          " j.realm=journal_counts.realm);");
        };
        auto report = f.after(cut);
        REQUIRE(report);
        QVERIFY2(report->good(), report->finding.c_str());
        QVERIFY(!report->comparedOutside);
        report = f.after(cut, outside);
        REQUIRE(report);
        QVERIFY(report->comparedOutside);
        QCOMPARE(report->badSeq, std::int64_t(41));
        // Cut off without cleaning up behind it, the checkpoint inside is enough.
        report = f.after([](Writer &w) { return run(w, "DELETE FROM journal WHERE seq>40"); });
        REQUIRE(report);
        QCOMPARE(report->badSeq, std::int64_t(41));
    }

    void anOlderCopyPutInPlaceIsShownByACheckpointFromOutside()
    {
        Journaled f;
        REQUIRE(f.start());
        const auto old = f.path() / "old.db";
        REQUIRE(f.store->backup(old));
        REQUIRE(f.add(5));
        f.journal.reset();
        f.store.reset();
        auto report = verifyFolder(f.options(), f.keys, std::nullopt, f.clock, f.random, f.log);
        REQUIRE(report);
        QVERIFY(report->good() && report->lastCheckpoint && !report->comparedOutside);
        QCOMPARE(report->rows, rows + 5);
        std::filesystem::rename(old, f.file());
        const auto blind = verifyFolder(f.options(), f.keys, std::nullopt, f.clock, f.random, f.log);
        REQUIRE(blind);
        QVERIFY(blind->good() && !blind->comparedOutside);
        const auto seen = verifyFolder(f.options(), f.keys, report->lastCheckpoint, f.clock, f.random, f.log);
        REQUIRE(seen);
        QVERIFY(!seen->good() && seen->comparedOutside);
    }

    void namesThePageThatCannotBeRead()
    {
        Journaled f;
        REQUIRE(f.start());
        REQUIRE(f.add(100));
        f.journal.reset();
        f.store.reset();
        const auto size = std::filesystem::file_size(f.file());
        const auto pages = int(size / 4096);
        QVERIFY(pages > 10);
        // On the first page, damage looks like a wrong key; the pages of the schema follow it.
        for (int page = 2; page <= pages; ++page) {
            const auto offset = std::streamoff(page - 1) * 4096 + below(4096);
            std::fstream file(f.file(), std::ios::binary | std::ios::in | std::ios::out);
            char byte = 0;
            file.seekg(offset).get(byte);
            file.seekp(offset).put(char(byte ^ (1 << below(8))));
            file.flush();
            const auto report = verifyFolder(f.options(), f.keys, std::nullopt, f.clock, f.random, f.log);
            file.seekp(offset).put(byte);
            file.close();
            REQUIRE(report);
            const auto expected = "Page " + std::to_string(page) + " (bytes " + std::to_string((page - 1) * 4096) +
                                  " to " + std::to_string(page * 4096 - 1) + " of castellan.db) cannot be read.";
            QCOMPARE(report->damage.size(), std::size_t(1));
            QCOMPARE(report->damage.front(), expected);
        }
        const auto healed = verifyFolder(f.options(), f.keys, std::nullopt, f.clock, f.random, f.log);
        REQUIRE(healed);
        QVERIFY2(healed->good(), healed->finding.c_str());
    }
};

QTEST_GUILESS_MAIN(TestJournalTamper)
#include "test_journal_tamper.moc"
