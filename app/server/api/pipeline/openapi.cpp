// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/openapi.h"

#include "core/records/user.h"
#include "server/api/pipeline/idempotency.h"
#include "server/api/pipeline/record.h"
#include "server/api/pipeline/router.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace castellan::api {
namespace {

/// Records that the document names, each once.
using Used = std::map<std::string_view, RecordType>;

boost::json::string_view text(std::string_view s)
{
    return {s.data(), s.size()};
}

/// `/teams/:teamId` becomes `/teams/{teamId}`.
std::string templateOf(std::string_view path, json::array &parameters)
{
    std::string out;
    while (!path.empty()) {
        const auto end = std::min(path.find('/', 1), path.size());
        const auto segment = path.substr(0, end);
        path.remove_prefix(end);
        if (!segment.starts_with("/:")) {
            out += segment;
            continue;
        }
        const auto name = segment.substr(2);
        out += "/{" + std::string(name) + "}";
        json::object parameter;
        parameter["name"] = text(name);
        parameter["in"] = "path";
        parameter["required"] = true;
        parameter["schema"] = {{"type", "string"}};
        parameters.emplace_back(std::move(parameter));
    }
    return out;
}

json::object contentOf(std::string_view contentType, const RecordType &type, Used &used)
{
    used.emplace(type.name, type);
    json::object schema{{"$ref", "#/components/schemas/" + std::string(type.name)}};
    json::object media;
    media["schema"] = std::move(schema);
    json::object out;
    out[text(contentType)] = std::move(media);
    return out;
}

/// Values of `code` by status: those that the route names, and those that its other members imply.
std::map<unsigned, std::set<std::string_view>> failuresOf(const Route &route)
{
    std::map<unsigned, std::set<std::string_view>> out;
    const auto add = [&out](ErrorCode code) { out[httpStatus(code)].insert(wireWord(code)); };
    std::ranges::for_each(route.accounting.codes, add);
    // An invalid token is refused everywhere, by public routes too.
    add(ErrorCode::unauthenticated);
    add(ErrorCode::too_many_requests);
    if (const auto *permission = findPermission(route.who.permission); permission->floor != Floor::anonymous) {
        add(ErrorCode::password_expired);
        if (permission->floor != Floor::user)
            add(ErrorCode::forbidden);
        if (route.who.interactiveOnly)
            add(ErrorCode::interactive_only);
        if (route.who.stepUp)
            add(ErrorCode::reauth_required);
        if (!route.who.beforeEnrolment)
            add(ErrorCode::mfa_enrolment_required);
    }
    if (!route.what.request.empty())
        for (const auto code : {ErrorCode::validation, ErrorCode::body_too_large, ErrorCode::unsupported_media_type})
            add(code);
    if (route.what.path.find(':') != std::string_view::npos) {
        add(ErrorCode::invalid_request);  // an encoded slash, a control character
        add(ErrorCode::not_found);
    }
    if (takesIdempotencyKey(route)) {
        add(ErrorCode::validation);  // a malformed key
        add(ErrorCode::idempotency_mismatch);
    }
    if (route.how.runs == Runs::write)
        add(ErrorCode::audit_unavailable);
    return out;
}

json::object responsesOf(const Route &route, Used &used)
{
    json::object out;
    json::object success{{"description", "Done"}};
    if (!route.what.response.empty())
        success["content"] = contentOf(route.what.contentType, route.what.response, used);
    out[std::to_string(route.what.status)] = std::move(success);
    if (route.how.revoke != nullptr)
        out["202"] = {{"description", "Holds already; is written when storage is back"}};
    for (const auto &[status, words] : failuresOf(route)) {
        std::string description;
        for (const auto word : words)
            description += (description.empty() ? "" : ", ") + std::string(word);
        json::object answer{{"description", description}};
        answer["content"] = contentOf("application/json", record<records::Failure>(), used);
        out[std::to_string(status)] = std::move(answer);
    }
    return out;
}

json::object operationOf(const Route &route, json::array parameters, Used &used)
{
    json::object out;
    out["summary"] = text(route.what.summary);
    out["x-permission"] = text(route.who.permission);
    if (route.who.interactiveOnly)
        out["x-interactive-only"] = true;
    if (route.who.stepUp)
        out["x-step-up"] = true;
    if (!route.accounting.events.empty()) {
        json::array events;
        for (const auto event : route.accounting.events)
            events.emplace_back(text(kindOf(event).word));
        out["x-audit-events"] = std::move(events);
    }
    for (const auto name : route.what.query) {
        json::object parameter;
        parameter["name"] = text(name);
        parameter["in"] = "query";
        json::object schema{{"type", name == "limit" ? "integer" : "string"}};
        if (isListParameter(name))
            schema = {{"type", "array"}, {"items", std::move(schema)}};
        parameter["schema"] = std::move(schema);
        parameters.emplace_back(std::move(parameter));
    }
    if (takesIdempotencyKey(route)) {
        json::object parameter;
        parameter["name"] = idempotency::header;
        parameter["in"] = "header";
        parameter["description"] =
            "Names this change. Sent again within 24 hours with the same credential it gets the first answer, marked "
            "Idempotency-Replayed: true; another request with the same key gets 422.";
        parameter["schema"] = {
            {"type", "string"}, {"minLength", 1}, {"maxLength", idempotency::longest}, {"pattern", "^[!-~]+$"}};
        parameters.emplace_back(std::move(parameter));
    }
    if (!parameters.empty())
        out["parameters"] = std::move(parameters);
    if (!route.what.request.empty()) {
        json::object body{{"required", !route.what.bodyOptional}};
        body["content"] = contentOf("application/json", route.what.request, used);
        out["requestBody"] = std::move(body);
    }
    out["responses"] = responsesOf(route, used);
    if (findPermission(route.who.permission)->floor == Floor::anonymous)
        out["security"] = json::array();
    return out;
}

std::string lower(std::string_view method)
{
    std::string out(method);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return out;
}

void writeYaml(std::string &out, const json::value &value, std::size_t depth)
{
    const auto indent = [&] { out.append(depth * 2, ' '); };
    if (value.is_object() && !value.get_object().empty()) {
        for (const auto &[key, member] : value.get_object()) {
            out += '\n';
            indent();
            out += boost::json::serialize(key) + ":";
            writeYaml(out, member, depth + 1);
        }
    } else if (value.is_array() && !value.get_array().empty()) {
        for (const auto &item : value.get_array()) {
            out += '\n';
            indent();
            out += "-";
            writeYaml(out, item, depth + 1);
        }
    } else {
        out += ' ' + boost::json::serialize(value);
    }
}

}  // namespace

