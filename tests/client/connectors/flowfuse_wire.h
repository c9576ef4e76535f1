// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/client/transport/raw_server.h"

#include <QJsonObject>
#include <QMap>
#include <QUrlQuery>

namespace castellan::client {

/// FlowFuse of one of two versions, on a real socket: its answers have the members that running servers of that
/// version gave, and its content is what a test puts in. Every user's password is "right".
class FlowFuseWire {
public:
    enum class Version { v2_4, v2_33 };
    /// Test data: a row of column "version" for each, named by its number.
    static void addRows();
    /// With one administrator, alice.
    explicit FlowFuseWire(Version version);

    const Version version;
    RawServer server;
    /// Asked before everything else; without a value, the usual answer follows.
    std::function<std::optional<QByteArray>(const RawRequest &)> before;

    QList<QJsonObject> users;
    QList<QJsonObject> teams;
    QMap<QString, QList<QJsonObject>> members;      ///< by team: {"id": user, "role": 10, and what is to be added}
    QMap<QString, QList<QJsonObject>> invitations;  ///< by team
    QMap<QString, QList<QJsonObject>> logs;         ///< by team, the platform's under the empty id; oldest first
    QMap<QString, QList<QJsonObject>> childLogs;    ///< of a team's applications, instances and devices
    QMap<QString, QJsonObject> associations;        ///< by team
    QJsonObject settings;                           ///< as administrators and users get them; flat names
    QJsonObject stats;
    struct Token {
        QString user;
        bool readOnly = false;
        bool adminOptIn = false;
    };
    QMap<QByteArray, Token> tokens;  ///< by the token's text; 2.4 ignores the flags

    [[nodiscard]] bool isNew() const { return version == Version::v2_33; }
    /// The ids of what was added.
    QString addUser(const QString &username, const QString &name = {}, bool admin = false);
    QString addTeam(const QString &name);
    void addMember(const QString &team, const QString &user, int role, const QJsonObject &more = {});
    /// Writes an entry into a team's log, or the platform's; `more` replaces members of the entry.
    QJsonObject happens(const QString &team, const QString &event, const QJsonObject &body = {},
                        const QString &actor = QStringLiteral("alice"), const QJsonObject &more = {});
    /// Writes an entry of an application, instance ("project") or device below a team.
    QJsonObject happensBelow(const QString &team, const QString &type, const QString &id, const QString &event,
                             const QJsonObject &body = {});
    /// Requests for a path since the last call, without the query: "GET /api/v1/teams".
    [[nodiscard]] int asked(const QByteArray &methodAndPath);
    [[nodiscard]] static QByteArray json(int status, const QJsonObject &body);
    [[nodiscard]] static QByteArray failure(int status, const QByteArray &code, const QByteArray &error);

private:
    struct Caller;
    struct Call;

    [[nodiscard]] QByteArray say(const RawRequest &request);
    [[nodiscard]] std::optional<Caller> callerOf(const RawRequest &request) const;
    [[nodiscard]] QByteArray signIn(const RawRequest &request) const;
    [[nodiscard]] QByteArray settingsFor(const std::optional<Caller> &caller) const;
    [[nodiscard]] QByteArray answer(const Call &call);
    [[nodiscard]] QByteArray ownAnswer(const Call &call);
    [[nodiscard]] QByteArray usersAnswer(const Call &call);
    [[nodiscard]] QByteArray teamsAnswer(const Call &call);
    [[nodiscard]] QByteArray teamAnswer(const Call &call, const QString &team);
    [[nodiscard]] QByteArray membersAnswer(const Call &call, const QString &team);
    [[nodiscard]] QByteArray invitationsAnswer(const Call &call, const QString &team);
    [[nodiscard]] QByteArray logAnswer(const QList<QJsonObject> &entries, const QUrlQuery &query,
                                       const QJsonObject &associated) const;
    [[nodiscard]] QJsonObject userObject(const QJsonObject &user, bool isAdminHere) const;
    [[nodiscard]] QJsonObject teamObject(const QJsonObject &team) const;
    [[nodiscard]] QJsonObject memberObject(const QJsonObject &member) const;
    [[nodiscard]] int roleOf(const QString &team, const QString &user) const;
    [[nodiscard]] QJsonObject entry(const QString &event, const QJsonObject &body, const QString &actor,
                                    const QJsonObject &scope);
    [[nodiscard]] QString nextId(QLatin1StringView kind);

    qint64 m_ids = 0;
    qint64 m_millis = 0;  ///< between entries, so that each has a time of its own
};

}  // namespace castellan::client
