// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/security_settings.h"

#include "core/address.h"
#include "core/security_settings_table.h"
#include "core/try.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <type_traits>

namespace castellan {
namespace {

constexpr auto enforcements = std::to_array<std::string_view>({"off", "administrators", "everyone"});
constexpr auto xssProtections = std::to_array<std::string_view>({"0", "1; mode=block"});

template <class T> constexpr std::span<const std::string_view> choicesOf()
{
    if constexpr (std::is_same_v<T, SecondFactorEnforcement>)
        return enforcements;
    else if constexpr (std::is_same_v<T, XssProtection>)
        return xssProtections;
    else
        return {};
}

template <class T> struct is_duration : std::false_type {};
template <class R, class P> struct is_duration<std::chrono::duration<R, P>> : std::true_type {};

constexpr std::chrono::seconds spanOf(SettingUnit unit)
{
    switch (unit) {
    case SettingUnit::seconds:
        return std::chrono::seconds(1);
    case SettingUnit::minutes:
        return std::chrono::minutes(1);
    case SettingUnit::hours:
        return std::chrono::hours(1);
    case SettingUnit::days:
        return std::chrono::days(1);
    case SettingUnit::none:
    case SettingUnit::characters:
    case SettingUnit::failures:
    case SettingUnit::requests:
    case SettingUnit::steps:
        break;
    }
    return std::chrono::seconds(0);
}

/// A line of the table with ways to the member that it sets.
struct Row {
    Setting shown;
    std::array<std::int64_t, 5> values;  ///< of the presets, ours first
    void (*assignNumber)(SecuritySettings &, std::int64_t);
    std::int64_t (*number)(const SecuritySettings &);
    std::vector<std::string> *(*list)(SecuritySettings &);  ///< null for all but lists
};

template <SettingUnit unit, class T> void assignNumber(T &to, std::int64_t n)
{
    if constexpr (is_duration<T>::value)
        to = std::chrono::duration_cast<T>(spanOf(unit) * n);
    else if constexpr (!std::is_same_v<T, std::vector<std::string>>)
        to = static_cast<T>(n);
}

template <SettingUnit unit, class T> std::int64_t numberOf(const T &from)
{
    if constexpr (is_duration<T>::value)
        return std::chrono::duration_cast<std::chrono::seconds>(from) / spanOf(unit);
    else if constexpr (std::is_same_v<T, std::vector<std::string>>)
        return 0;
    else
        return static_cast<std::int64_t>(from);
}

template <class T> std::vector<std::string> *listOf(T &member)
{
    if constexpr (std::is_same_v<T, std::vector<std::string>>)
        return &member;
    else
        return nullptr;
}

#define TYPE_OF(member) std::remove_cvref_t<decltype(std::declval<SecuritySettings &>().member)>
#define X(key, member, kind, unit, least, most, ours, flowstack, fluxbase, appflowy, strict)                           \
    Row{{key, SettingKind::kind, SettingUnit::unit, least, most, choicesOf<TYPE_OF(member)>()},                        \
        {ours, flowstack, fluxbase, appflowy, strict},                                                                 \
        [](SecuritySettings &s, std::int64_t n) { assignNumber<SettingUnit::unit>(s.member, n); },                     \
        [](const SecuritySettings &s) { return numberOf<SettingUnit::unit>(s.member); },                               \
        [](SecuritySettings &s) { return listOf(s.member); }},
constexpr auto rows = std::to_array<Row>({CASTELLAN_SECURITY_SETTINGS(X)});
#undef X
#undef TYPE_OF

constexpr auto presetNames =
    std::to_array<std::string_view>({"castellan", "flowstack", "fluxbase", "appflowy", "strict"});

bool isList(SettingKind kind)
{
    return kind == SettingKind::addresses || kind == SettingKind::origins;
}

const Row *findRow(std::string_view key)
{
    const auto it = std::ranges::find(rows, key, [](const Row &row) { return row.shown.key; });
    return it == rows.end() ? nullptr : &*it;
}

std::string pathOf(std::string_view key)
{
    return "values." + std::string(key);
}

Failure wrong(const std::string &path, const std::string &expected)
{
    return fail(ErrorCode::validation, path + ": expected " + expected).at(path);
}

json::value valueOf(const Row &row, std::int64_t number)
{
    if (row.shown.kind == SettingKind::boolean)
        return json::value(number != 0);
    if (row.shown.kind == SettingKind::choice)
        return json::value(boost::json::string_view(row.shown.choices[std::size_t(number)]));
    return json::value(number);
}

/// An origin as browsers write it: no path, no user, lower case.
bool isOrigin(std::string_view text)
{
    const bool tls = text.starts_with("https://");
    if (!tls && !text.starts_with("http://"))
        return false;
    text.remove_prefix(tls ? 8 : 7);
    return !text.empty() && text.size() <= 260 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' ||
               c == ']';
    });
}

