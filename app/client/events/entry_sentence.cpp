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

/// Events about a thing of their own, of whose kind the word tells: the body may name its owner or its place as well.
constexpr auto subjectsByEvent = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"user.pat.", "token"},
    {"project.httpToken.", "token"},
    {"device.httpToken.", "token"},
    {"team.device.provisioning.", "token"},
    {"team.package.", "pkg"},
    {"team.database.table.", "table"},
    {"team.database.", "database"},
    {"billing.", "subscription"},
    {"application.deviceGroup.", "deviceGroup"},
    {"application.device.snapshot.", "snapshot"},
    {"application.device.", "device"},
    {"project.device.snapshot.", "snapshot"},
    {"project.device.", "device"},
    {"device.project.deployed", "project"},
    {"device.pipeline.", "pipeline"},
    {"device.snapshot.", "snapshot"},
});

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

/// FlowFuse writes a failed sign-in as a sign-in with an error, and the name that was tried as the body's user.
bool isFailedSignIn(const records::AuditEntry &entry)
{
    return entry.event == "account.login" && entry.body && objectIn(*entry.body, "error");
}

const EventText *textOf(const records::AuditEntry &entry)
{
    return client::textOf(eventOf(entry));
}

EventText::Trait traitOf(const records::AuditEntry &entry)
{
    const auto *row = textOf(entry);
    return row ? row->trait : EventText::none;
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
std::optional<QString> filled(QString pattern, const Places &places)
{
    if (places.changes.isEmpty())
        pattern.remove(QStringLiteral(": {changes}"));
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

/// "project.deviceGroup.re-tagged" becomes "project device group re tagged".
QString wordsOf(std::string_view event)
{
    QString out;
    const QString word = fromUtf8(event);
    for (const QChar c : word) {
        const bool parts = c == u'.' || c == u'-' || c == u'_';
        if ((parts || c.isUpper()) && !out.isEmpty() && !out.endsWith(u' '))
            out += u' ';
        if (!parts)
            out += c.toLower();
    }
    return out;
}

QString generic(const records::AuditEntry &entry, const Places &places)
{
    const auto event = wordsOf(entry.event);
    return places.target.isEmpty() ? QString(places.actor % QStringLiteral(": ") % event)
                                   : QString(places.actor % QStringLiteral(": ") % event % QStringLiteral(" (") %
                                             places.target % QStringLiteral(")"));
}

QString withOutcome(QString sentence, const records::AuditEntry &entry)
{
    if (entry.count && *entry.count > 1)
        sentence += u' ' % QCoreApplication::translate("EventText", "(%n times)", nullptr, int(*entry.count));
    const auto failure = failureOf(entry);
    if (!failure.isEmpty() && traitOf(entry) == EventText::tellsOutcome)
        return said(QT_TRANSLATE_NOOP("EventText", "%1: %2")).arg(sentence, isolated(failure));
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

/// By which means the actor acted, if not by a session: "access token 18", "mcp"; empty otherwise.
QString meansOf(const records::AuditEntry &entry)
{
    if (!entry.source || entry.source->empty())
        return {};
    const auto *context = entry.body ? objectIn(*entry.body, "sourceContext") : nullptr;
    const auto *token = context ? context->if_contains("tokenId") : nullptr;
    if (*entry.source != "api")
        return fromUtf8(*entry.source);
    return token && (token->is_int64() || token->is_string())
               ? said(QT_TRANSLATE_NOOP("EventText", "access token %1")).arg(valueText({}, *token))
               : said(QT_TRANSLATE_NOOP("EventText", "access token"));
}

}  // namespace

std::string eventOf(const records::AuditEntry &entry)
{
    return isFailedSignIn(entry) ? "account.login.failed" : entry.event;
}

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
    // A failed sign-in never had an actor; of other entries, the server lost it together with the account.
    if (isFailedSignIn(entry))
        return said(QT_TRANSLATE_NOOP("EventText", "an unknown user"));
    return type == "unknown" ? said(QT_TRANSLATE_NOOP("EventText", "a user whom the server no longer names"))
                             : said(QT_TRANSLATE_NOOP("EventText", "an unknown user"));
}

QString actorWithMeansOf(const records::AuditEntry &entry)
{
    const auto actor = isolated(actorOf(entry));
    const auto means = meansOf(entry);
    return means.isEmpty() ? actor : QString(actor % QStringLiteral(" (") % isolated(means) % u')');
}

QString targetOf(const records::AuditEntry &entry)
{
    if (!entry.body)
        return {};
    for (const auto &[prefix, subject] : subjectsByEvent)
        if (entry.event.starts_with(prefix))
            if (const auto *object = objectIn(*entry.body, subject))
                if (auto name = nameIn(*object); !name.isEmpty())
                    return name;
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

QString changeText(const FieldChange &change, bool withKey)
{
    const auto none = said(QT_TRANSLATE_NOOP("EventText", "none"));
    const auto after = isolated(change.after);
    const QString values =
        change.hasAfter ? QString((change.hadBefore ? isolated(change.before) : none) % QStringLiteral(" → ") % after)
        : change.before.isEmpty() ? said(QT_TRANSLATE_NOOP("EventText", "removed"))
                                  : said(QT_TRANSLATE_NOOP("EventText", "%1 removed")).arg(isolated(change.before));
    return withKey ? QString(isolated(change.key) % QStringLiteral(": ") % values) : values;
}

QString failureOf(const records::AuditEntry &entry)
{
    const auto *error = entry.body ? objectIn(*entry.body, "error") : nullptr;
    if (!error)
        return {};
    for (const auto *name : {"message", "error", "code"}) {
        if (auto text = stringIn(*error, name); !text.isEmpty())
            return text;
        // One reason for each of several names: {"bob": "Already a member"}.
        QStringList reasons;
        if (const auto *byName = objectIn(*error, name))
            for (const auto &[of, reason] : *byName)
                reasons << QString(isolated(fromUtf8(of)) % QStringLiteral(": ") % isolated(valueText({}, reason)));
        if (!reasons.isEmpty())
            return reasons.join(QStringLiteral(", "));
    }
    return said(QT_TRANSLATE_NOOP("EventText", "the server gave no reason"));
}

QString sentenceOf(const records::AuditEntry &entry, const QString &team)
{
    const auto own = teamOf(entry);
    const Places places{actorWithMeansOf(entry), isolated(targetOf(entry)), isolated(own.isEmpty() ? team : own),
                        changesText(entry)};
    std::optional<QString> sentence;
    if (const auto *row = textOf(entry))
        for (const auto *pattern : {row->sentence, row->withoutTeam, row->plain})
            if (!sentence && pattern)
                sentence = filled(said(pattern), places);
    QString text = sentence ? *sentence : generic(entry, places);
    // The actor may be "the system": a sentence begins with a capital letter, a user name stays as it is.
    const bool named = entry.username && !entry.username->empty() && text.startsWith(places.actor);
    if (!named && !text.isEmpty())
        text[0] = text[0].toUpper();
    return withOutcome(std::move(text), entry);
}

}  // namespace castellan::client
