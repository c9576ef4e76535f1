// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/store.h"

#include "core/try.h"
#include "os/files.h"
#include "os/locked_memory.h"
#include "os/path.h"
#include "server/store/ballast.h"
#include "server/store/connection.h"
#include "server/store/copy.h"
#include "server/store/folder_lock.h"
#include "server/store/master_check.h"
#include "server/store/meta.h"
#include "server/store/migrations/migrate.h"
#include "server/store/reader_pool.h"
#include "server/store/writer_thread.h"

#include <optional>

namespace castellan::store {

Error detail::thrown(const char *what)
{
    return Error(ErrorCode::internal, "An internal error occurred; nothing was changed.").because(what);
}

void detail::refuse(Task &task, bool stopping)
{
    const auto error =
        (stopping ? Error(ErrorCode::stopping, "The server is stopping.")
                  : Error(ErrorCode::busy, "The server has more to do than it can; try again in a moment."))
            .retryIn(std::chrono::seconds(1));
    task.finish(&error);
}

class Engine {
public:
    Engine(Options o, const StoreKeys &storeKeys, Clock &c, Random &r, Log &l)
        : options(std::move(o)), keys(storeKeys.clone()), clock(c), random(r), log(l)
    {
    }
    ~Engine() { close(); }
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    [[nodiscard]] std::filesystem::path file() const { return options.folder / os::pathFromUtf8(options.file); }
    [[nodiscard]] Result<void> make();
    [[nodiscard]] Result<void> start(bool writes);
    void close();

