// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/client/connectors/flowfuse_wire.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace castellan::client {
namespace {

QJsonObject parsed(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object();
}

const QJsonObject *find(const QList<QJsonObject> &all, const QString &id)
{
    const auto it = std::ranges::find_if(all, [&](const auto &o) { return o[u"id"] == id; });
    return it == all.end() ? nullptr : &*it;
}

QJsonObject *find(QList<QJsonObject> &all, const QString &id)
{
    return const_cast<QJsonObject *>(find(std::as_const(all), id));
}

QJsonArray arrayOf(const QList<QJsonObject> &all)
{
    QJsonArray out;
    for (const auto &object : all)
        out.append(object);
    return out;
}

void merge(QJsonObject &into, const QJsonObject &from)
{
    for (auto it = from.begin(); it != from.end(); ++it)
        into[it.key()] = it.value();
}

QString now()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
}

const QByteArray okay = "{\"status\":\"okay\"}";

QByteArray forbidden()
{
    return FlowFuseWire::failure(403, "unauthorized", "unauthorized");
}

QByteArray notFound()
{
    return FlowFuseWire::failure(404, "not_found", "Not Found");
}

}  // namespace

struct FlowFuseWire::Caller {
    QString id;
    bool admin = false;
    bool readOnly = false;
    bool byToken = false;
};

struct FlowFuseWire::Call {
    const RawRequest &request;
    Caller caller;
    QStringList path;  ///< below /api/v1
    QUrlQuery query;

    [[nodiscard]] bool is(const char *method) const { return request.method == method; }
    [[nodiscard]] QString at(qsizetype i) const { return path.value(i); }
    [[nodiscard]] QJsonObject body() const { return parsed(request.body); }
};

void FlowFuseWire::addRows()
{
    QTest::addColumn<Version>("version");
    QTest::newRow("2.4.0") << Version::v2_4;
    QTest::newRow("2.33.2") << Version::v2_33;
}

FlowFuseWire::FlowFuseWire(Version version_) : version(version_)
{
    addUser(u"alice"_s, u"Alice Admin"_s, true);
    settings = {{u"team:user:invite:external"_s, false},
                {u"team:create"_s, false},
                {u"user:signup"_s, false},
                {u"user:reset-password"_s, false},
                {u"email"_s, false},
                {u"features"_s, isNew() ? QJsonObject{{u"mfa"_s, true}, {u"rbacApplication"_s, true}} : QJsonObject()},
                {u"platform:licensed"_s, isNew()},
                {u"version:forge"_s, isNew() ? u"v2.33.2"_s : u"v2.4.0"_s}};
    stats = {{u"userCount"_s, 1},     {u"maxUsers"_s, isNew() ? 150 : 5},
             {u"adminCount"_s, 1},    {u"inviteCount"_s, 0},
             {u"teamCount"_s, 0},     {u"maxTeams"_s, isNew() ? 50 : 5},
             {u"instanceCount"_s, 0}, {u"maxInstances"_s, isNew() ? 100 : 5},
             {u"deviceCount"_s, 0}};
    if (isNew())
        merge(stats, {{u"maxMqttClients"_s, 20}, {u"mqttClientCount"_s, 0}});
    server.answer = [this](const RawRequest &request) { return say(request); };
}

// ---- content

QString FlowFuseWire::nextId(QLatin1StringView kind)
{
    return kind + QString::number(++m_ids).rightJustified(10 - kind.size(), u'0');
}

QString FlowFuseWire::addUser(const QString &username, const QString &name, bool admin)
{
    const auto id = nextId("U"_L1);
    users.append({{u"id"_s, id},
                  {u"username"_s, username},
                  {u"name"_s, name.isEmpty() ? username : name},
                  {u"email"_s, QString(username % u"@example.com"_s)},
                  {u"email_verified"_s, true},
                  {u"avatar"_s, u"http://127.0.0.1/avatar/x"_s},
                  {u"admin"_s, admin},
                  {u"createdAt"_s, u"2026-11-22T03:31:18.699Z"_s},
                  {u"suspended"_s, false}});
    return id;
}

QString FlowFuseWire::addTeam(const QString &name)
{
    const auto id = nextId("T"_L1);
    teams.append({{u"id"_s, id}, {u"name"_s, name}, {u"slug"_s, name.toLower().replace(u' ', u'-')}});
    logs[id];
    return id;
}

void FlowFuseWire::addMember(const QString &team, const QString &user, int role, const QJsonObject &more)
{
    QJsonObject member{{u"id"_s, user}, {u"role"_s, role}};
    merge(member, more);
    members[team].append(member);
}

