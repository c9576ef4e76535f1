// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/connection.h"

#include "core/try.h"
#include "os/files.h"
#include "os/path.h"
#include "server/store/text_functions.h"

#include <sqlcipher/sqlite3.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <utility>

namespace castellan::store {
namespace {

constexpr std::string_view plainHeader = "SQLite format 3";

/// The last part of "UNIQUE constraint failed: users.username".
std::string columnOf(std::string_view message)
{
    const auto dot = message.rfind('.');
    return dot == std::string_view::npos ? std::string() : std::string(message.substr(dot + 1));
}

/// `x'…'`, the raw form of a key. A key of any other length would silently be taken for a passphrase.
Secret rawKey(const Secret &key)
{
    constexpr std::string_view digits = "0123456789abcdef";
    Secret out(key.size() * 2 + 3);
    auto *to = reinterpret_cast<char *>(out.writable().data());
    *to++ = 'x';
    *to++ = '\'';
    for (const auto byte : key.bytes()) {
        *to++ = digits[std::to_integer<unsigned>(byte) >> 4U];
        *to++ = digits[std::to_integer<unsigned>(byte) & 15U];
    }
    *to = '\'';
    return out;
}

bool isCantOpen(const Error &error)
{
    return error.code == ErrorCode::storage_unavailable &&
           (error.detail.starts_with("SQLite " + std::to_string(SQLITE_CANTOPEN) + ":") ||
            error.detail.starts_with("SQLite " + std::to_string(SQLITE_READONLY_CANTINIT) + ":") ||
            error.detail.starts_with("SQLite " + std::to_string(SQLITE_READONLY_DIRECTORY) + ":"));
}

std::uintmax_t sizeOf(const std::filesystem::path &file)
{
    std::error_code ec;
    const auto size = std::filesystem::file_size(file, ec);
    return ec ? 0 : size;
}

/// A path as a `file:` URI (RFC 8089), which begins with three slashes on every system.
std::string uriOf(const std::filesystem::path &file)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    const auto path = std::filesystem::absolute(file).generic_u8string();
    std::string out = path.starts_with(u8'/') ? "file://" : "file:///";
    for (const char c : std::string(path.begin(), path.end())) {
        if (c != '%' && c != '?' && c != '#') {
            out += c;
            continue;
        }
        out += '%';
        out += digits[static_cast<unsigned char>(c) >> 4U];
        out += digits[static_cast<unsigned char>(c) & 15U];
    }
    return out;
}

}  // namespace

// ---- Connection

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path &file, const Secret &key,
                                                     OpenMode mode, const std::string &vfs)
{
    auto connection = openAs(file, key, mode, vfs, false);
    if (connection || mode != OpenMode::readOnly || !isCantOpen(connection.error()) ||
        os::mayWriteIn(file.parent_path()))
        return connection;
    // Readers of a database with a log share an index beside it, which can't be made here.
    if (sizeOf(os::withSuffix(file, "-wal")) > 0)
        return fail(ErrorCode::io,
                    "The folder " + os::utf8FromPath(file.parent_path()) +
                        " can't be written, and the log (-wal) of its database was not written back into "
                        "it. Copy the folder, with the log, to where you can write, and read the copy.");
    // Without a log the file is whole, and in a folder that can't be written it stays so.
    return openAs(file, key, mode, vfs, true);
}

Result<std::unique_ptr<Connection>> Connection::openAs(const std::filesystem::path &file, const Secret &key,
                                                       OpenMode mode, const std::string &vfs, bool immutable)
{
    const auto name = immutable ? uriOf(file) + "?immutable=1" : os::utf8FromPath(file);
    std::unique_ptr<Connection> connection(new Connection);
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (immutable ? SQLITE_OPEN_URI : 0) |
                      (mode == OpenMode::readOnly ? SQLITE_OPEN_READONLY
                       : mode == OpenMode::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                  : SQLITE_OPEN_READWRITE);
    const int rc = sqlite3_open_v2(name.c_str(), &connection->m_db, flags, vfs.empty() ? nullptr : vfs.c_str());
    if (rc != SQLITE_OK) {
        return fail(ErrorCode::io, "The database " + os::utf8FromPath(file) + " cannot be opened.")
            .because(connection->errorOf(rc).detail);
    }
    TRY(connection->checkEncrypted());
    TRY(connection->unlock(key));
    if (const int added = addTextFunctions(connection->m_db); added != SQLITE_OK)
        return fail(connection->errorOf(added));
    return connection;
}

