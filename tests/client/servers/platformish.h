// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/client/transport/raw_server.h"

namespace castellan::client {

inline const QByteArray settings = "{\"features\":{},\"user:signup\":false}";
inline const QByteArray description =
    "{\"info\":{\"title\":\"FlowFuse Platform API\",\"version\":\"2.4.0\"},\"paths\":{}}";
inline const QByteArray ourDescription =
    "{\"info\":{\"title\":\"Castellan\"},\"paths\":{\"/api/v1/teams/{id}/members\":{\"get\":{},\"post\":{}},"
    "\"/api/v1/audit/stream\":{\"get\":{}}}}";

/// A server that answers a sign-in like FlowFuse.
struct Platformish {
    QByteArray openApi = description;
    QByteArray session = "S1";
    bool alive = true;
    RawServer server;

    Platformish()
    {
        server.answer = [this](const RawRequest &r) { return say(r); };
    }
    QByteArray say(const RawRequest &r) const
    {
        if (r.target == "/api/v1/settings")
            return RawServer::reply(200, settings);
        if (r.target == "/api/json")
            return RawServer::reply(200, openApi);
        if (r.target == "/account/login" && r.body.contains("right"))
            return RawServer::reply(200, {}, {}, {"Set-Cookie: sid=" + session + "; Path=/; HttpOnly"});
        if (r.target == "/account/logout")
            return RawServer::reply(200, "{\"status\":\"okay\"}");
        const bool known =
            alive && (r.header("cookie") == "sid=" + session || r.header("authorization") == "Bearer LOCAL");
        if (r.target == "/account/login" || !known)
            return RawServer::reply(401, "{\"code\":\"unauthorized\",\"error\":\"unauthorized\"}");
        if (r.target == "/api/v1/user")
            return RawServer::reply(200, "{\"id\":\"u1\",\"username\":\"alice\",\"admin\":true}");
        return RawServer::reply(200, "{\"meta\":{},\"count\":0,\"teams\":[]}");
    }
};

}  // namespace castellan::client