int FlowFuseWire::asked(const QByteArray &methodAndPath)
{
    const auto isThat = [&](const RawRequest &r) {
        return QByteArray(r.method + ' ' + r.target.split('?').first()) == methodAndPath;
    };
    const auto count = std::ranges::count_if(server.seen, isThat);
    server.seen.removeIf(isThat);
    return int(count);
}

// ---- answers

QByteArray FlowFuseWire::json(int status, const QJsonObject &body)
{
    return RawServer::reply(status, QJsonDocument(body).toJson(QJsonDocument::Compact),
                            "application/json; charset=utf-8");
}

QByteArray FlowFuseWire::failure(int status, const QByteArray &code, const QByteArray &error)
{
    return json(status, {{u"code"_s, QString::fromUtf8(code)}, {u"error"_s, QString::fromUtf8(error)}});
}

QByteArray FlowFuseWire::say(const RawRequest &request)
{
    if (before)
        if (auto special = before(request))
            return *special;
    const auto target = QUrl::fromEncoded(request.target);
    const auto path = target.path();
    if (path == u"/api/json")
        return json(200, {{u"openapi"_s, u"3.0.3"_s},
                          {u"info"_s, QJsonObject{{u"title"_s, u"FlowFuse Platform API"_s},
                                                  {u"version"_s, isNew() ? u"2.33.2"_s : u"2.4.0"_s}}},
                          {u"paths"_s, QJsonObject()}});
    if (path == u"/account/login")
        return signIn(request);
    if (path == u"/account/logout")
        return RawServer::reply(200, okay);
    const auto caller = callerOf(request);
    if (path == u"/api/v1/settings" && request.method == "GET")
        return settingsFor(caller);
    if (!caller)
        return failure(401, "unauthorized", "unauthorized");
    if (caller->readOnly && request.method != "GET")
        return forbidden();
    const Call call{request, *caller, path.mid(u"/api/v1/"_s.size()).split(u'/', Qt::SkipEmptyParts),
                    QUrlQuery(target)};
    if (auto out = answer(call); !out.isEmpty())
        return out;
    if (request.method == "GET" || isNew())
        return request.method == "GET" ? notFound() : RawServer::reply(404, {}, {});
    return RawServer::reply(200, "<!doctype html><title>FlowFuse</title>", "text/html");
}

std::optional<FlowFuseWire::Caller> FlowFuseWire::callerOf(const RawRequest &request) const
{
    const auto asUser = [this](const QString &name) -> std::optional<Caller> {
        const auto it = std::ranges::find_if(users, [&](const auto &u) { return u[u"username"] == name; });
        if (it == users.end() || (*it)[u"suspended"].toBool())
            return std::nullopt;
        return Caller{(*it)[u"id"].toString(), (*it)[u"admin"].toBool()};
    };
    if (const auto cookie = request.header("cookie"); cookie.startsWith("sid=ffu_"))
        return asUser(QString::fromUtf8(cookie.mid(8).split('.').first()));
    const auto authorization = request.header("authorization");
    const auto token = tokens.constFind(authorization.mid(7));
    if (!authorization.startsWith("Bearer ") || token == tokens.constEnd())
        return std::nullopt;
    auto caller = asUser(token->user);
    if (caller) {
        caller->byToken = true;
        caller->readOnly = isNew() && token->readOnly;
        caller->admin = caller->admin && (!isNew() || token->adminOptIn);
    }
    return caller;
}

QByteArray FlowFuseWire::signIn(const RawRequest &request) const
{
    const auto body = parsed(request.body);
    const auto name = body[u"username"].toString().toLower();
    const auto it = std::ranges::find_if(users, [&](const auto &u) { return u[u"username"] == name; });
    if (it == users.end() || body[u"password"] != u"right"_s)
        return failure(401, "unauthorized", "unauthorized");
    if ((*it)[u"suspended"].toBool())
        return failure(403, "user_suspended", "User Suspended");
    return RawServer::reply(200, {}, {},
                            {"Set-Cookie: sid=ffu_" + name.toUtf8() + ".mac; Max-Age=604800; Path=/; HttpOnly" +
                             (isNew() ? "; SameSite=Lax" : "")});
}

QByteArray FlowFuseWire::settingsFor(const std::optional<Caller> &caller) const
{
    if (caller)
        return json(200, settings);
    return json(200, {{u"features"_s, settings[u"features"]},
                      {u"user:signup"_s, settings[u"user:signup"]},
                      {u"user:reset-password"_s, settings[u"user:reset-password"]}});
}

