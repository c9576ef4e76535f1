// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/security/setting_words.h"

#include "client/display_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

namespace castellan::ui {
namespace {

using G = SettingGroup;

/// The direction in which a value protects more.
enum class Grows { up, down, neither };

struct Entry {
    const char *key;
    const char *label;
    const char *explanation;
    const char *effect;
    const char *zero = nullptr;  ///< what 0 means, where it is no number
    Grows grows = Grows::neither;
    bool zeroIsEndless = false;  ///< 0 is more than every number
};

QString say(const char *words)
{
    return words ? QCoreApplication::translate("SecuritySettings", words) : QString();
}

using Wording = std::pair<std::string_view, const char *>;

/// The words for a value of the wire; the value itself where there are none.
QString wordsIn(std::span<const Wording> table, std::string_view value)
{
    for (const auto &[each, words] : table)
        if (each == value)
            return say(words);
    return client::displayText(value);
}

#define S(text) QT_TRANSLATE_NOOP("SecuritySettings", text)

constexpr const char *newPasswords = S("For new passwords. Existing ones stay valid.");
constexpr const char *atOnce = S("Immediately, for everyone.");
constexpr const char *nextFailure = S("From the next failed sign-in. Accounts that are locked stay locked.");
constexpr const char *everySession = S("Immediately, also for open sessions.");
constexpr const char *newKeys = S("For new keys.");
constexpr const char *cleaning = S("With the next clean-up: older entries are deleted permanently.");

constexpr auto table = std::to_array<Entry>({
    {"password.minimumLength", S("Minimum length"),
     S("Length protects better than any other rule. Counted in characters of any script."), newPasswords, nullptr,
     Grows::up},
    {"password.maximumLength", S("Maximum length"),
     S("Limits the cost of hashing. 128 leaves room for whole sentences."), newPasswords},
    {"password.requireLower", S("Lower-case letter"), S("At least one letter from a to z."), newPasswords, nullptr,
     Grows::up},
    {"password.requireUpper", S("Upper-case letter"), S("At least one letter from A to Z."), newPasswords, nullptr,
     Grows::up},
    {"password.requireDigit", S("Digit"), S("At least one digit."), newPasswords, nullptr, Grows::up},
    {"password.requireSpecial", S("Special character"),
     S("At least one character other than a to z, A to Z and 0 to 9."), newPasswords, nullptr, Grows::up},
    {"password.refuseCommon", S("Refuse common passwords"), S("Refuses the 10,000 most common passwords."),
     newPasswords, nullptr, Grows::up},
    {"password.minimumStrength", S("Minimum strength"),
     S("How hard a password is to guess: 0 accepts any, 3 withstands a hundred million guesses, 4 far more."),
     newPasswords, nullptr, Grows::up},
    {"password.expiresAfterDays", S("Expires after"),
     S("Users must choose a new password after this time. Never is recommended: forced changes lead to weaker "
       "passwords."),
     S("At the next sign-in of every user whose password is older."), S("never")},

    {"lockout.failures", S("Failures from one network"),
     S("This many wrong passwords for one account from one network lock the account for that network."), nextFailure,
     nullptr, Grows::down},
    {"lockout.accountFailures", S("Failures from all networks"),
     S("This many wrong passwords from all networks together lock the account everywhere."), nextFailure, nullptr,
     Grows::down},
    {"lockout.minutes", S("Lock duration"), S("Also the period in which failures are counted."), nextFailure, nullptr,
     Grows::up},
    {"lockout.wholeAccount", S("Lock the whole account"),
     S("Failures from one network lock the account for every network. This protects better against guessing, but "
       "anyone who knows a user name can lock the user out."),
     nextFailure, nullptr, Grows::up},

    {"session.idleMinutes", S("Idle timeout"), S("An unused session ends after this time."), everySession, nullptr,
     Grows::down},
    {"session.absoluteHours", S("Maximum lifetime"), S("A session ends after this time, even if it is used."),
     S("For new sessions."), nullptr, Grows::down},
    {"session.stepUpMinutes", S("Step-up valid for"),
     S("Security-relevant changes ask for the password or a code again after this time."), atOnce, nullptr,
     Grows::down},

    {"secondFactor.enforcement", S("Required for"),
     S("After the grace period, users without a second factor can only set one up."),
     S("The grace period begins for users who newly need one."), nullptr, Grows::up},
    {"secondFactor.graceDays", S("Grace period"), S("Days until users who need a second factor must have one."), atOnce,
     S("none"), Grows::down},
    {"secondFactor.window", S("Clock tolerance"),
     S("Also accepts codes of this many 30-second steps before and after."), atOnce, nullptr, Grows::down},

    {"keys.defaultDays", S("Default lifetime of a key"), S("Used when a key is created without a lifetime."), newKeys,
     nullptr, Grows::down},
    {"keys.maximumDays", S("Maximum lifetime of a key"), S("Keys with a longer lifetime cannot be created."), newKeys,
     nullptr, Grows::down},
    {"keys.rotationOverlapHours", S("Overlap after rotation"),
     S("After a rotation, the old key stays valid this long, so that programs can switch."), S("For new rotations."),
     S("not at all"), Grows::down},

    {"limits.login.burst", S("Sign-ins: burst"), S("Sign-in attempts from one address before it has to wait."), atOnce,
     nullptr, Grows::down},
    {"limits.login.perSeconds", S("Sign-ins: refill time"), S("Time until the full burst is available again."), atOnce,
     nullptr, Grows::up},
    {"limits.secondFactor.burst", S("Codes: burst"), S("Second-factor attempts by one user."), atOnce, nullptr,
     Grows::down},
    {"limits.secondFactor.perSeconds", S("Codes: refill time"), S("Time until the full burst is available again."),
     atOnce, nullptr, Grows::up},
    {"limits.reset.burst", S("Resets: burst"), S("Attempts of reset codes from one address."), atOnce, nullptr,
     Grows::down},
    {"limits.reset.perSeconds", S("Resets: refill time"), S("Time until the full burst is available again."), atOnce,
     nullptr, Grows::up},
    {"limits.password.burst", S("Step-ups: burst"), S("Step-up attempts by one user."), atOnce, nullptr, Grows::down},
    {"limits.password.perSeconds", S("Step-ups: refill time"), S("Time until the full burst is available again."),
     atOnce, nullptr, Grows::up},
    {"limits.address.burst", S("Anonymous requests: burst"), S("Requests without credentials from one address."),
     atOnce, S("no limit"), Grows::down, true},
    {"limits.address.perSeconds", S("Anonymous requests: refill time"),
     S("Time until the full burst is available again."), atOnce, nullptr, Grows::up},
    {"limits.user.burst", S("Requests of a user: burst"), S("Requests by all sessions of one user."), atOnce,
     S("no limit"), Grows::down, true},
    {"limits.user.perSeconds", S("Requests of a user: refill time"), S("Time until the full burst is available again."),
     atOnce, nullptr, Grows::up},
    {"limits.key.burst", S("Requests of a key: burst"), S("Requests by one token or key."), atOnce, S("no limit"),
     Grows::down, true},
    {"limits.key.perSeconds", S("Requests of a key: refill time"), S("Time until the full burst is available again."),
     atOnce, nullptr, Grows::up},
    {"limits.write.burst", S("Changes: burst"), S("Requests by one user that change something."), atOnce, S("no limit"),
     Grows::down, true},
    {"limits.write.perSeconds", S("Changes: refill time"), S("Time until the full burst is available again."), atOnce,
     nullptr, Grows::up},
    {"limits.dailyWrite.burst", S("Daily changes: burst"),
     S("Changes by one user, over a day: what one account can add to the audit log."), atOnce, S("no limit"),
     Grows::down, true},
    {"limits.dailyWrite.perSeconds", S("Daily changes: refill time"),
     S("Time until the full burst is available again."), atOnce, nullptr, Grows::up},

    {"network.allowedAddresses", S("Allowed addresses"),
     S("Allowed addresses or networks such as 10.0.0.0/8, one per line. Empty allows all."),
     S("Immediately. Requests from other addresses are refused, including yours.")},
    {"network.trustedProxies", S("Trusted proxies"),
     S("Proxies whose information about the client's address is trusted, one per line. List only proxies under your "
       "control."),
     atOnce},
    {"network.allowedOrigins", S("Allowed web origins"),
     S("Origins whose web pages may call this server from a browser, such as https://portal.example, one per line."),
     atOnce},

    {"headers.xssProtection", S("Legacy XSS filter header"), S("Used by old browsers only. Off is recommended."),
     atOnce},
    {"audit.retentionDays", S("Keep the audit log for"), S("Older entries are removed. The log can still be verified."),
     S("With the next clean-up: older entries are deleted permanently."), S("forever"), Grows::up, true},
    {"audit.signInDays", S("Keep details of sign-ins for"),
     S("Sign-ins, sign-outs, locks and sessions. Afterwards names, addresses and values are removed; event and time "
       "are kept."),
     cleaning, S("as long as the log"), Grows::up, true},
    {"audit.peopleDays", S("Keep details about users for"),
     S("Accounts, passwords and second factors. Afterwards names, addresses and values are removed; event and time are "
       "kept."),
     cleaning, S("as long as the log"), Grows::up, true},
    {"audit.keysDays", S("Keep details about keys for"),
     S("Access tokens and service keys. Afterwards names, addresses and values are removed; event and time are kept."),
     cleaning, S("as long as the log"), Grows::up, true},
    {"audit.teamsDays", S("Keep details about teams for"),
     S("Teams, members and invitations. Afterwards names, addresses and values are removed; event and time are kept."),
     cleaning, S("as long as the log"), Grows::up, true},
    {"audit.platformDays", S("Keep details about the platform for"),
     S("Starts, settings and maintenance. Afterwards names, addresses and values are removed; event and time are "
       "kept."),
     cleaning, S("as long as the log"), Grows::up, true},
    {"audit.refusalsDays", S("Keep details of refusals for"),
     S("Refused requests. Afterwards names, addresses and values are removed; event and time are kept."), cleaning,
     S("as long as the log"), Grows::up, true},
});

const Entry *entryOf(const std::string &key)
{
    const auto it = std::ranges::find_if(table, [&](const Entry &entry) { return key == entry.key; });
    return it == table.end() ? nullptr : &*it;
}

std::int64_t numberOf(const records::SecuritySetting &setting, const json::value &value)
{
    if (value.is_bool())
        return value.get_bool() ? 1 : 0;
    if (value.is_int64())
        return value.get_int64();
    if (value.is_string() && setting.choices) {
        const auto it = std::ranges::find(*setting.choices, std::string(value.get_string()));
        return it - setting.choices->begin();
    }
    return 0;
}

}  // namespace

SettingGroup groupOf(const std::string &key)
{
    static constexpr auto prefixes = std::to_array<std::pair<std::string_view, G>>({
        {"password.", G::passwords},
        {"lockout.", G::lockout},
        {"session.", G::sessions},
        {"secondFactor.", G::secondFactor},
        {"keys.", G::keys},
        {"limits.", G::limits},
        {"network.", G::network},
        {"headers.", G::network},
        {"audit.", G::auditLog},
    });
    for (const auto &[prefix, group] : prefixes)
        if (key.starts_with(prefix))
            return group;
    return G::other;
}

QString titleOf(SettingGroup group)
{
    switch (group) {
    case G::passwords:
        return say(S("Passwords"));
    case G::lockout:
        return say(S("Lockout"));
    case G::sessions:
        return say(S("Sessions"));
    case G::secondFactor:
        return say(S("Second factor"));
    case G::keys:
        return say(S("Keys"));
    case G::limits:
        return say(S("Limits"));
    case G::network:
        return say(S("Network"));
    case G::auditLog:
        return say(S("Audit log"));
    case G::other:
        return say(S("Other"));
    }
    return {};
}

QString introductionOf(SettingGroup group)
{
    switch (group) {
    case G::passwords:
        return say(S("Rules for passwords. Users see which rule a new password breaks."));
    case G::lockout:
        return say(S("Slows down guessing. Open sessions and the local user are never locked."));
    case G::sessions:
        return say(S("How long users stay signed in."));
    case G::secondFactor:
        return say(S("Codes from an authenticator app, requested after the password."));
    case G::keys:
        return say(S("Access tokens and service keys, with which programs sign in."));
    case G::limits:
        return say(S("Number of requests in a burst, and the time until the full burst is available again. Refused "
                     "clients are told when to retry."));
    case G::network:
        return say(S("Who can reach this server, and security headers for browsers."));
    case G::auditLog:
        return say(S("How long entries are kept, and their details by kind."));
    case G::other:
        return say(S("Everything else."));
    }
    return {};
}

QString labelOfSetting(const std::string &key)
{
    const auto *entry = entryOf(key);
    return entry ? say(entry->label) : client::displayText(key);
}

QString explanationOf(const std::string &key)
{
    const auto *entry = entryOf(key);
    return entry ? say(entry->explanation) : QString();
}

QString effectOf(const std::string &key)
{
    const auto *entry = entryOf(key);
    return entry ? say(entry->effect) : QString();
}

QString unitWords(const records::SecuritySetting &setting, std::int64_t value)
{
    if (const auto *entry = entryOf(setting.key); value == 0 && entry && entry->zero)
        return say(entry->zero);
    static constexpr Wording units[] = {
        {"characters", S("characters")}, {"failures", S("failed sign-ins")},
        {"requests", S("requests")},     {"steps", S("steps")},
        {"seconds", S("seconds")},       {"minutes", S("minutes")},
        {"hours", S("hours")},           {"days", S("days")},
    };
    return setting.unit ? wordsIn(units, *setting.unit) : QString();
}

QString choiceWords(const std::string &choice)
{
    static constexpr Wording choices[] = {
        {"off", S("Off")},
        {"administrators", S("Administrators")},
        {"everyone", S("Everyone")},
        {"block", S("Block")},
    };
    return wordsIn(choices, choice);
}

QStringList entriesOf(const json::value &list)
{
    QStringList out;
    if (list.is_array())
        for (const auto &item : list.get_array())
            if (item.is_string())
                out << client::displayText(std::string_view(item.get_string()));
    return out;
}

QString valueWords(const records::SecuritySetting &setting, const json::value &value)
{
    if (value.is_bool())
        return value.get_bool() ? say(S("on")) : say(S("off"));
    if (value.is_string())
        return choiceWords(std::string(value.get_string()));
    if (value.is_array()) {
        const auto entries = entriesOf(value);
        return entries.isEmpty() ? say(S("empty")) : entries.join(QStringLiteral(", "));
    }
    const auto *entry = entryOf(setting.key);
    const auto number = numberOf(setting, value);
    if (number == 0 && entry && entry->zero)
        return say(entry->zero);
    const QString unit = unitWords(setting, number);
    const QString words = QLocale().toString(qlonglong(number));
    return unit.isEmpty() ? words : words + QChar(0x00A0) + unit;
}

Strictness strictnessOf(const records::SecuritySetting &setting, const json::value &before, const json::value &after)
{
    const auto *entry = entryOf(setting.key);
    if (!entry || entry->grows == Grows::neither || before == after)
        return Strictness::same;
    const auto weigh = [&](const json::value &value) {
        const auto number = numberOf(setting, value);
        return number == 0 && entry->zeroIsEndless ? std::numeric_limits<std::int64_t>::max() : number;
    };
    const bool more = weigh(after) > weigh(before);
    return more == (entry->grows == Grows::up) ? Strictness::stricter : Strictness::weaker;
}

QString presetWords(const std::string &name)
{
    struct Preset {
        std::string_view name;
        const char *title;
        const char *words;
    };
    static constexpr Preset presets[] = {
        {"castellan", "Castellan", S("Defaults, suitable for most servers")},
        {"flowstack", "FlowStack", S("Ten failures lock the account for 30 minutes")},
        {"fluxbase", "Fluxbase", S("Five failures lock the account for 15 minutes; no rules for character classes")},
        {"appflowy", "AppFlowy", S("All character classes, a second factor for everyone")},
        {"strict", S("Strict"), S("Long passwords, short sessions, a second factor for everyone at once")},
    };
    const auto *preset = std::ranges::find(presets, name, &Preset::name);
    if (preset == std::end(presets))
        return client::displayText(name);
    return QCoreApplication::translate("SecuritySettings", "%1: %2", "name of a preset, what it is")
        .arg(say(preset->title), say(preset->words));
}

#undef S

}  // namespace castellan::ui
