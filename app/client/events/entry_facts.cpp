// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/entry_facts.h"

#include "client/display_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace castellan::client {
namespace {

QString fromUtf8(std::string_view text)
{
    return displayText(text);
}

constexpr auto names = std::to_array<std::pair<std::string_view, const char *>>({
    {"unauthorized", QT_TRANSLATE_NOOP("EntryFacts", "Not signed in")},
    {"tooManyRequests", QT_TRANSLATE_NOOP("EntryFacts", "Too many requests")},
    {"malformed", QT_TRANSLATE_NOOP("EntryFacts", "Malformed")},
    {"foreignOrigin", QT_TRANSLATE_NOOP("EntryFacts", "Foreign origin")},
    {"wrongHost", QT_TRANSLATE_NOOP("EntryFacts", "Wrong host")},
    {"launchKeyMissing", QT_TRANSLATE_NOOP("EntryFacts", "No launch key")},
    {"addressNotAllowed", QT_TRANSLATE_NOOP("EntryFacts", "Address not allowed")},
    {"notEncrypted", QT_TRANSLATE_NOOP("EntryFacts", "Not encrypted")},
    {"notRecorded", QT_TRANSLATE_NOOP("EntryFacts", "Not recorded")},
    {"addressCount", QT_TRANSLATE_NOOP("EntryFacts", "Addresses")},
    {"addresses", QT_TRANSLATE_NOOP("EntryFacts", "Busiest")},
    {"sessionsEnded", QT_TRANSLATE_NOOP("EntryFacts", "Sessions ended")},
    {"permission", QT_TRANSLATE_NOOP("EntryFacts", "Permission")},
    {"reason", QT_TRANSLATE_NOOP("EntryFacts", "Reason")},
    {"until", QT_TRANSLATE_NOOP("EntryFacts", "Until")},
});

/// "backupCodesLeft" becomes "Backup codes left" where the table has no better words.
QString nameOf(std::string_view member)
{
    for (const auto &[known, words] : names)
        if (known == member)
            return QCoreApplication::translate("EntryFacts", words);
    QString out;
    const QString camel = fromUtf8(member);
    for (const QChar c : camel) {
        if (c.isUpper() && !out.isEmpty())
            out += u' ';
        out += c == u'_' ? u' ' : c.toLower();
    }
    if (!out.isEmpty())
        out[0] = out[0].toUpper();
    return out;
}

/// Empty for what isn't plain, and for a count of nothing.
QString plain(const json::value &v)
{
    if (v.is_bool())
        return v.get_bool() ? QCoreApplication::translate("EventText", "yes")
                            : QCoreApplication::translate("EventText", "no");
    if (v.is_string())
        return fromUtf8(v.get_string());
    if (v.is_int64())
        return v.get_int64() == 0 ? QString() : QLocale().toString(qlonglong(v.get_int64()));
    if (v.is_uint64())
        return QLocale().toString(qulonglong(v.get_uint64()));
    return {};
}

QString addressesIn(const json::array &list)
{
    QStringList out;
    for (const auto &item : list) {
        const auto *object = item.if_object();
        const auto *address = object ? object->if_contains("address") : nullptr;
        const auto *count = object ? object->if_contains("count") : nullptr;
        if (address && address->is_string())
            out << fromUtf8(address->get_string()) + (count ? QStringLiteral(" × ") + plain(*count) : QString());
    }
    return out.join(QStringLiteral(", "));
}

}  // namespace

std::vector<EntryFact> factsOf(const records::AuditEntry &entry)
{
    std::vector<EntryFact> out;
    if (!entry.body)
        return out;
    for (const auto &[name, value] : *entry.body) {
        const std::string_view member(name.data(), name.size());
        const QString words = value.is_array() && member == "addresses" ? addressesIn(value.get_array()) : plain(value);
        if (!words.isEmpty())
            out.push_back({nameOf(member), words});
    }
    return out;
}

}  // namespace castellan::client
