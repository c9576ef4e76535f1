// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/client/connectors/flowfuse_wire.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

// The audit logs: what is written into them, and how they are answered.

using namespace Qt::StringLiterals;

namespace castellan::client {

QJsonObject FlowFuseWire::entry(const QString &event, const QJsonObject &body, const QString &actor,
                                const QJsonObject &scope)
{
    const auto user = std::ranges::find_if(users, [&](const auto &u) { return u[u"username"] == actor; });
    QJsonObject out{
        {u"id"_s, nextId("E"_L1)},
        {u"createdAt"_s,
         QDateTime::fromMSecsSinceEpoch(1'795'318'000'000 + ++m_millis, Qt::UTC).toString(Qt::ISODateWithMs)},
        {u"event"_s, event},
        {u"scope"_s, scope}};
    if (user == users.end()) {
        out[u"username"] = isNew() ? QJsonValue() : QJsonValue(QString());
        out[u"trigger"] =
            QJsonObject{{u"id"_s, u"system"_s}, {u"type"_s, u"system"_s}, {u"name"_s, u"FlowFuse Platform"_s}};
    } else {
        out[u"username"] = actor;
        out[u"trigger"] = QJsonObject{{u"id"_s, (*user)[u"id"]}, {u"type"_s, u"user"_s}, {u"name"_s, actor}};
    }
    if (isNew())
        out[u"source"] = QJsonValue();
    if (!body.isEmpty())
        out[u"body"] = body;
    return out;
}

QJsonObject FlowFuseWire::happens(const QString &team, const QString &event, const QJsonObject &body,
                                  const QString &actor, const QJsonObject &more)
{
    auto made = entry(event, body, actor,
                      team.isEmpty() ? QJsonObject{{u"id"_s, QJsonValue()}, {u"type"_s, u"platform"_s}}
                                     : QJsonObject{{u"id"_s, team}, {u"type"_s, u"team"_s}});
    for (auto it = more.begin(); it != more.end(); ++it)
        made[it.key()] = it.value();
    logs[team].append(made);
    return made;
}

QJsonObject FlowFuseWire::happensBelow(const QString &team, const QString &type, const QString &id,
                                       const QString &event, const QJsonObject &body)
{
    const auto made = entry(event, body, u"alice"_s, {{u"id"_s, id}, {u"type"_s, type}});
    childLogs[team].append(made);
    return made;
}

QByteArray FlowFuseWire::logAnswer(const QList<QJsonObject> &entries, const QUrlQuery &query,
                                   const QJsonObject &associated) const
{
    const auto limit = std::max(query.queryItemValue(u"limit"_s).toInt(), 0);
    const auto cursor = query.queryItemValue(u"cursor"_s);
    auto end = entries.size();
    for (qsizetype i = 0; !cursor.isEmpty() && i < entries.size(); ++i)
        if (entries[i][u"id"] == cursor)
            end = i;
    const auto begin = std::max<qsizetype>(0, end - (limit > 0 ? limit : 1000));
    QJsonArray page;
    for (auto i = end; i > begin; --i)
        page.append(entries[i - 1]);
    QJsonObject meta;
    if (end - begin == limit && limit > 0)
        meta[u"next_cursor"] = entries[begin][u"id"];
    QJsonObject out{{u"meta"_s, meta}, {u"count"_s, end}, {u"log"_s, page}};
    if (isNew())
        out[u"associations"] = associated.isEmpty() ? QJsonObject{{u"applications"_s, QJsonArray()},
                                                                  {u"instances"_s, QJsonArray()},
                                                                  {u"devices"_s, QJsonArray()}}
                                                    : associated;
    return json(200, out);
}

}  // namespace castellan::client