/// Empty: there is no such route.
QByteArray FlowFuseWire::answer(const Call &call)
{
    if (call.at(0) == u"user")
        return ownAnswer(call);
    if (call.at(0) == u"users")
        return call.caller.admin ? usersAnswer(call) : forbidden();
    if (call.at(0) == u"teams")
        return teamsAnswer(call);
    if (call.at(0) == u"team-types")
        return json(200, {{u"meta"_s, QJsonObject()},
                          {u"count"_s, 1},
                          {u"types"_s, QJsonArray{QJsonObject{{u"id"_s, u"DLZXnJXj7A"_s},
                                                              {u"name"_s, u"starter"_s},
                                                              {u"active"_s, true},
                                                              {u"order"_s, 0},
                                                              {u"description"_s, u"Collaborate"_s},
                                                              {u"teamCount"_s, teams.size()},
                                                              {u"properties"_s, QJsonObject()}}}}});
    if (call.at(0) == u"admin" && !call.caller.admin)
        return forbidden();
    if (call.path == QStringList{u"admin"_s, u"stats"_s})
        return json(200, stats);
    if (call.path == QStringList{u"admin"_s, u"audit-log"_s})
        return logAnswer(logs[{}], call.query, {});
    return {};
}

QByteArray FlowFuseWire::ownAnswer(const Call &call)
{
    auto *user = find(users, call.caller.id);
    if (call.path.size() == 1) {
        if (call.is("PUT"))
            merge(*user, call.body());
        return json(200, userObject(*user, call.caller.admin));
    }
    if (call.at(1) == u"teams") {
        QList<QJsonObject> own;
        for (const auto &team : teams)
            if (const auto role = roleOf(team[u"id"].toString(), call.caller.id); role > 0) {
                auto object = teamObject(team);
                object[u"role"] = role;
                own.append(object);
            }
        return json(200, {{u"meta"_s, QJsonObject()}, {u"count"_s, own.size()}, {u"teams"_s, arrayOf(own)}});
    }
    if (call.at(1) == u"invitations")
        return json(200, {{u"meta"_s, QJsonObject()}, {u"count"_s, 0}, {u"invitations"_s, QJsonArray()}});
    if (call.at(1) == u"tokens" && call.is("GET")) {
        QJsonArray own;
        for (const auto &token : tokens) {
            if (token.user != (*user)[u"username"].toString())
                continue;
            QJsonObject object{{u"id"_s, u"eXzapvlv8R"_s}, {u"name"_s, u"ci"_s}, {u"expiresAt"_s, QJsonValue()}};
            if (isNew())
                merge(
                    object,
                    {{u"readOnly"_s, token.readOnly}, {u"adminOptIn"_s, token.adminOptIn}, {u"teams"_s, QJsonArray()}});
            own.append(object);
        }
        return json(200, {{u"count"_s, own.size()}, {u"tokens"_s, own}});
    }
    return {};
}

QByteArray FlowFuseWire::usersAnswer(const Call &call)
{
    if (call.path.size() == 1 && call.is("GET")) {
        QList<QJsonObject> all;
        for (const auto &user : users)
            all.append(userObject(user, user[u"admin"].toBool()));
        return json(200, {{u"meta"_s, QJsonObject()}, {u"count"_s, all.size()}, {u"users"_s, arrayOf(all)}});
    }
    if (call.path.size() == 1 && call.is("POST")) {
        const auto body = call.body();
        const auto id = addUser(body[u"username"].toString(), body[u"name"].toString(), body[u"isAdmin"].toBool());
        return json(200, userObject(*find(users, id), body[u"isAdmin"].toBool()));
    }
    auto *user = find(users, call.at(1));
    if (user == nullptr)
        return notFound();
    if (call.at(2) == u"teams") {
        QList<QJsonObject> theirs;
        for (const auto &team : teams)
            if (const auto role = roleOf(team[u"id"].toString(), call.at(1)); role > 0) {
                auto object = teamObject(team);
                object[u"role"] = role;
                theirs.append(object);
            }
        return json(200, {{u"meta"_s, QJsonObject()}, {u"count"_s, theirs.size()}, {u"teams"_s, arrayOf(theirs)}});
    }
    if (call.is("PUT"))
        merge(*user, call.body());
    if (call.is("DELETE")) {
        users.removeIf([&](const auto &u) { return u[u"id"] == call.at(1); });
        return RawServer::reply(200, okay);
    }
    return json(200, userObject(*user, (*user)[u"admin"].toBool()));
}