// Through SQLite's own file: closing another descriptor of the same file would drop this process's locks on it.
bool Connection::beginsLikePlainDatabase()
{
    sqlite3_file *file = nullptr;
    std::array<char, plainHeader.size()> head{};
    return sqlite3_file_control(m_db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file != nullptr &&
           file->pMethods != nullptr && file->pMethods->xRead(file, head.data(), int(head.size()), 0) == SQLITE_OK &&
           std::string_view(head.data(), head.size()) == plainHeader;
}

Result<void> Connection::checkEncrypted()
{
    if (beginsLikePlainDatabase())
        return fail(ErrorCode::corrupt, "The database is not encrypted; this program never writes one like that.");
    return {};
}

Result<void> Connection::unlock(const Secret &key)
{
    if (key.size() != 32)
        return fail(ErrorCode::key_wrong, "The database key does not have 32 bytes.");
    const Secret raw = rawKey(key);
    if (const int rc = sqlite3_key_v2(m_db, "main", raw.data(), int(raw.size())); rc != SQLITE_OK)
        return fail(errorOf(rc));
    // Before a byte is written: checks that the library linked in encrypts, and is no plain SQLite.
    {
        auto cipher = query("PRAGMA cipher_version");
        const auto row = cipher.next();
        if (!row || !*row || cipher.text(0).empty())
            return fail(ErrorCode::internal, "The database library that is linked in cannot encrypt; nothing was "
                                             "opened.");
    }
    TRY(execute("PRAGMA cipher_log_level=NONE; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;"
                "PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON"));
    sqlite3_busy_timeout(m_db, 5000);
    // Reads the first page and no other, so that a database with damaged ones can still be examined.
    auto probe = query("PRAGMA user_version");
    TRY(probe.next());
    return {};
}

Connection::~Connection()
{
    for (auto &[sql, cached] : m_statements)
        sqlite3_finalize(cached.statement);
    sqlite3_close_v2(m_db);
}

Result<void> Connection::execute(const char *sql)
{
    if (const int rc = sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr); rc != SQLITE_OK)
        return fail(errorOf(rc));
    return {};
}

bool Connection::inTransaction() const
{
    return sqlite3_get_autocommit(m_db) == 0;
}

std::int64_t Connection::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_db);
}

std::int64_t Connection::allChanges() const
{
    return sqlite3_total_changes64(m_db);
}

std::int64_t Connection::changes() const
{
    return sqlite3_changes64(m_db);
}

void Connection::setDeadline(Clock *clock, std::optional<Tick> deadline)
{
    m_clock = clock;
    m_deadline = deadline;
    if (!deadline) {
        sqlite3_progress_handler(m_db, 0, nullptr, nullptr);
        return;
    }
    constexpr int everySoManyInstructions = 2000;
    sqlite3_progress_handler(
        m_db, everySoManyInstructions,
        [](void *self) {
            const auto *c = static_cast<Connection *>(self);
            return c->m_clock->tick() >= *c->m_deadline ? 1 : 0;
        },
        this);
}

Error Connection::errorOf(int rc)
{
    const std::string said = m_db != nullptr ? sqlite3_errmsg(m_db) : sqlite3_errstr(rc);
    const auto detail = "SQLite " + std::to_string(rc) + ": " + said;
    if (rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY) {
        return Error(ErrorCode::conflict, "There is one with the same value already.")
            .at(columnOf(said))
            .because(detail);
    }
    if (rc == SQLITE_CONSTRAINT_FOREIGNKEY)
        return Error(ErrorCode::not_found, "What this refers to does not exist (any more).").because(detail);
    switch (rc & 0xff) {
    case SQLITE_INTERRUPT:
        return Error(ErrorCode::query_too_slow, "The answer took too long to find; ask for less of it.")
            .because(detail);
    case SQLITE_NOTADB:
        return Error(ErrorCode::key_wrong, "The database does not open with this key, or it is damaged.")
            .because(detail);
    case SQLITE_CORRUPT:
        return Error(ErrorCode::corrupt, "The database is damaged; `castellan-server verify` says where.")
            .because(detail);
    case SQLITE_FULL:
        m_full = true;
        return Error(ErrorCode::storage_unavailable, "The disk is full.").because(detail);
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
        return Error(ErrorCode::internal, "The database refused a statement of this program.").because(detail);
    default:
        return Error(ErrorCode::storage_unavailable, "The storage does not answer as it should.").because(detail);
    }
}

