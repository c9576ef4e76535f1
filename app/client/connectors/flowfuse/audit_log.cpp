// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/audit_log.h"

#include "client/connectors/flowfuse/people.h"
#include "client/display_text.h"
#include "core/try.h"

#include <algorithm>

namespace castellan::client::flowfuse {

namespace {

QString pathFor(const AuditSource &source)
{
    return source.teamId.isEmpty()
               ? QStringLiteral("/api/v1/admin/audit-log")
               : QStringLiteral("/api/v1/teams") + pathOf(source.teamId) + QStringLiteral("/audit-log");
}

QString questionOf(const AuditQuery &query)
{
    return QStringList{query.source.teamId, query.query, query.events.join(QLatin1Char(',')),
                       query.usernames.join(QLatin1Char(','))}
        .join(QLatin1Char('\n'));
}

std::string textOf(const json::object &o, std::string_view name)
{
    const auto *v = o.if_contains(name);
    return v && v->is_string() ? std::string(v->get_string()) : std::string();
}

/// FlowFuse's `associations`: lists of applications, instances and devices.
std::vector<AuditAsset> assetsIn(const json::object &answer)
{
    std::vector<AuditAsset> assets;
    const auto *associations = answer.if_contains("associations");
    if (!associations || !associations->is_object())
        return assets;
    for (const auto *kind : {"applications", "instances", "devices"}) {
        const auto *list = associations->get_object().if_contains(kind);
        if (!list || !list->is_array())
            continue;
        for (const auto &item : list->get_array())
            if (const auto *asset = item.if_object(); asset && !textOf(*asset, "id").empty())
                assets.push_back({QString::fromStdString(textOf(*asset, "id")), displayText(textOf(*asset, "name"))});
    }
    return assets;
}

}  // namespace

Future<AuditPage> FlowFuseAuditLog::page(const AuditQuery &query)
{
    PageRequest page;
    page.limit = query.limit;
    page.cursor = query.cursor;
    page.query = query.query;
    auto parameters = queryOf(page);
    for (const auto &event : query.events)
        addTo(parameters, QStringLiteral("event"), event);
    for (const auto &name : query.usernames)
        addTo(parameters, QStringLiteral("username"), name);
    if (!query.source.teamId.isEmpty() && asksForChildren())
        addTo(parameters, QStringLiteral("includeChildren"), QStringLiteral("true"));
    Request request;
    request.path = pathFor(query.source);
    request.query = parameters;
    const auto read = m_api.decoded<AuditPage>(m_api.transport().send(std::move(request)), &lenient);
    return mapped(m_api.context(), read, [this, query](Result<AuditPage> page) -> Result<AuditPage> {
        if (!page)
            return fail(std::move(page).error());
        return checked(query, std::move(*page));
    });
}

Result<AuditPage> FlowFuseAuditLog::lenient(const Reply &reply)
{
    const auto answer = TRY(Api::read<json::value>(reply));
    auto whole = json::decode<records::AuditPage>(answer, json::UnknownMembers::ignore);
    const auto *object = answer.if_object();
    if (whole)
        return AuditPage{std::move(*whole), assetsIn(*object)};
    const auto *log = object ? object->if_contains("log") : nullptr;
    if (!log || !log->is_array())
        return fail(ErrorCode::protocol, tr("The server's answer is no audit log.").toStdString())
            .at(whole.error().path);
    AuditPage page;
    page.assets = assetsIn(*object);
    page.count = std::int64_t(log->get_array().size());
    if (const auto *count = object->if_contains("count"); count && count->is_int64())
        page.count = count->get_int64();
    if (const auto *meta = object->if_contains("meta"); meta && meta->is_object()) {
        if (auto next = textOf(meta->get_object(), "next_cursor"); !next.empty())
            page.meta.next_cursor = std::move(next);
    }
    for (const auto &item : log->get_array()) {
        auto entry = json::decode<records::AuditEntry>(item, json::UnknownMembers::ignore);
        if (!entry) {
            const auto *raw = item.if_object();
            if (!raw || textOf(*raw, "id").empty())
                return fail(ErrorCode::protocol, tr("The server's audit log has an entry without an id.").toStdString())
                    .at(entry.error().path);
            records::AuditEntry kept;
            kept.id = textOf(*raw, "id");
            kept.createdAt = textOf(*raw, "createdAt");
            kept.event = textOf(*raw, "event");
            kept.username = textOf(*raw, "username");
            kept.raw = *raw;
            entry = std::move(kept);
        }
        page.log.push_back(std::move(*entry));
    }
    return page;
}

Result<AuditPage> FlowFuseAuditLog::checked(const AuditQuery &query, AuditPage page)
{
    const QString question = questionOf(query);
    const std::string first = page.log.empty() ? std::string() : page.log.front().id;
    if (query.cursor.isEmpty()) {
        m_first.insert(question, first);
        return page;
    }
    const std::string cursor = query.cursor.toStdString();
    const bool holdsCursor =
        std::any_of(page.log.begin(), page.log.end(), [&](const auto &e) { return e.id == cursor; });
    // Some servers answer a cursor that they can't read with the first page, over and over.
    if (holdsCursor || (!first.empty() && m_first.value(question) == first))
        return fail(ErrorCode::invalid_cursor,
                    tr("The server cannot continue from the last position. Reload the log from the start.")
                        .toStdString())
            .at("cursor");
    if (page.meta.next_cursor == cursor)
        page.meta.next_cursor.reset();
    return page;
}

}  // namespace castellan::client::flowfuse