QByteArray FlowFuseWire::teamsAnswer(const Call &call)
{
    if (call.path.size() == 1 && call.is("GET")) {
        if (!call.caller.admin)
            return forbidden();
        QList<QJsonObject> all;
        for (const auto &team : teams)
            all.append(teamObject(team));
        return json(200, {{u"meta"_s, QJsonObject()}, {u"count"_s, all.size()}, {u"teams"_s, arrayOf(all)}});
    }
    if (call.is("POST") && (call.path.size() == 1 || call.at(1) == u"check-slug")) {
        if (!call.caller.admin && !settings[u"team:create"].toBool())
            return forbidden();
        const auto body = call.body();
        if (std::ranges::any_of(teams, [&](const auto &t) { return t[u"slug"] == body[u"slug"]; }))
            return call.path.size() == 1 ? failure(400, "unexpected_error", "slug must be unique")
                                         : failure(409, "invalid_slug", "Slug not available");
        if (call.path.size() > 1)
            return RawServer::reply(200, okay);
        const auto id = addTeam(body[u"name"].toString());
        if (body.contains(u"slug"))
            teams.last()[u"slug"] = body[u"slug"];
        addMember(id, call.caller.id, 50);
        happens(
            {}, u"platform.team.created"_s,
            {{u"team"_s, QJsonObject{{u"id"_s, id}, {u"name"_s, body[u"name"]}, {u"slug"_s, teams.last()[u"slug"]}}}});
        happens(id, u"team.created"_s);
        return json(200, teamObject(teams.last()));
    }
    const auto team = call.at(1);
    if (!find(teams, team) || (!call.caller.admin && roleOf(team, call.caller.id) == 0))
        return notFound();
    return teamAnswer(call, team);
}

QByteArray FlowFuseWire::teamAnswer(const Call &call, const QString &team)
{
    const auto role = call.caller.admin ? 99 : roleOf(team, call.caller.id);
    auto *held = find(teams, team);
    if (call.path.size() == 2) {
        if (!call.is("GET") && role < 50)
            return forbidden();
        if (call.is("PUT"))
            merge(*held, call.body());
        if (call.is("DELETE")) {
            teams.removeIf([&](const auto &t) { return t[u"id"] == team; });
            return RawServer::reply(200, okay);
        }
        return json(200, teamObject(*held));
    }
    if (call.at(2) == u"user") {
        const auto own = roleOf(team, call.caller.id);
        QJsonObject answer{{u"role"_s, own > 0 ? own : role}};
        if (isNew())
            answer[u"permissions"] = QJsonObject();
        return json(200, answer);
    }
    if (call.at(2) == u"members")
        return membersAnswer(call, team);
    if (call.at(2) == u"invitations")
        return role < 50 ? forbidden() : invitationsAnswer(call, team);
    if (call.at(2) == u"audit-log") {
        if (role < 50)
            return forbidden();
        auto entries = logs[team];
        const auto children = call.query.queryItemValue(u"includeChildren"_s);
        if (isNew() && (children == u"true" || children == u"1")) {
            entries += childLogs[team];
            std::ranges::sort(entries, {}, [](const QJsonObject &o) { return o[u"createdAt"].toString(); });
        }
        return logAnswer(entries, call.query, associations[team]);
    }
    return {};
}

QByteArray FlowFuseWire::membersAnswer(const Call &call, const QString &team)
{
    auto &all = members[team];
    if (call.path.size() == 3) {
        QList<QJsonObject> out;
        for (const auto &member : all)
            out.append(memberObject(member));
        return json(200, {{u"count"_s, out.size()}, {u"members"_s, arrayOf(out)}});
    }
    auto *member = find(all, call.at(3));
    if (member == nullptr)
        return notFound();
    const bool onlyOwner =
        (*member)[u"role"] == 50 && std::ranges::count_if(all, [](const auto &m) { return m[u"role"] == 50; }) == 1;
    if (call.is("PUT")) {
        if (onlyOwner && call.body()[u"role"] != 50)
            return failure(403, "invalid_request", "Invalid request");
        merge(*member, call.body());
        return RawServer::reply(200, okay);
    }
    if (onlyOwner)
        return failure(400, "invalid_request", "cannot remove only owner");
    all.removeIf([&](const auto &m) { return m[u"id"] == call.at(3); });
    return RawServer::reply(200, okay);
}