Result<void> assignList(const Row &row, std::vector<std::string> &to, const json::value &v)
{
    const auto path = pathOf(row.shown.key);
    if (!v.is_array())
        return wrong(path, "a list");
    if (std::int64_t(v.get_array().size()) > row.shown.maximum)
        return wrong(path, "at most " + std::to_string(row.shown.maximum) + " entries");
    std::vector<std::string> out;
    for (const auto &item : v.get_array()) {
        const auto at = path + "[" + std::to_string(out.size()) + "]";
        const std::string_view text = item.is_string() ? std::string_view(item.get_string()) : std::string_view();
        if (row.shown.kind == SettingKind::addresses && !addressRangeFrom(text))
            return wrong(at, "an address or a range of addresses such as 192.0.2.0/24, without bits beyond its prefix");
        if (row.shown.kind == SettingKind::origins && !isOrigin(text))
            return wrong(at, "an origin such as https://console.example.org, in lower case and without a path");
        if (std::ranges::find(out, text) != out.end())
            return wrong(at, "an entry that is not there yet");
        out.emplace_back(text);
    }
    to = std::move(out);
    return {};
}

Result<std::int64_t> numberFrom(const Row &row, const json::value &v)
{
    const auto &line = row.shown;
    if (line.kind == SettingKind::boolean) {
        if (!v.is_bool())
            return wrong(pathOf(line.key), "true or false");
        return v.get_bool() ? 1 : 0;
    }
    if (line.kind == SettingKind::choice) {
        const std::string_view word = v.is_string() ? std::string_view(v.get_string()) : std::string_view();
        const auto it = std::ranges::find(line.choices, word);
        if (it != line.choices.end())
            return it - line.choices.begin();
        std::string all;
        for (const auto choice : line.choices)
            all.append(all.empty() ? "\"" : ", \"").append(choice).append("\"");
        return wrong(pathOf(line.key), "one of " + all);
    }
    boost::system::error_code ec;
    const auto n = v.is_number() ? v.to_number<std::int64_t>(ec) : 0;
    if (!v.is_number() || ec || n < line.minimum || n > line.maximum)
        return wrong(pathOf(line.key),
                     "a whole number from " + std::to_string(line.minimum) + " to " + std::to_string(line.maximum));
    return n;
}

/// What single values can't show.
Result<void> checkTogether(const SecuritySettings &s)
{
    if (s.password.minimum > s.password.maximum)
        return wrong(pathOf("password.minimumLength"), "no more than password.maximumLength");
    if (s.lockout.perAccount < s.lockout.perAddress)
        return wrong(pathOf("lockout.accountFailures"), "no less than lockout.failures");
    if (s.session.idle > s.session.absolute)
        return wrong(pathOf("session.idleMinutes"), "no more than session.absoluteHours");
    if (s.keys.standard > s.keys.maximum)
        return wrong(pathOf("keys.defaultDays"), "no more than keys.maximumDays");
    for (const auto &[key, member] : retentionSettings())
        if (const auto days = s.audit.*member; days.count() > 0 && days < AuditPolicy::least)
            return wrong(pathOf(key), "0 or at least " + std::to_string(AuditPolicy::least.count()) + " days");
    return {};
}

}  // namespace