json::value openApi(std::span<const Route> table, std::string_view version)
{
    json::object paths;
    Used used;
    for (const auto &route : table) {
        json::array parameters;
        const auto path = templateOf(route.what.path, parameters);
        auto &entry = paths[path];
        if (!entry.is_object())
            entry = json::object();
        entry.get_object()[lower(http::methodName(route.what.method))] =
            operationOf(route, std::move(parameters), used);
    }
    json::object schemas;
    for (const auto &[name, type] : used)
        schemas[text(name)] = type.schema();
    json::object bearer{{"type", "http"}, {"scheme", "bearer"}};
    json::object cookie{{"type", "apiKey"}, {"in", "cookie"}, {"name", "sid"}};
    json::object schemes;
    schemes["bearer"] = std::move(bearer);
    schemes["cookie"] = std::move(cookie);
    json::object components;
    components["schemas"] = std::move(schemas);
    components["securitySchemes"] = std::move(schemes);
    json::object info;
    info["title"] = "Castellan";
    info["version"] = text(version);
    json::object out;
    out["openapi"] = "3.0.3";
    out["info"] = std::move(info);
    out["security"] = json::array{json::object{{"bearer", json::array()}}, json::object{{"cookie", json::array()}}};
    out["paths"] = std::move(paths);
    out["components"] = std::move(components);
    return json::value(std::move(out));
}

std::string toYaml(const json::value &value)
{
    std::string out;
    writeYaml(out, value, 0);
    out += '\n';
    if (out.starts_with('\n'))
        out.erase(0, 1);
    return out;
}

}  // namespace castellan::api