/// Like FlowFuse, a partial refusal is a 200 with a reason for each person.
QByteArray FlowFuseWire::invitationsAnswer(const Call &call, const QString &team)
{
    auto &all = invitations[team];
    if (call.is("GET"))
        return json(200, {{u"count"_s, all.size()}, {u"invitations"_s, arrayOf(all)}});
    if (call.is("DELETE")) {
        all.removeIf([&](const auto &i) { return i[u"id"] == call.at(3); });
        return RawServer::reply(200, okay);
    }
    const auto body = call.body();
    const auto names = body[u"user"].toString().split(u',');
    if (names.size() > 5)
        return failure(429, "too_many_invites", "maximum 5 invites at a time");
    QJsonObject reasons;
    for (const auto &typed : names) {
        const auto name = typed.trimmed();
        const auto user = std::ranges::find_if(users, [&](const auto &u) { return u[u"username"] == name; });
        if (user == users.end()) {
            reasons[name] = u"External invites not permitted"_s;
        } else if (roleOf(team, (*user)[u"id"].toString()) > 0) {
            reasons[name] = u"Already a member of the team"_s;
        } else if (std::ranges::any_of(all, [&](const auto &i) { return i[u"invitee"][u"username"] == name; })) {
            reasons[name] = u"Already invited to the team"_s;
        } else {
            all.append({{u"id"_s, nextId("I"_L1)},
                        {u"role"_s, body[u"role"].toInt(30)},
                        {u"createdAt"_s, now()},
                        {u"expiresAt"_s, QDateTime::currentDateTimeUtc().addDays(7).toString(Qt::ISODateWithMs)},
                        {u"sentAt"_s, isNew() ? QJsonValue() : QJsonValue(QString())},
                        {u"team"_s, QJsonObject{{u"id"_s, team}}},
                        {u"invitor"_s, userObject(*find(users, call.caller.id), true)},
                        {u"invitee"_s, userObject(*user, (*user)[u"admin"].toBool())}});
        }
    }
    if (!reasons.isEmpty())
        return json(200, {{u"code"_s, u"invitation_failed"_s}, {u"error"_s, reasons}});
    return RawServer::reply(200, okay);
}

// ---- shapes

QJsonObject FlowFuseWire::userObject(const QJsonObject &user, bool isAdminHere) const
{
    auto out = user;
    out[u"admin"] = isAdminHere;
    if (isNew()) {
        for (const auto &flag : {u"sso_enabled"_s, u"mfa_enabled"_s})
            if (!out.contains(flag))
                out[flag] = false;
        out[u"SSOGroups"] = QJsonArray();
    }
    return out;
}

QJsonObject FlowFuseWire::teamObject(const QJsonObject &team) const
{
    const auto id = team[u"id"].toString();
    QJsonObject out{{u"type"_s, QJsonObject{{u"id"_s, u"DLZXnJXj7A"_s}, {u"name"_s, u"starter"_s}}},
                    {u"instanceCount"_s, 0},
                    {u"memberCount"_s, members.value(id).size()},
                    {u"createdAt"_s, u"2026-11-22T03:31:24.240Z"_s},
                    {u"updatedAt"_s, u"2026-11-22T03:31:24.240Z"_s},
                    {u"avatar"_s, u"//www.gravatar.com/avatar/x?d=identicon"_s},
                    {u"links"_s, QJsonObject()}};
    if (isNew())
        merge(out, {{u"deviceCount"_s, 0},
                    {u"brokerCount"_s, 0},
                    {u"teamBrokerClientsCount"_s, 0},
                    {u"suspended"_s, false},
                    {u"properties"_s, QJsonObject()}});
    merge(out, team);
    return out;
}

QJsonObject FlowFuseWire::memberObject(const QJsonObject &member) const
{
    const auto *user = find(users, member[u"id"].toString());
    QJsonObject out;
    if (user != nullptr)
        for (const auto &name :
             {u"id"_s, u"username"_s, u"name"_s, u"avatar"_s, u"admin"_s, u"createdAt"_s, u"suspended"_s})
            out[name] = (*user)[name];
    if (isNew())
        merge(out, {{u"permissions"_s, QJsonObject()}, {u"ssoManaged"_s, false}});
    merge(out, member);
    return out;
}

int FlowFuseWire::roleOf(const QString &team, const QString &user) const
{
    for (const auto &member : members.value(team))
        if (member[u"id"] == user)
            return member[u"role"].toInt();
    return 0;
}

}  // namespace castellan::client
