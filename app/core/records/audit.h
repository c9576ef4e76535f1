// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/user.h"

/// Records of the audit log and of its live stream (FlowFuse's shapes; additions of ours are marked +).
namespace castellan::records {

struct AuditScope {
    std::optional<std::string> id;
    std::string type;  // platform, user, team, application, project, device
};

struct AuditTrigger {
    std::optional<std::string> id;
    std::optional<std::string> type;  // user, system, unknown; + host, anonymous
    std::optional<std::string> name;
};

struct AuditEntry {
    std::string id;
    std::string createdAt;
    std::string event;
    std::optional<std::string> username;
    std::optional<AuditScope> scope;
    std::optional<AuditTrigger> trigger;
    std::optional<std::string> source;
    std::optional<json::object> body;
    std::optional<std::int64_t> seq;        // +
    std::optional<std::string> outcome;     // + success, refused, failed
    std::optional<std::string> requestId;   // +
    std::optional<std::string> address;     // +
    std::optional<json::Text<512>> client;  // +
    std::optional<std::string> auth;        // + session, token, local, none
    std::optional<std::int64_t> count;      // + of a sum
    json::object raw;
};

struct AuditPage {
    PageMeta meta;
    std::int64_t count = 0;
    std::optional<bool> countInexact;  // +
    std::vector<AuditEntry> log;
};

/// One line of `body.updates`.
struct AuditUpdate {
    std::string key;
    std::optional<json::value> old;
    std::optional<json::value> new_;
    std::optional<std::string> dif;
};

/// Live stream, client to server. `type` tells which: hello or ack.
struct StreamHello {
    std::string type = "hello";
    std::optional<std::string> scope;   // `platform` (default: all the caller may see) or `team:<id>`
    std::optional<std::string> filter;  // events, comma separated; later the filter language
    std::optional<std::string> cursor;  // EPOCH:SEQ:H8, or tail:N
    std::optional<std::int64_t> maxBatch;
    std::optional<std::int64_t> maxWaitMs;
};

struct StreamAck {
    std::string type = "ack";
    std::int64_t to = 0;
};

/// Live stream, server to client: welcome, batch, heartbeat, resync.
struct StreamWelcome {
    std::string type = "welcome";
    std::string epoch;
    std::int64_t oldest = 0;
    std::int64_t head = 0;
    std::string cursor;
    std::int64_t heartbeatMs = 10'000;
};

struct StreamBatch {
    std::string type = "batch";
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::string cursor;  ///< of `to`; what a later hello sends
    std::vector<AuditEntry> events;
};

struct StreamHeartbeat {
    std::string type = "heartbeat";
    std::int64_t to = 0;
    std::int64_t head = 0;
    std::string time;
};

struct StreamResync {
    std::string type = "resync";
    std::string cursor;
    std::string reason;
};

/// What every message of the stream has.
struct StreamMessage {
    std::string type;
};

/// Close codes of the stream.
enum class StreamClose : std::uint16_t {
    restart = 1012,
    credentials_ended = 4401,
    right_lost = 4403,
    no_ack = 4408,
    older_than_retention = 4410,
    history_diverged = 4411,
    too_many_streams = 4429,
};

BOOST_DESCRIBE_STRUCT(AuditScope, (), (id, type))
BOOST_DESCRIBE_STRUCT(AuditTrigger, (), (id, type, name))
BOOST_DESCRIBE_STRUCT(AuditEntry, (),
                      (id, createdAt, event, username, scope, trigger, source, body, seq, outcome, requestId, address,
                       client, auth, count))
BOOST_DESCRIBE_STRUCT(AuditPage, (), (meta, count, countInexact, log))
BOOST_DESCRIBE_STRUCT(AuditUpdate, (), (key, old, new_, dif))
BOOST_DESCRIBE_STRUCT(StreamHello, (), (type, scope, filter, cursor, maxBatch, maxWaitMs))
BOOST_DESCRIBE_STRUCT(StreamAck, (), (type, to))
BOOST_DESCRIBE_STRUCT(StreamWelcome, (), (type, epoch, oldest, head, cursor, heartbeatMs))
BOOST_DESCRIBE_STRUCT(StreamBatch, (), (type, from, to, cursor, events))
BOOST_DESCRIBE_STRUCT(StreamHeartbeat, (), (type, to, head, time))
BOOST_DESCRIBE_STRUCT(StreamResync, (), (type, cursor, reason))
BOOST_DESCRIBE_STRUCT(StreamMessage, (), (type))

}  // namespace castellan::records
