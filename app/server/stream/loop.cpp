// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/stream/loop.h"

#include "core/address.h"
#include "core/try.h"

#include <algorithm>
#include <utility>

namespace castellan::stream {
namespace {

constexpr auto tickEvery = std::chrono::milliseconds(200);
constexpr std::uint16_t policyViolation = 1008;
constexpr std::uint16_t tryLater = 1013;

}  // namespace

/// The journal's answer about the place where a subscriber wants to begin.
struct Loop::Place {
    std::int64_t oldest = 1;
    std::optional<Digest> chain;         ///< after the row asked for
    std::optional<std::uint64_t> epoch;  ///< in which it was written
    Digest oldestChain{};                ///< before the oldest row kept
    journal::Head head;
};

Loop::Loop(store::Store &store, journal::Journal &journal, Viewers &viewers, const HubLimits &limits,
           std::shared_ptr<Inbox> inbox)
    : m_store(store), m_journal(journal), m_viewers(viewers), m_limits(limits), m_inbox(std::move(inbox)),
      m_ring(limits.ringEvents, limits.ringBytes), m_tickAt(store.clock().tick())
{
}

Tick Loop::now() const
{
    return m_store.clock().tick();
}

void Loop::run()
{
    while (!m_inbox->isClosed()) {
        std::optional<std::chrono::nanoseconds> wait;
        if (!m_sessions.empty())
            wait = std::max<std::chrono::nanoseconds>(std::min(m_tickAt, m_pumpAt.value_or(Tick::max())) - now(),
                                                      std::chrono::nanoseconds(0));
        for (const auto &job : m_inbox->take(wait))
            job();
        const auto at = now();
        if (m_pumpAt && at >= *m_pumpAt)
            pump();
        if (at >= m_tickAt) {
            tick();
            m_tickAt = at + tickEvery;
        }
    }
}

Session *Loop::find(Handler *handler) const
{
    const auto it = m_sessions.find(handler);
    return it == m_sessions.end() || it->second->state() == Session::State::closed ? nullptr : it->second.get();
}

void Loop::admit(const std::shared_ptr<Handler> &handler)
{
    const auto &viewer = *handler->viewer();
    const auto address = addressPrefix(handler->address());
    std::size_t all = 0, ofSubscriber = 0, ofAddress = 0;
    for (const auto &[other, session] : m_sessions) {
        if (session->state() == Session::State::closed)
            continue;
        ++all;
        ofSubscriber += session->viewer().subscriber == viewer.subscriber;
        ofAddress += addressPrefix(other->address()) == address;
    }
    if (all >= m_limits.total || ofSubscriber >= m_limits.perUser || ofAddress >= m_limits.perAddress) {
        handler->close(std::uint16_t(records::StreamClose::too_many_streams), "too many streams are open");
        return;
    }
    auto &session = m_sessions[handler.get()];
    session = std::make_unique<Session>(handler, m_limits, now());
    m_inbox->subscribers = m_sessions.size();
    // The credential may have been revoked since the request was checked, before this session existed.
    recheck(*session);
}

void Loop::gone(Handler *handler)
{
    std::erase(m_readers, handler);
    m_sessions.erase(handler);
    m_inbox->subscribers = m_sessions.size();
    if (m_sessions.empty())
        m_ring.clear();
}

void Loop::closeAll()
{
    for (const auto &[handler, session] : m_sessions)
        session->close(records::StreamClose::restart, "the server restarts");
    m_sessions.clear();
    m_inbox->subscribers = 0;
}

// ---- messages of subscribers

void Loop::heard(Handler *from, const std::string &message)
{
    auto *session = find(from);
    if (session == nullptr)
        return;
    const auto kind = json::decodeText<records::StreamMessage>(message, json::UnknownMembers::ignore);
    if (kind && kind->type == "ack") {
        const auto ack = json::decodeText<records::StreamAck>(message, json::UnknownMembers::refuse);
        if (!ack)
            return session->close(policyViolation, ack.error().message);
        session->ack(ack->to, now());
        feed(*session);
        return;
    }
    if (kind && kind->type == "hello")
        return hello(*session, message);
    session->close(policyViolation, kind ? "type: expected hello or ack" : kind.error().message);
}

void Loop::hello(Session &session, const std::string &message)
{
    const auto hello = json::decodeText<records::StreamHello>(message, json::UnknownMembers::refuse);
    if (!hello)
        return session.close(policyViolation, hello.error().message);
    const auto start = session.hello(*hello, m_store.ids());
    if (!start)
        return;
    if (session.lacksItsTeam())
        return session.close(records::StreamClose::right_lost, "you may not read this team's audit log");
    if (session.rechecking)
        session.pendingStart = start;
    else
        check(session, *start);
}

void Loop::check(Session &session, const Start &start)
{
    const auto asked = start.cursor ? start.cursor->seq : std::int64_t(-1);
    m_store.post(
        [&journal = m_journal, asked, tail = start.tail](store::Reader &reader) -> Result<Place> {
            Place place;
            place.head = journal.head();
            auto oldest = TRY(journal.oldest(reader));
            place.oldest = oldest;
            const auto at = asked >= 0 ? asked : std::max(place.head.seq - tail, place.oldest - 1);
            auto chain = TRY(journal.chainAt(reader, at));
            place.chain = chain;
            auto epoch = TRY(journal.epochAt(reader, at));
            place.epoch = epoch;
            auto before = TRY(journal.chainAt(reader, place.oldest - 1));
            place.oldestChain = before.value_or(Digest{});
            return place;
        },
        [this, inbox = m_inbox, handler = session.handler().shared_from_this(), start,
         number = session.hellos](Result<Place> place) {
            inbox->post([this, handler, start, number, place = std::move(place)] {
                if (auto *alive = find(handler.get()); alive && alive->hellos == number)
                    checked(*alive, start, place);
            });
        });
}

void Loop::checked(Session &session, const Start &start, Result<Place> place)
{
    if (!place)
        return session.close(tryLater, place.error().message);
    const auto &head = place->head;
    const auto from = start.cursor ? start.cursor->seq : std::max(head.seq - start.tail, place->oldest - 1);
    if (start.cursor) {
        if (from > head.seq)
            return session.close(records::StreamClose::history_diverged, "the cursor is beyond the journal's end");
        if (from < place->oldest - 1)
            return session.close(records::StreamClose::older_than_retention,
                                 "oldest=" + cursorText(head.epoch, place->oldest - 1, place->oldestChain));
        // Before the first row there is nothing to compare but the name of the history.
        const bool sameEpoch = place->epoch ? journal::epochName(*place->epoch) == start.cursor->epoch
                                            : from > 0 || journal::epochName(head.epoch) == start.cursor->epoch;
        if (!sameEpoch || !place->chain || journal::chainPrefix(*place->chain) != start.cursor->chain)
            return session.close(records::StreamClose::history_diverged, "the journal holds another row there");
    }
    if (head.seq > m_head) {
        m_head = head.seq;
        m_headEpoch = head.epoch;
        m_headChain = head.chain;
    }
    records::StreamWelcome welcome;
    welcome.epoch = journal::epochName(head.epoch);
    welcome.oldest = place->oldest;
    welcome.head = head.seq;
    welcome.cursor = cursorText(place->epoch.value_or(head.epoch), from, place->chain.value_or(Digest{}));
    welcome.heartbeatMs = m_limits.heartbeat.count();
    session.place = welcome.cursor;
    session.begin(from, std::string(json::encodeText(welcome)), now());
    feed(session);
    tellPlace(session);  // the rows it missed may all have been invisible to it
}

// ---- rights

void Loop::credentialEnded(const Digest &credential)
{
    for (const auto &[handler, session] : m_sessions)
        if (session->viewer().credential == credential)
            session->close(records::StreamClose::credentials_ended, "the session or token has ended");
}

void Loop::credentialRenewed(const Digest &old, const Digest &fresh)
{
    for (const auto &[handler, session] : m_sessions)
        if (session->viewer().credential == old && session->state() != Session::State::closed) {
            session->renewCredential(fresh);
            recheck(*session);  // an answer about the old one may be on its way
        }
}

void Loop::rightsChanged(const Subscriber &subscriber)
{
    for (const auto &[handler, session] : m_sessions)
        if (session->viewer().subscriber == subscriber && session->state() != Session::State::closed)
            recheck(*session);
}

void Loop::policyChanged()
{
    for (const auto &[handler, session] : m_sessions)
        if (session->state() != Session::State::closed)
            recheck(*session);
}

void Loop::recheck(Session &session)
{
    session.rechecking = true;  // nothing goes out meanwhile
    session.checkedAt = now();
    const auto number = ++session.rechecks;
    m_viewers.recheck(
        session.viewer().credential, session.handler().address(),
        [this, inbox = m_inbox, handler = session.handler().shared_from_this(), number](Result<Viewer> viewer) {
            inbox->post([this, handler, number, viewer = std::move(viewer)] {
                if (auto *alive = find(handler.get()); alive && alive->rechecks == number)
                    rechecked(*alive, viewer);
            });
        });
}

void Loop::rechecked(Session &session, const Result<Viewer> &viewer)
{
    if (!viewer) {
        const auto status = httpStatus(viewer.error().code);
        if (status == 401 || status == 403)
            return session.close(records::StreamClose::credentials_ended, viewer.error().message);
        // A session whose rights can't be read gets nothing; they are read again in a second.
        session.checkedAt = now() - m_limits.recheck + std::chrono::seconds(1);
        return;
    }
    const bool less = session.replaceViewer(*viewer);
    if (less || session.lacksItsTeam())
        return session.close(records::StreamClose::right_lost, "you may read less than before");
    session.rechecking = false;
    if (const auto start = std::exchange(session.pendingStart, std::nullopt))
        check(session, *start);
    else
        feed(session);
}

// ---- feeding

void Loop::committed(const std::vector<journal::JournalRow> &rows)
{
    for (const auto &row : rows)
        m_ring.push(encodedRow(row, m_store.ids()));
    m_head = rows.back().seq;
    m_headEpoch = rows.back().epoch;
    m_headChain = rows.back().chain;
    if (!m_pumpAt)
        m_pumpAt = now() + m_limits.batchWait;
    m_sincePump += rows.size();
    if (m_sincePump >= m_limits.batchEvents)
        pump();
}

void Loop::pump()
{
    m_pumpAt.reset();
    m_sincePump = 0;
    m_shared.clear();
    for (const auto &[handler, session] : m_sessions)
        feed(*session);
    m_shared.clear();
}

void Loop::drained(Handler *handler)
{
    if (auto *session = find(handler))
        feed(*session);
}

void Loop::feed(Session &session)
{
    while (!session.reading && session.maySend(now()) && session.scanned < m_head) {
        if (!m_ring.continues(session.scanned)) {
            wantJournal(session);
            return;
        }
        session.fromRing = true;
        const auto limits = session.batchLimits();
        const Key key{session.rights(), session.told, session.scanned, limits.events};
        auto shared = m_shared.find(key);
        if (shared == m_shared.end()) {
            const auto events = m_ring.after(session.scanned, m_limits.batchEvents);
            shared = m_shared.emplace(key, makeBatch(events, session.filter(), session.told, limits, false)).first;
        }
        if (shared->second.text)
            session.sendBatch(shared->second, now());
        else
            session.scanned = shared->second.to;
    }
}

void Loop::wantJournal(Session &session)
{
    if (std::exchange(session.fromRing, false)) {
        records::StreamResync resync;
        resync.cursor = session.place;
        resync.reason = "behind the newest rows in memory: read from the journal";
        session.sendPlain(std::string(json::encodeText(resync)), now());
    }
    session.reading = true;
    m_readers.push_back(&session.handler());
    readNext();
}

namespace {

/// Retention may have removed rows that a slow subscriber had not received.
Result<Loop::ReadRows> readAfter(const journal::Journal &journal, store::Reader &reader, std::int64_t after,
                                 std::int64_t count)
{
    Loop::ReadRows out;
    auto rows = TRY(journal.readFrom(reader, after, count));
    out.rows = std::move(rows);
    if (out.rows.empty() || out.rows.front().seq == after + 1)
        return out;
    const auto before = out.rows.front().seq - 1;
    auto chain = TRY(journal.chainAt(reader, before));
    out.oldest = cursorText(out.rows.front().epoch, before, chain.value_or(Digest{}));
    return out;
}

}  // namespace

/// One read at a time: catching up stays small, and requests keep a reader for themselves.
void Loop::readNext()
{
    while (!m_reading && !m_readers.empty()) {
        auto *handler = m_readers.front();
        m_readers.pop_front();
        auto *session = find(handler);
        if (session == nullptr)
            continue;
        m_reading = true;
        m_store.post([&journal = m_journal, after = session->scanned, count = m_limits.readRows](
                         store::Reader &reader) { return readAfter(journal, reader, after, count); },
                     [this, inbox = m_inbox, alive = handler->shared_from_this(),
                      number = session->hellos](Result<ReadRows> rows) {
                         inbox->post([this, alive, number, rows = std::move(rows)]() mutable {
                             readDone(alive.get(), number, std::move(rows));
                         });
                     });
    }
}

void Loop::readDone(Handler *handler, std::uint64_t hello, Result<ReadRows> read)
{
    m_reading = false;
    if (auto *session = find(handler)) {
        session->reading = false;
        if (!read) {
            session->close(tryLater, read.error().message);
        } else if (!read->oldest.empty() && session->hellos == hello) {
            session->close(records::StreamClose::older_than_retention, "oldest=" + read->oldest);
        } else {
            std::vector<EncodedRow> events;
            events.reserve(read->rows.size());
            for (const auto &row : read->rows)
                events.push_back(encodedRow(row, m_store.ids()));
            if (session->hellos == hello)
                feedRows(*session, events);
            feed(*session);
        }
    }
    readNext();
}

void Loop::feedRows(Session &session, const std::vector<EncodedRow> &events)
{
    std::vector<const EncodedRow *> left;
    for (const auto &event : events)
        left.push_back(&event);
    for (std::span<const EncodedRow *const> rest = left; !rest.empty() && session.maySend(now());) {
        // A batch even without events: a long run of invisible rows must not hold the position back.
        const auto batch = makeBatch(rest, session.filter(), session.told, session.batchLimits(), true);
        session.sendBatch(batch, now());
        while (!rest.empty() && rest.front()->seq <= batch.to)
            rest = rest.subspan(1);
    }
}

// ---- time

void Loop::tick()
{
    const auto at = now();
    const auto wall = m_store.clock().now();
    for (const auto &[handler, session] : m_sessions) {
        if (session->isLate(at))
            session->close(records::StreamClose::no_ack,
                           session->state() == Session::State::waiting ? "no hello came" : "no acknowledgement came");
        else if (at - session->checkedAt >= m_limits.recheck || (session->endsBy(wall) && !session->rechecking))
            recheck(*session);
        else if (session->isQuiet(at))
            heartbeat(*session);
        feed(*session);
    }
}

void Loop::heartbeat(Session &session)
{
    tellPlace(session);
    records::StreamHeartbeat heartbeat;
    heartbeat.to = session.told;
    heartbeat.head = m_head;
    heartbeat.time = toIso(m_store.clock().now());
    session.sendPlain(std::string(json::encodeText(heartbeat)), now());
}

/// Skips invisible rows: the subscriber's position advances past them, so that it needn't resume before them.
void Loop::tellPlace(Session &session)
{
    if (session.told == session.scanned || session.scanned != m_head || !session.maySend(now()))
        return;
    Batch batch;
    batch.to = m_head;
    batch.cursor = cursorText(m_headEpoch, m_head, m_headChain);
    batch.text = std::make_shared<const std::string>(R"({"type":"batch","from":)" + std::to_string(session.told) +
                                                     R"(,"to":)" + std::to_string(m_head) + R"(,"cursor":")" +
                                                     batch.cursor + R"(","events":[]})");
    session.sendBatch(batch, now());
}

}  // namespace castellan::stream
