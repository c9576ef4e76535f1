// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/security/security.h"

#include "core/records/security.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/identity/client_address.h"

#include <boost/json/object.hpp>

namespace castellan::api::security {
namespace {

using Stored = identity::SecurityPolicy::Stored;

records::SecuritySetting describe(const Setting &setting)
{
    records::SecuritySetting out;
    out.key = setting.key;
    out.kind = wireWord(setting.kind);
    if (setting.unit != SettingUnit::none)
        out.unit = std::string(wireWord(setting.unit));
    if (setting.kind == SettingKind::integer)
        out.minimum = setting.minimum;
    if (setting.maximum > 0 && setting.kind != SettingKind::boolean)
        out.maximum = setting.maximum;
    if (!setting.choices.empty())
        out.choices.emplace(setting.choices.begin(), setting.choices.end());
    return out;
}

/// What the settings will change later, or nothing.
std::optional<std::vector<records::RetentionNotice>> noticesIn(const Stored &stored, Instant now)
{
    std::vector<records::RetentionNotice> out;
    for (const auto &hold : stored.holds)
        if (now < hold.until)
            out.push_back({std::string(hold.setting.key), hold.days.count(), toIso(hold.until)});
    return out.empty() ? std::nullopt : std::optional(std::move(out));
}

records::SecurityDocument documentOf(const Stored &stored, Instant now)
{
    records::SecurityDocument out;
    out.revision = stored.revision;
    out.values = toValues(stored.settings);
    out.defaults = toValues(SecuritySettings{});
    for (auto &preset : securityPresets())
        out.presets.push_back({std::string(preset.name), std::move(preset.values)});
    for (const auto &setting : securitySettingsTable())
        out.settings.push_back(describe(setting));
    out.pending = noticesIn(stored, now);
    return out;
}

Updates difference(const SecuritySettings &from, const SecuritySettings &to)
{
    Updates out;
    const auto after = toValues(to);
    for (const auto &[key, value] : toValues(from))
        out.add(key, value, after.at(key));
    return out;
}

/// A list that excludes the caller's own address is nearly always a mistake.
Result<void> checkCallerStaysIn(NetworkPolicy network, const records::SecurityUpdate &asked,
                                const http::Request &request)
{
    const std::string key = "network.allowedAddresses";
    const bool touched = asked.values.contains(key) || asked.values.contains("network.trustedProxies");
    if (!touched || asked.confirmLockout.value_or(false))
        return {};
    network.readRanges();
    // The caller as it will be seen once the change is in force.
    const auto &peer = request.peer;
    const auto caller = identity::clientAddress(network, peer.proxy.empty() ? peer.address : peer.proxy, request);
    if (network.allows(caller))
        return {};
    return fail(ErrorCode::validation, "values." + key + ": leaves out your own address, " + caller +
                                           "; add it, or send confirmLockout if you want to be locked out")
        .at("values." + key);
}

/// The entry about retentions that this change shortens.
Result<void> announceShortenings(WriteContext &act, const Stored &before, const Stored &after)
{
    const auto until = act.db().now() + identity::retentionNotice;
    Updates updates;
    for (const auto &hold : after.holds) {
        const auto chosen = after.settings.audit.*hold.setting.member;
        if (hold.until == until && chosen != before.settings.audit.*hold.setting.member)
            updates.add(hold.setting.key, hold.days.count(), chosen.count());
    }
    if (updates.empty())
        return {};
    json::object body;
    body["updates"] = updates.take();
    body["info"] = json::object{{"effectiveAt", toIso(until)}};
    return act.record(Event::platform_retention_shortened, {}, {}, std::move(body));
}

}  // namespace

Result<http::Response> read(Context &context, const http::Request &)
{
    auto stored = TRY(identity::SecurityPolicy::read(context.db()));
    return answer(documentOf(stored, context.services.clock.now()));
}

Result<http::Response> update(WriteContext &act, const http::Request &request)
{
    auto asked = TRY(bodyOf<records::SecurityUpdate>(request));
    auto stored = TRY(identity::SecurityPolicy::read(act.db()));
    if (asked.revision != stored.revision)
        return fail(ErrorCode::conflict,
                    "The security settings have changed meanwhile; read them again and repeat your change.")
            .at("revision");
    auto settings = TRY(withValues(stored.settings, asked.values));
    TRY(checkCallerStaysIn(settings.network, asked, request));
    auto updates = difference(stored.settings, settings);
    if (updates.empty()) {
        act.nothingChanged();
        return answer(documentOf(stored, act.db().now()));
    }
    const auto fresh = TRY(act.services.policy.set(act.writer, settings));
    json::object body;
    body["updates"] = updates.take();
    TRY(act.record(Event::platform_settings_updated, {}, {}, std::move(body)));
    TRY(announceShortenings(act, stored, fresh));
    return answer(documentOf(fresh, act.db().now()));
}

}  // namespace castellan::api::security