std::string_view wireWord(SettingKind kind)
{
    switch (kind) {
    case SettingKind::integer:
        return "integer";
    case SettingKind::boolean:
        return "boolean";
    case SettingKind::choice:
        return "choice";
    case SettingKind::addresses:
        return "addresses";
    case SettingKind::origins:
        return "origins";
    }
    return "integer";
}

std::string_view wireWord(SettingUnit unit)
{
    switch (unit) {
    case SettingUnit::none:
        return "";
    case SettingUnit::characters:
        return "characters";
    case SettingUnit::failures:
        return "failures";
    case SettingUnit::requests:
        return "requests";
    case SettingUnit::steps:
        return "steps";
    case SettingUnit::seconds:
        return "seconds";
    case SettingUnit::minutes:
        return "minutes";
    case SettingUnit::hours:
        return "hours";
    case SettingUnit::days:
        return "days";
    }
    return "";
}

std::span<const RetentionSetting> retentionSettings()
{
    static constexpr auto list = std::to_array<RetentionSetting>({
        {"audit.retentionDays", &AuditPolicy::retention},
        {"audit.signInDays", &AuditPolicy::signIn},
        {"audit.peopleDays", &AuditPolicy::people},
        {"audit.keysDays", &AuditPolicy::keys},
        {"audit.teamsDays", &AuditPolicy::teams},
        {"audit.platformDays", &AuditPolicy::platform},
        {"audit.refusalsDays", &AuditPolicy::refusals},
    });
    return list;
}

std::span<const Setting> securitySettingsTable()
{
    static constexpr auto table = [] {
        std::array<Setting, rows.size()> out{};
        for (std::size_t i = 0; i < rows.size(); ++i)
            out[i] = rows[i].shown;
        return out;
    }();
    return table;
}

const Setting *findSetting(std::string_view key)
{
    const auto *row = findRow(key);
    return row == nullptr ? nullptr : &row->shown;
}

std::vector<SecurityPreset> securityPresets()
{
    std::vector<SecurityPreset> out;
    for (std::size_t i = 0; i < presetNames.size(); ++i) {
        SecurityPreset preset{presetNames[i], {}};
        for (const auto &row : rows)
            if (!isList(row.shown.kind))
                preset.values[row.shown.key] = valueOf(row, row.values[i]);
        out.push_back(std::move(preset));
    }
    return out;
}

json::object toValues(const SecuritySettings &settings)
{
    json::object out;
    auto copy = settings;
    for (const auto &row : rows) {
        const auto *list = row.list(copy);
        out[row.shown.key] =
            list == nullptr ? valueOf(row, row.number(settings)) : json::value(json::array(list->begin(), list->end()));
    }
    return out;
}

Result<SecuritySettings> withValues(SecuritySettings onto, const json::object &values)
{
    for (const auto &[key, v] : values) {
        const auto *row = findRow(key);
        if (row == nullptr)
            return fail(ErrorCode::validation, pathOf(key) + ": is not a setting of this server").at(pathOf(key));
        if (auto *list = row->list(onto); list != nullptr) {
            TRY(assignList(*row, *list, v));
            continue;
        }
        const auto number = TRY(numberFrom(*row, v));
        row->assignNumber(onto, number);
    }
    TRY(checkTogether(onto));
    return onto;
}

Result<SecuritySettings> fromValues(const json::object &values)
{
    SecuritySettings defaults;
    for (const auto &row : rows)
        row.assignNumber(defaults, row.values[0]);
    return withValues(std::move(defaults), values);
}

}  // namespace castellan
