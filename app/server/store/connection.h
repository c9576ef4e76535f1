// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/secret.h"

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

/// A thin layer over SQLCipher's C API, for store/ alone.
namespace castellan::store {

class Connection;

/// A value as SQL takes it; by default NULL. Text and bytes are not copied: they must live until the statement has run.
class Value {
public:
    using Kind = std::variant<std::monostate, std::int64_t, std::string_view, std::span<const std::byte>>;

    Value() = default;
    Value(std::int64_t number) : m_kind(number) {}
    Value(int number) : m_kind(std::int64_t(number)) {}
    Value(bool flag) : m_kind(std::int64_t(flag ? 1 : 0)) {}
    Value(Instant at) : m_kind(toMicros(at)) {}
    template <class Table> Value(Id<Table> id) : m_kind(id.number()) {}
    Value(std::string_view text) : m_kind(text) {}
    Value(const char *text) : m_kind(std::string_view(text)) {}
    Value(const std::string &text) : m_kind(std::string_view(text)) {}
    Value(std::span<const std::byte> bytes) : m_kind(bytes) {}
    Value(const Digest &digest) : m_kind(std::span<const std::byte>(digest)) {}
    template <class T> Value(const std::optional<T> &value) : Value(value ? Value(*value) : Value()) {}

    [[nodiscard]] const Kind &kind() const { return m_kind; }

private:
    Kind m_kind;
};

/// A parameter of a statement, `$name`, and its value.
struct Parameter {
    const char *name;
    Value value;
};

/// One run of a statement: bind by name, then step. An error is kept until next() or run() returns it.
class Query {
public:
    Query(Connection &connection, std::string_view sql);
    ~Query();
    Query(Query &&other) noexcept;
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;
    Query &operator=(Query &&) = delete;

    Query &bind(const char *name, const Value &value);

    /// True: there is a row.
    [[nodiscard]] Result<bool> next();
    /// For statements without rows.
    [[nodiscard]] Result<void> run();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    template <class IdType> [[nodiscard]] IdType id(int column) const { return IdType(integer(column)); }
    /// Nothing for NULL, and for 0, which some tables hold instead.
    template <class IdType> [[nodiscard]] std::optional<IdType> optionalId(int column) const
    {
        const auto number = integer(column);
        return number == 0 ? std::nullopt : std::optional<IdType>(number);
    }
    [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::string blob(int column) const;
    /// All zero if the column isn't 32 bytes long.
    [[nodiscard]] Digest digest(int column) const;
    [[nodiscard]] Instant instant(int column) const { return fromMicros(integer(column)); }
    [[nodiscard]] std::optional<Instant> optionalInstant(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(instant(column));
    }

private:
    [[nodiscard]] int indexOf(const char *name);
    void keep(int rc);

    Connection &m_connection;
    sqlite3_stmt *m_statement = nullptr;
    bool m_cached = false;
    std::optional<Error> m_error;
};

enum class OpenMode : std::uint8_t { readOnly, readWrite, create };

/// One connection to an encrypted database. Used by one thread at a time.
class Connection {
public:
    /// `key` has 32 bytes. Read only, it also opens where nothing can be written, unless a log was left there (io).
    /// ErrorCode::key_wrong, io, internal (the library linked in can't encrypt).
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::filesystem::path &file, const Secret &key,
                                                                  OpenMode mode, const std::string &vfs = {});
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] Query query(std::string_view sql) { return {*this, sql}; }
    [[nodiscard]] Query query(std::string_view sql, std::initializer_list<Parameter> parameters);
    /// One statement without rows.
    [[nodiscard]] Result<void> run(std::string_view sql, std::initializer_list<Parameter> parameters = {})
    {
        return query(sql, parameters).run();
    }
    /// One or more statements without parameters or rows.
    [[nodiscard]] Result<void> execute(const char *sql);

    /// A transaction is open. Looked at after every error: some of them end the whole transaction.
    [[nodiscard]] bool inTransaction() const;
    template <class IdType> [[nodiscard]] IdType lastInserted() const { return IdType(lastInsertId()); }
    [[nodiscard]] std::int64_t lastInsertId() const;
    [[nodiscard]] std::int64_t changes() const;
    /// Rows changed since it was opened.
    [[nodiscard]] std::int64_t allChanges() const;
    [[nodiscard]] sqlite3 *handle() const { return m_db; }

    /// Statements stop with query_too_slow after `deadline`; nothing: they don't.
    void setDeadline(Clock *clock, std::optional<Tick> deadline);
    [[nodiscard]] std::optional<Tick> deadline() const { return m_deadline; }

    /// The file is empty, or does not begin like an unencrypted database.
    [[nodiscard]] Result<void> checkEncrypted();

    /// The disk was full at some time since the last call.
    [[nodiscard]] bool takeFull() { return std::exchange(m_full, false); }

    [[nodiscard]] Error errorOf(int rc);

private:
    friend class Query;
    Connection() = default;
    [[nodiscard]] static Result<std::unique_ptr<Connection>>
    openAs(const std::filesystem::path &file, const Secret &key, OpenMode mode, const std::string &vfs, bool immutable);
    [[nodiscard]] Result<void> unlock(const Secret &key);
    [[nodiscard]] bool beginsLikePlainDatabase();

    sqlite3 *m_db = nullptr;
    struct Cached {
        sqlite3_stmt *statement;
        bool inUse;
    };
    std::unordered_map<std::string, Cached> m_statements;
    Clock *m_clock = nullptr;
    std::optional<Tick> m_deadline;
    bool m_full = false;
};

}  // namespace castellan::store
