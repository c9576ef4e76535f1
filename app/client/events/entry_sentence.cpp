// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/entry_sentence.h"

#include "client/display_text.h"
#include "client/events/texts.h"
#include "core/role.h"

#include <QCoreApplication>
#include <QStringList>

#include <boost/json/serialize.hpp>

#include <array>

namespace castellan::client {
namespace {

QString said(const char *text)
{
    return QCoreApplication::translate("EventText", text);
}

QString fromUtf8(std::string_view text)
{
    return displayText(text);
}

const json::object *objectIn(const json::object &body, std::string_view name)
{
    const auto *v = body.if_contains(name);
    return v && v->is_object() ? &v->get_object() : nullptr;
}

QString stringIn(const json::object &from, std::string_view name)
{
    const auto *v = from.if_contains(name);
    return v && v->is_string() ? fromUtf8(v->get_string()) : QString();
}

/// Objects that a body may be about, the most telling first.
constexpr auto subjects =
    std::to_array<std::string_view>({"user", "token", "key", "snapshot", "pipeline", "deviceGroup", "device", "project",
                                     "application", "team", "stack", "projectType", "pkg", "database"});

QString nameIn(const json::object &subject)
{
    for (const auto *name : {"name", "username", "email"})
        if (auto text = stringIn(subject, name); !text.isEmpty())
            return text;
    return {};
}

QString teamOf(const records::AuditEntry &entry)
{
    if (entry.body)
        if (const auto *team = objectIn(*entry.body, "team"))
            return nameIn(*team);
    return {};
}

bool isMasked(const json::value &v)
{
    return v.is_string() && !v.get_string().empty() && v.get_string().find_first_not_of('*') == std::string::npos;
}

std::optional<QString> roleText(const json::value &v)
{
    static constexpr auto names = std::to_array<std::pair<std::string_view, const char *>>({
        {"owner", QT_TRANSLATE_NOOP("EventText", "Owner")},
        {"member", QT_TRANSLATE_NOOP("EventText", "Member")},
        {"viewer", QT_TRANSLATE_NOOP("EventText", "Viewer")},
        {"dashboard", QT_TRANSLATE_NOOP("EventText", "Dashboard only")},
        {"none", QT_TRANSLATE_NOOP("EventText", "None")},
    });
    std::string word;
    if (v.is_string()) {
        word = std::string(v.get_string());
    } else if (v.is_int64()) {
        const auto role = roleFromNumber(int(v.get_int64()));
        if (!role)
            return std::nullopt;
        word = std::string(roleName(*role));
    }
    for (const auto &[name, text] : names)
        if (fromUtf8(word).compare(fromUtf8(name), Qt::CaseInsensitive) == 0)
            return said(text);
    return std::nullopt;
}

QString valueText(const QString &key, const json::value &v)
{
    if (isMasked(v))
        return QStringLiteral("••••");
    if (key == u"role")
        if (auto role = roleText(v))
            return *role;
    if (v.is_bool())
        return v.get_bool() ? said(QT_TRANSLATE_NOOP("EventText", "yes")) : said(QT_TRANSLATE_NOOP("EventText", "no"));
    if (v.is_string())
        return fromUtf8(v.get_string());
    return fromUtf8(boost::json::serialize(v));
}

EventText::Trait traitOf(const records::AuditEntry &entry)
{
    const auto *row = textOf(entry.event);
    return row ? row->trait : EventText::none;
}

QString changeText(const FieldChange &change, bool withKey)
{
    const auto none = said(QT_TRANSLATE_NOOP("EventText", "none"));
    const QString values = (change.hadBefore ? isolated(change.before) : none) % QStringLiteral(" → ") %
                           (change.hasAfter ? isolated(change.after) : none);
    return withKey ? QString(change.key % QStringLiteral(": ") % values) : values;
}

/// All changes in one line: at most three, then how many more.
QString changesText(const records::AuditEntry &entry)
{
    const auto changes = changesOf(entry);
    // "changed the role of Bob: Member → Owner" needs no key.
    const bool withKey = changes.size() > 1 || traitOf(entry) != EventText::changesRole;
    QStringList shown;
    for (std::size_t i = 0; i < changes.size() && i < 3; ++i)
        shown.append(changeText(changes[i], withKey));
    // A name of its own: lupdate never comes back from a difference among its arguments.
    const int more = int(changes.size()) - 3;
    if (more > 0)
        shown.append(QCoreApplication::translate("EventText", "%n more", "changes that are not listed", more));
    return shown.join(QStringLiteral(", "));
}

struct Places {
    QString actor, target, team, changes;
};

/// The sentence with its places filled in; nothing if one would stay empty. One pass, so that a value that looks like
/// a place stays text.
std::optional<QString> filled(const QString &pattern, const Places &places)
{
    QString out;
    for (qsizetype at = 0; at < pattern.size();) {
        const auto open = pattern.indexOf(u'{', at);
        const auto close = open < 0 ? -1 : pattern.indexOf(u'}', open);
        if (close < 0)
            return out % QStringView(pattern).mid(at);
        const auto name = QStringView(pattern).mid(open + 1, close - open - 1);
        const QString &value = name == u"actor"    ? places.actor
                               : name == u"target" ? places.target
                               : name == u"team"   ? places.team
                                                   : places.changes;
        if (value.isEmpty())
            return std::nullopt;
        out += QStringView(pattern).mid(at, open - at);
        out += value;
        at = close + 1;
    }
    return out;
}

QString generic(const records::AuditEntry &entry, const Places &places)
{
    const auto event = fromUtf8(entry.event);
    return places.target.isEmpty() ? QString(places.actor % QStringLiteral(": ") % event)
                                   : QString(places.actor % QStringLiteral(": ") % event % QStringLiteral(" (") %
                                             places.target % QStringLiteral(")"));
}

QString withOutcome(QString sentence, const records::AuditEntry &entry)
{
    if (entry.count && *entry.count > 1)
        sentence += u' ' % QCoreApplication::translate("EventText", "(%n times)", nullptr, int(*entry.count));
    const auto failure = failureOf(entry);
    if (!failure.isEmpty())
        return said(QT_TRANSLATE_NOOP("EventText", "%1, but it failed: %2")).arg(sentence, isolated(failure));
    if (traitOf(entry) == EventText::tellsOutcome)
        return sentence;
    if (entry.outcome == "refused")
        return said(QT_TRANSLATE_NOOP("EventText", "%1, but it was refused")).arg(sentence);
    if (entry.outcome == "failed")
        return said(QT_TRANSLATE_NOOP("EventText", "%1, but it failed")).arg(sentence);
    return sentence;
}

}  // namespace

QString actorOf(const records::AuditEntry &entry)
{
    if (entry.username && !entry.username->empty())
        return fromUtf8(*entry.username);
    const auto type = entry.trigger && entry.trigger->type ? *entry.trigger->type : std::string();
    if (type == "host")
        return said(QT_TRANSLATE_NOOP("EventText", "the host"));
    if (type == "system")
        return said(QT_TRANSLATE_NOOP("EventText", "the system"));
    if (entry.trigger && entry.trigger->name && !entry.trigger->name->empty() && *entry.trigger->name != "unknown")
        return fromUtf8(*entry.trigger->name);
    return said(QT_TRANSLATE_NOOP("EventText", "an unknown user"));
}

QString targetOf(const records::AuditEntry &entry)
{
    if (!entry.body)
        return {};
    // An event names its subject before its verb: team.created is about the team even if a user is in the body.
    if (entry.event.starts_with("team.") && !entry.event.starts_with("team.user.") &&
        !entry.event.starts_with("team.device."))
        if (auto team = teamOf(entry); !team.isEmpty())
            return team;
    // …and where the person is unknown, the team that they were to join isn't meant instead.
    const bool aboutSomebody = entry.event.starts_with("team.user.");
    for (const auto subject : subjects)
        if (const auto *object = aboutSomebody && subject == "team" ? nullptr : objectIn(*entry.body, subject))
            if (auto name = nameIn(*object); !name.isEmpty())
                return name;
    return stringIn(*entry.body, "username");
}

std::vector<FieldChange> changesOf(const records::AuditEntry &entry)
{
    std::vector<FieldChange> changes;
    const auto *updates = entry.body ? entry.body->if_contains("updates") : nullptr;
    if (!updates || !updates->is_array())
        return changes;
    for (const auto &item : updates->get_array()) {
        if (!item.is_object())
            continue;
        const auto &update = item.get_object();
        FieldChange change;
        change.key = stringIn(update, "key");
        const auto *old = update.if_contains("old");
        const auto *now = update.if_contains("new");
        change.hadBefore = old && !old->is_null();
        change.hasAfter = now && !now->is_null();
        if (change.hadBefore)
            change.before = valueText(change.key, *old);
        if (change.hasAfter)
            change.after = valueText(change.key, *now);
        change.hidden = (old && isMasked(*old)) || (now && isMasked(*now));
        changes.push_back(std::move(change));
    }
    return changes;
}

QString failureOf(const records::AuditEntry &entry)
{
    const auto *error = entry.body ? objectIn(*entry.body, "error") : nullptr;
    if (!error)
        return {};
    for (const auto *name : {"message", "error", "code"})
        if (auto text = stringIn(*error, name); !text.isEmpty())
            return text;
    return said(QT_TRANSLATE_NOOP("EventText", "the server gave no reason"));
}

QString sentenceOf(const records::AuditEntry &entry)
{
    const Places places{isolated(actorOf(entry)), isolated(targetOf(entry)), isolated(teamOf(entry)),
                        changesText(entry)};
    std::optional<QString> sentence;
    if (const auto *row = textOf(entry.event)) {
        sentence = filled(said(row->sentence), places);
        if (!sentence && row->plain)
            sentence = filled(said(row->plain), places);
    }
    QString text = sentence ? *sentence : generic(entry, places);
    // The actor may be "the system": a sentence begins with a capital letter, a user name stays as it is.
    const bool named = entry.username && !entry.username->empty() && text.startsWith(places.actor);
    if (!named && !text.isEmpty())
        text[0] = text[0].toUpper();
    return withOutcome(std::move(text), entry);
}

}  // namespace castellan::client