// ---- Query

Query::Query(Connection &connection, std::string_view sql) : m_connection(connection)
{
    const std::string text(sql);
    auto it = connection.m_statements.find(text);
    if (it != connection.m_statements.end() && !it->second.inUse) {
        it->second.inUse = true;
        m_statement = it->second.statement;
        m_cached = true;
        return;
    }
    keep(sqlite3_prepare_v3(connection.m_db, sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &m_statement,
                            nullptr));
    if (!m_error && it == connection.m_statements.end()) {
        connection.m_statements.emplace(text, Connection::Cached{m_statement, true});
        m_cached = true;
    }
}

Query::Query(Query &&other) noexcept
    : m_connection(other.m_connection), m_statement(std::exchange(other.m_statement, nullptr)),
      m_cached(other.m_cached), m_error(std::move(other.m_error))
{
}

Query::~Query()
{
    if (m_statement == nullptr)
        return;
    if (!m_cached) {
        sqlite3_finalize(m_statement);
        return;
    }
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    const auto it = m_connection.m_statements.find(sqlite3_sql(m_statement));
    if (it != m_connection.m_statements.end())
        it->second.inUse = false;
}

void Query::keep(int rc)
{
    if (rc != SQLITE_OK && !m_error)
        m_error = m_connection.errorOf(rc);
}

Query Connection::query(std::string_view sql, std::initializer_list<Parameter> parameters)
{
    Query out(*this, sql);
    for (const auto &[name, value] : parameters)
        out.bind(name, value);
    return out;
}

namespace {

int bindAt(sqlite3_stmt *statement, int index, std::monostate)
{
    return sqlite3_bind_null(statement, index);
}

int bindAt(sqlite3_stmt *statement, int index, std::int64_t number)
{
    return sqlite3_bind_int64(statement, index, number);
}

/// A null pointer would bind NULL instead of an empty text.
int bindAt(sqlite3_stmt *statement, int index, std::string_view text)
{
    return sqlite3_bind_text64(statement, index, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                               SQLITE_UTF8);
}

int bindAt(sqlite3_stmt *statement, int index, std::span<const std::byte> bytes)
{
    return bytes.empty() ? sqlite3_bind_zeroblob(statement, index, 0)
                         : sqlite3_bind_blob64(statement, index, bytes.data(), bytes.size(), SQLITE_STATIC);
}

}  // namespace

int Query::indexOf(const char *name)
{
    const int index = m_statement != nullptr ? sqlite3_bind_parameter_index(m_statement, name) : 0;
    if (index == 0 && !m_error)
        m_error = Error(ErrorCode::internal, "A statement of this program has no such parameter.").because(name);
    return index;
}

Query &Query::bind(const char *name, const Value &value)
{
    const int index = indexOf(name);
    if (index != 0)
        keep(std::visit([&](const auto &each) { return bindAt(m_statement, index, each); }, value.kind()));
    return *this;
}

Result<bool> Query::next()
{
    if (m_error)
        return fail(*m_error);
    const int rc = sqlite3_step(m_statement);
    if (rc == SQLITE_ROW)
        return true;
    if (rc == SQLITE_DONE)
        return false;
    keep(rc);
    return fail(*m_error);
}

Result<void> Query::run()
{
    TRY(next());
    return {};
}

bool Query::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

std::string Query::text(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return text == nullptr ? std::string() : std::string(text, std::size_t(sqlite3_column_bytes(m_statement, column)));
}

std::string Query::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return bytes == nullptr ? std::string()
                            : std::string(bytes, std::size_t(sqlite3_column_bytes(m_statement, column)));
}

Digest Query::digest(int column) const
{
    Digest out{};
    const auto *bytes = sqlite3_column_blob(m_statement, column);
    if (bytes != nullptr && std::size_t(sqlite3_column_bytes(m_statement, column)) == out.size())
        std::memcpy(out.data(), bytes, out.size());
    return out;
}

}  // namespace castellan::store
