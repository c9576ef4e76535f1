// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/random.h"
#include "core/result.h"
#include "server/store/public_id.h"

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

/// The arguments of acts: access for reading or for writing, inside one transaction.
namespace castellan::store {

class Connection;

/// Access for reading: one consistent view of the database. Valid during the act only.
class Reader {
public:
    Reader(Connection &connection, const PublicIds &ids, Instant now) : m_connection(connection), m_ids(ids), m_now(now)
    {
    }
    /// When the act began; one value for the whole act.
    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] const PublicIds &ids() const { return m_ids; }
    /// For files of store/ only: no other room has SQL.
    [[nodiscard]] Connection &connection() { return m_connection; }

protected:
    Connection &m_connection;
    const PublicIds &m_ids;
    Instant m_now;
};

/// Access for writing; it also reads what this act and earlier acts of its group wrote.
class Writer : public Reader {
public:
    Writer(Connection &connection, const PublicIds &ids, Instant now, Random &random)
        : Reader(connection, ids, now), m_random(random)
    {
    }
    [[nodiscard]] Random &random() { return m_random; }
    /// Rows that have been changed since the store was opened.
    [[nodiscard]] std::int64_t changes();
    /// Called on the writer thread once this act is durable, before its `done`; forgotten if it fails. What changes
    /// caches belongs here.
    void afterCommit(std::function<void()> f) { m_afterCommit.push_back(std::move(f)); }

private:
    friend class WriterThread;
    Random &m_random;
    std::vector<std::function<void()>> m_afterCommit;
};

/// A part of the server that keeps state in memory beside its tables and must stay in step with the transaction: the
/// journal with its head and counters. Called on the writer thread only.
class Participant {
public:
    virtual ~Participant() = default;
    /// An act begins, which may be undone by itself.
    virtual void actBegins() = 0;
    virtual void actUndone() = 0;
    /// Whether the participant has something of its own to write (a checkpoint, a sum); asked about once a second and
    /// before each commit.
    [[nodiscard]] virtual bool due(Instant now) = 0;
    /// Last chance to write before the group's commit (counters, checkpoints). `closing`: there will be no later one.
    [[nodiscard]] virtual Result<void> beforeCommit(Writer &writer, bool closing) = 0;
    virtual void committed() = 0;
    /// The transaction was rolled back: reads the state again. After an error the store answers 503, and this is
    /// retried.
    [[nodiscard]] virtual Result<void> reload(Reader &reader) = 0;
};

/// The act failed because the disk, or the journal, can't be written now; it may succeed later.
[[nodiscard]] inline bool isOfStorage(const Error &error)
{
    return error.code == ErrorCode::storage_unavailable || error.code == ErrorCode::audit_unavailable;
}

}  // namespace castellan::store