    Options options;
    StoreKeys keys;
    Clock &clock;
    Random &random;
    Log &log;
    std::unique_ptr<FolderLock> lock;
    std::string databaseId;
    std::optional<PublicIds> ids;
    std::unique_ptr<WriterThread> writer;
    std::unique_ptr<ReaderPool> readers;

private:
    [[nodiscard]] Result<std::unique_ptr<Connection>> openWriter();
    [[nodiscard]] Result<void> readIdentity(Connection &connection);
};

namespace {

/// Keys that could reach the swap area are a weakness, but no reason to refuse to work.
void lockInMemory(const StoreKeys &keys, Log &log)
{
    auto locked = os::lockInMemory(keys.database.bytes());
    if (locked)
        locked = os::lockInMemory(keys.master.bytes());
    if (locked && keys.oldMaster)
        locked = os::lockInMemory(keys.oldMaster->bytes());
    if (!locked)
        log.warning("store", "the keys cannot be locked in memory and may be swapped out: " + locked.error().message);
}

Result<void> tune(Connection &connection, const Options &options)
{
    const std::string sql =
        std::string("PRAGMA journal_mode=WAL; PRAGMA synchronous=") + (options.durable ? "FULL" : "OFF") +
        "; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-16384";
    return connection.execute(sql.c_str());
}

bool isThere(const std::filesystem::path &file)
{
    std::error_code ec;
    return std::filesystem::exists(std::filesystem::symlink_status(file, ec));
}

void removeDatabase(const std::filesystem::path &file)
{
    std::error_code ec;
    for (const char *suffix : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(os::withSuffix(file, suffix), ec);
}

}  // namespace

Result<void> Engine::make()
{
    removeDatabase(file());
    TRY(makePrivateFile(file()));
    auto connection = TRY(Connection::open(file(), keys.database, OpenMode::create, options.testing.vfs));
    TRY(tune(*connection, options));
    TRY(migrate(*connection, migrations(), [](std::int64_t) { return Result<void>(); }));
    TRY(seed(*connection, random, clock.now()));
    TRY(writeMasterCheck(*connection, sealerFor(SealedClass::check, keys), random));
    return connection->checkEncrypted();
}

Result<std::unique_ptr<Connection>> Engine::openWriter()
{
    auto connection = TRY(Connection::open(file(), keys.database, OpenMode::readWrite, options.testing.vfs));
    TRY(tune(*connection, options));
    const auto backupFirst = [&](std::int64_t from) {
        const auto to = os::withSuffix(file(), ".schema-" + std::to_string(from));
        removeDatabase(to);
        return copyDatabase(file(), to, keys.database, options.testing.vfs);
    };
    auto schema = TRY(schemaOf(*connection));
    if (schema == 0)
        return fail(ErrorCode::corrupt, "The database " + os::utf8FromPath(file()) + " is empty.");
    TRY(migrate(*connection, migrations(), backupFirst));
    TRY(connection->checkEncrypted());
    return connection;
}

Result<void> Engine::readIdentity(Connection &connection)
{
    auto id = TRY(readMeta(connection, "database_id"));
    auto key = TRY(readMeta(connection, "id_key"));
    if (key.size() != 32)
        return fail(ErrorCode::corrupt, "The database's key of public ids is damaged.");
    TRY(checkMaster(connection, keys));
    databaseId = id;
    ids.emplace(Secret::take(key));
    return {};
}

Result<void> Engine::start(bool writes)
{
    lockInMemory(keys, log);
    std::unique_ptr<Connection> writing;
    bool reserveGone = false;
    if (writes) {
        auto connection = openWriter();
        // Even opening needs a little room (for the log's index); that is what the reserve is for.
        if (!connection && connection.error().code == ErrorCode::storage_unavailable &&
            Ballast::giveUpIn(options.folder)) {
            reserveGone = true;
            connection = openWriter();
        }
        if (!connection)
            return fail(std::move(connection).error());
        writing = std::move(*connection);
        TRY(readIdentity(*writing));
    }
    std::vector<std::unique_ptr<Connection>> reading;
    for (unsigned i = 0; i < std::max(1U, options.readers); ++i) {
        auto connection = TRY(Connection::open(file(), keys.database, OpenMode::readOnly, options.testing.vfs));
        TRY(connection->execute("PRAGMA query_only=ON; PRAGMA cache_size=-4096"));
        reading.push_back(std::move(connection));
    }
    if (!ids) {
        auto schema = TRY(schemaOf(*reading.front()));
        if (schema > migrations().back().to)
            return fail(ErrorCode::newer_file, "A newer version of this program wrote the database.");
        TRY(readIdentity(*reading.front()));
    }
    readers = std::make_unique<ReaderPool>(options, *ids, clock);
    readers->start(std::move(reading));
    if (writes) {
        writer = std::make_unique<WriterThread>(options, *ids, clock, random, log);
        writer->start(std::move(writing), reserveGone);
    }
    return {};
}

void Engine::close()
{
    // Readers first: the last connection that closes writes the log back into the file, and that is the writer's.
    if (readers)
        readers->stop();
    if (writer)
        writer->stop();
    lock.reset();
}

// ---- Store

Store::Store(std::unique_ptr<Engine> engine) : m_engine(std::move(engine)) {}
Store::~Store() = default;

namespace {

constexpr std::string_view unfinished = ".new";

Options asUnfinished(Options options)
{
    options.file += unfinished;
    options.ballast = 0;
    return options;
}

}  // namespace

Result<void> Store::fill(std::unique_ptr<Engine> engine, Result<void> made,
                         const std::function<Result<void>(Store &)> &populate)
{
    const auto file = engine->file();
    if (made)
        made = engine->start(true);
    if (made) {
        Store store(std::move(engine));
        made = populate(store);
        store.close();
    }
    engine.reset();
    if (!made)
        removeDatabase(file);
    return made;
}

Result<void> Store::create(const Options &options, const StoreKeys &keys, Clock &clock, Random &random, Log &log,
                           const std::function<Result<void>(Store &)> &populate)
{
    TRY(makePrivateFolder(options.folder));
    TRY(FolderLock::take(options.folder, options.holder));
    if (isThere(options.folder / os::pathFromUtf8(options.file)))
        return fail(ErrorCode::already_exists,
                    "The folder " + os::utf8FromPath(options.folder) + " has a database already; nothing was touched.");
    auto engine = std::make_unique<Engine>(asUnfinished(options), keys, clock, random, log);
    const auto file = engine->file();
    auto made = engine->make();
    TRY(fill(std::move(engine), std::move(made), populate));
    if (const auto named = os::renameDurably(file, options.folder / os::pathFromUtf8(options.file)); !named)
        return failBecause("The new database cannot be named", named.error().message);
    return {};
}

namespace {

/// A name for the copy of what is replaced that no earlier copy has. The folder is locked, so it stays free.
std::string nameToKeep(const Options &options, std::int64_t seconds)
{
    const auto first = options.file + ".replaced-" + std::to_string(seconds);
    const auto taken = [&](const std::string &name) {
        const auto path = options.folder / os::pathFromUtf8(name);
        return isThere(path) || isThere(os::withSuffix(path, "-wal"));
    };
    auto name = first;
    for (int i = 2; taken(name); ++i)
        name = first + "-" + std::to_string(i);
    return name;
}

}  // namespace

Result<std::string> Store::createFrom(const std::filesystem::path &backup, const Options &options,
                                      const StoreKeys &keys, Clock &clock, Random &random, Log &log,
                                      const std::function<Result<void>(Store &)> &populate)
{
    TRY(makePrivateFolder(options.folder));
    TRY(FolderLock::take(options.folder, options.holder));
    auto engine = std::make_unique<Engine>(asUnfinished(options), keys, clock, random, log);
    const auto file = engine->file();
    const auto target = options.folder / os::pathFromUtf8(options.file);
    removeDatabase(file);
    auto copied = copyDatabase(backup, file, keys.database, options.testing.vfs);
    TRY(fill(std::move(engine), std::move(copied), populate));
    std::string kept;
    if (isThere(target)) {
        // Its log (-wal) belongs to it and moves with it.
        kept = nameToKeep(options, toMicros(clock.now()) / 1'000'000);
        std::error_code ec;
        for (const char *suffix : {"", "-wal"}) {
            const auto from = os::withSuffix(target, suffix);
            if (isThere(from))
                std::filesystem::rename(from, os::withSuffix(options.folder / os::pathFromUtf8(kept), suffix), ec);
            if (ec)
                return failBecause("The database that is there cannot be set aside", ec.message());
        }
        std::filesystem::remove(os::withSuffix(target, "-shm"), ec);
    }
    if (const auto named = os::renameDurably(file, target); !named)
        return failBecause("The restored database cannot be named", named.error().message);
    return kept;
}

Result<std::unique_ptr<Store>> Store::open(const Options &options, const StoreKeys &keys, Clock &clock, Random &random,
                                           Log &log)
{
    auto engine = std::make_unique<Engine>(options, keys, clock, random, log);
    if (!isThere(engine->file()))
        return fail(ErrorCode::not_found, "There is no database in " + os::utf8FromPath(options.folder) +
                                              ". Make one with `castellan-server init`.");
    auto lock = TRY(FolderLock::take(options.folder, options.holder));
    engine->lock = std::move(lock);
    TRY(engine->start(true));
    return std::unique_ptr<Store>(new Store(std::move(engine)));
}

Result<std::unique_ptr<Store>> Store::openToRead(const Options &options, const StoreKeys &keys, Clock &clock,
                                                 Random &random, Log &log)
{
    auto engine = std::make_unique<Engine>(options, keys, clock, random, log);
    if (!isThere(engine->file()))
        return fail(ErrorCode::not_found, "There is no database in " + os::utf8FromPath(options.folder) + ".");
    TRY(engine->start(false));
    return std::unique_ptr<Store>(new Store(std::move(engine)));
}

std::int64_t Writer::changes()
{
    return connection().allChanges();
}

void Store::close()
{
    m_engine->close();
}

void Store::enqueueRead(std::unique_ptr<detail::Task> task)
{
    m_engine->readers->push(std::move(task));
}

void Store::enqueueWrite(std::unique_ptr<detail::Task> task)
{
    if (m_engine->writer) {
        m_engine->writer->push(std::move(task));
        return;
    }
    const auto error = fail(ErrorCode::internal, "The database was opened for reading only.").value();
    task->finish(&error);
}

void Store::enqueueWithRetry(std::unique_ptr<detail::Task> task)
{
    if (m_engine->writer)
        m_engine->writer->pushRetried(std::move(task));
}

Result<void> Store::join(Participant &participant)
{
    if (m_engine->writer)
        return m_engine->writer->join(participant);
    return read([&](Reader &reader) { return participant.reload(reader); });
}

void Store::leave(Participant &participant)
{
    if (m_engine->writer)
        m_engine->writer->leave(participant);
}

const PublicIds &Store::ids() const
{
    return *m_engine->ids;
}
Sealer Store::sealer(SealedClass kind) const
{
    return sealerFor(kind, m_engine->keys);
}
Clock &Store::clock() const
{
    return m_engine->clock;
}
Random &Store::random() const
{
    return m_engine->random;
}
std::string Store::databaseId() const
{
    return m_engine->databaseId;
}
bool Store::failing() const
{
    return m_engine->writer && m_engine->writer->failing();
}

Result<void> Store::backup(const std::filesystem::path &file)
{
    if (isThere(file))
        return fail(ErrorCode::already_exists, "The file " + os::utf8FromPath(file) + " exists; nothing was touched.");
    return copyDatabase(m_engine->file(), file, m_engine->keys.database, m_engine->options.testing.vfs);
}

Result<Store::PageCheck> Store::checkPages()
{
    return store::checkPages(m_engine->file(), m_engine->keys.database, m_engine->options.testing.vfs);
}

}  // namespace castellan::store
