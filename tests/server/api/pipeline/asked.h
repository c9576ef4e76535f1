// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/openapi.h"
#include "server/store/connection.h"
#include "tests/server/api/pipeline/answers.h"

#include <map>
#include <string>

/// For tests that walk the route table: a path and a body for each route.
namespace castellan::test {

/// A value that a member of this schema may have.
inline json::value goodValue(const json::object &schema)
{
    const auto &type = schema.contains("type") ? schema.at("type").as_string() : "object";
    if (type == "string")
        return "plain";
    if (type == "integer" || type == "number")
        return 30;
    if (type == "boolean")
        return true;
    if (type == "array")
        return json::array();
    return json::object();
}

/// A server with an administrator, and an object for each path parameter of the route table.
struct Asked {
    ApiUnderTest api;
    std::string admin;
    std::map<std::string, std::string> ids{{"invitationId", "none"}, {"sessionId", "none"}};
    int n = 0;

    explicit Asked()
    {
        api.liftLimits();
        api.addUser("root-ann", true);
        ids["userId"] = api.idOf(api.addUser("bob"));
        admin = api.signIn("root-ann");
        ids["teamTypeId"] = api.teamType(admin);
        ids["teamId"] = api.addTeam("One", admin);
        ids["teamSlug"] = "one";
        ids["tokenId"] = memberOf(api.post("/api/v1/user/tokens", text({{"name", "t"}, {"scope", ""}}), admin), "id");
        ids["keyId"] = memberOf(api.post("/api/v1/admin/keys", text({{"name", "k"}}), admin), "id");
        const auto ofTeam = api.post("/api/v1/teams/" + ids["teamId"] + "/keys", text({{"name", "k"}}), admin);
        ids["keyId of the team"] = memberOf(ofTeam, "id");
    }
    /// The ids of what is there, or `instead` for one of them.
    [[nodiscard]] std::string pathOf(const api::Route &route, const std::string &replaced = {},
                                     const std::string &instead = {})
    {
        std::string out;
        for (const auto &part :
             QByteArray(route.what.path.data(), qsizetype(route.what.path.size())).split('/').mid(1)) {
            const auto word = part.toStdString();
            auto name = word.substr(word.starts_with(':') ? 1 : 0);
            if (name == "keyId" && name != replaced && route.what.path.find(":teamId") != std::string_view::npos)
                name += " of the team";
            out += '/' + (!word.starts_with(':') ? word : name == replaced ? instead : ids[name]);
        }
        return out;
    }
    http::Response ask(const api::Route &route, const std::string &path, const std::string &body,
                       std::vector<std::pair<std::string, std::string>> query = {})
    {
        const bool signsIn = route.accounting.authentication;
        return api.ask({.method = route.what.method,
                        .path = path,
                        .body = body,
                        .bearer = signsIn ? std::string() : admin,
                        .address = "198.51.100." + std::to_string(++n % 250),
                        .query = std::move(query)});
    }
    [[nodiscard]] std::string schema()
    {
        return api.store()
            .write([](store::Writer &writer) -> Result<std::string> {
                auto query = writer.connection().query("SELECT group_concat(sql, ';') FROM sqlite_schema");
                if (auto row = query.next(); !row)
                    return fail(std::move(row).error());
                return query.text(0);
            })
            .value_or("");
    }
};

inline json::object propertiesOf(const api::Route &route)
{
    const auto schema = json::value(route.what.request.schema());
    return schema.at("properties").as_object();
}

}  // namespace castellan::test
