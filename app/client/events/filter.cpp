// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/filter.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>
#include <array>

namespace castellan::client {
namespace {

constexpr auto keys = std::to_array<std::pair<QStringView, FilterKey>>({
    {u"actor", FilterKey::actor},
    {u"user", FilterKey::actor},
    {u"event", FilterKey::event},
    {u"team", FilterKey::team},
    {u"level", FilterKey::level},
    {u"asset", FilterKey::asset},
    {u"target", FilterKey::target},
    {u"ip", FilterKey::ip},
    {u"address", FilterKey::ip},
    {u"server", FilterKey::server},
    {u"detail", FilterKey::detail},
    {u"outcome", FilterKey::outcome},
    {u"id", FilterKey::id},
    {u"request", FilterKey::request},
    {u"after", FilterKey::after},
    {u"before", FilterKey::before},
});

struct OutcomeName {
    QStringView typed;
    QStringView meant;
};
constexpr auto outcomes = std::to_array<OutcomeName>({
    {u"success", u"success"},
    {u"ok", u"success"},
    {u"done", u"success"},
    {u"refused", u"refused"},
    {u"denied", u"refused"},
    {u"failed", u"failed"},
    {u"failure", u"failed"},
    {u"error", u"failed"},
});

/// Records say "project" for what people call an instance.
constexpr QStringView instanceWord = u"instance";

QString tr(const char *text)
{
    return QCoreApplication::translate("Filter", text);
}

/// A word of the text, as it was typed.
struct Word {
    QString text;
    bool quoted = false;
    bool regex = false;
    qsizetype position = 0;
    qsizetype end = 0;
};

class Parser {
public:
    Parser(const QString &text, const FilterTime &time) : m_text(text), m_time(time) {}

    tl::expected<Filter, FilterError> parse()
    {
        Filter filter;
        for (skipBlanks(); m_at < m_text.size(); skipBlanks()) {
            auto clause = readClause();
            if (!clause)
                return tl::unexpected(clause.error());
            filter.clauses.push_back(std::move(*clause));
        }
        return filter;
    }

private:
    template <class T> using Read = tl::expected<T, FilterError>;

    [[nodiscard]] tl::unexpected<FilterError> wrong(QString message, qsizetype position, qsizetype end) const
    {
        return tl::unexpected(FilterError{std::move(message), position, std::max<qsizetype>(end - position, 1)});
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }

    [[nodiscard]] bool atEndOfWord(bool inGroup) const
    {
        return m_at >= m_text.size() || m_text[m_at].isSpace() || (inGroup && m_text[m_at] == u')');
    }

    Read<FilterClause> readClause()
    {
        FilterClause clause;
        clause.position = m_at;
        if (m_text[m_at] == u'-') {
            clause.negated = true;
            ++m_at;
        }
        if (auto key = readKey(); !key)
            return tl::unexpected(key.error());
        else
            clause.key = *key;
        auto words =
            clause.key != FilterKey::text && m_at < m_text.size() && m_text[m_at] == u'(' ? readGroup() : readOne();
        if (!words)
            return tl::unexpected(words.error());
        clause.length = m_at - clause.position;
        for (const auto &word : *words)
            if (auto ok = take(clause, word); !ok)
                return tl::unexpected(ok.error());
        return clause;
    }

    /// `key:` if a known one follows. An unknown word before a colon is an error only if it looks like a key: event
    /// words and addresses may hold colons.
    Read<FilterKey> readKey()
    {
        auto end = m_at;
        while (end < m_text.size() && m_text[end].isLetter())
            ++end;
        if (end == m_at || end >= m_text.size() || m_text[end] != u':')
            return FilterKey::text;
        const auto name = m_text.mid(m_at, end - m_at).toLower();
        const auto it = std::ranges::find_if(keys, [&](const auto &key) { return key.first == name; });
        if (it != keys.end()) {
            m_at = end + 1;
            return it->second;
        }
        if (std::ranges::all_of(name, [](QChar c) { return c.isDigit() || (c >= u'a' && c <= u'f'); }))
            return FilterKey::text;  // the beginning of an IPv6 address
        return wrong(tr("There is no key \"%1\". Keys are %2; put the term in quotes to look for it as text.")
                         .arg(name, filterKeys().join(QStringLiteral(", "))),
                     m_at, end);
    }

    Read<std::vector<Word>> readOne()
    {
        auto word = readWord(false);
        if (!word)
            return tl::unexpected(word.error());
        return std::vector{std::move(*word)};
    }

    /// `(a OR b)`
    Read<std::vector<Word>> readGroup()
    {
        const auto open = m_at++;
        std::vector<Word> words;
        for (skipBlanks(); m_at < m_text.size() && m_text[m_at] != u')'; skipBlanks()) {
            auto word = readWord(true);
            if (!word)
                return tl::unexpected(word.error());
            if (word->quoted || word->text != u"OR")
                words.push_back(std::move(*word));
        }
        if (m_at >= m_text.size())
            return wrong(tr("The bracket is not closed. Add a )."), open, m_text.size());
        ++m_at;
        if (words.empty())
            return wrong(tr("The brackets are empty. Write values with OR between them."), open, m_at);
        return words;
    }

    Read<Word> readWord(bool inGroup)
    {
        Word word;
        word.position = m_at;
        if (m_at < m_text.size() && (m_text[m_at] == u'"' || m_text[m_at] == u'/')) {
            const QChar mark = m_text[m_at++];
            word.quoted = mark == u'"';
            word.regex = mark == u'/';
            while (m_at < m_text.size() && m_text[m_at] != mark) {
                // A backslash takes the mark for itself, and in quotes another one; other escapes are the expression's.
                if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size() &&
                    (m_text[m_at + 1] == mark || (word.quoted && m_text[m_at + 1] == u'\\')))
                    ++m_at;
                word.text += m_text[m_at++];
            }
            if (m_at >= m_text.size())
                return wrong(word.quoted ? tr("The quotation mark is not closed. Add a \".")
                                         : tr("The regular expression is not closed. Add a /."),
                             word.position, m_text.size());
            ++m_at;
            if (!atEndOfWord(inGroup))
                return wrong(tr("Expected a blank here."), m_at, m_at + 1);
        } else {
            while (!atEndOfWord(inGroup))
                word.text += m_text[m_at++];
        }
        word.end = m_at;
        if (word.text.isEmpty())
            return wrong(tr("A value is missing here."), word.position, m_at);
        return word;
    }

    Read<void> take(FilterClause &clause, const Word &word)
    {
        if (clause.key == FilterKey::after || clause.key == FilterKey::before) {
            const auto micros = readTime(word.text);
            if (!micros)
                return wrong(tr("\"%1\" is no time. Write 2026-11-22, 2026-11-22T14:05, 30m, 2h, 7d, today or "
                                "yesterday.")
                                 .arg(word.text),
                             word.position, word.end);
            clause.micros = *micros;
            return {};
        }
        FilterPattern pattern{word.text, word.quoted && clause.key != FilterKey::text, std::nullopt};
        if (word.regex) {
            QRegularExpression regex(word.text, QRegularExpression::CaseInsensitiveOption);
            if (!regex.isValid())
                return wrong(tr("The regular expression is wrong: %1.").arg(regex.errorString()),
                             word.position + 1 + std::max<qsizetype>(regex.patternErrorOffset(), 0), word.end);
            pattern.regex = std::move(regex);
        } else if (clause.key == FilterKey::level) {
            if (instanceWord.compare(word.text, Qt::CaseInsensitive) == 0)
                pattern.text = QStringLiteral("project");
        } else if (clause.key == FilterKey::outcome) {
            const auto it = std::ranges::find_if(outcomes, [&](const OutcomeName &name) {
                return name.typed.compare(word.text, Qt::CaseInsensitive) == 0;
            });
            if (it == outcomes.end())
                return wrong(tr("An outcome is success, refused or failed, not \"%1\".").arg(word.text), word.position,
                             word.end);
            pattern.text = it->meant.toString();
            pattern.exact = true;
        } else if (clause.key == FilterKey::ip && word.text.contains(u'/') &&
                   QHostAddress::parseSubnet(word.text).second < 0) {
            return wrong(tr("\"%1\" is no network. Write it like 10.0.0.0/8 or fd00::/8.").arg(word.text),
                         word.position, word.end);
        }
        clause.anyOf.push_back(std::move(pattern));
        return {};
    }

    [[nodiscard]] std::optional<qint64> readTime(const QString &text) const
    {
        const auto today = m_time.now.toTimeZone(m_time.zone).date();
        if (text.compare(u"today", Qt::CaseInsensitive) == 0)
            return startOf(today);
        if (text.compare(u"yesterday", Qt::CaseInsensitive) == 0)
            return startOf(today.addDays(-1));
        static const QRegularExpression span(QStringLiteral("^(\\d{1,6})([smhdw])$"));
        if (const auto found = span.match(text); found.hasMatch()) {
            static constexpr std::array<std::pair<char16_t, qint64>, 5> units{
                {{u's', 1}, {u'm', 60}, {u'h', 3600}, {u'd', 86'400}, {u'w', 604'800}}};
            const auto unit =
                std::ranges::find_if(units, [&](const auto &u) { return found.captured(2) == QChar(u.first); });
            return (m_time.now.toMSecsSinceEpoch() - found.captured(1).toLongLong() * unit->second * 1000) * 1000;
        }
        if (const auto date = QDate::fromString(text, Qt::ISODate); text.size() == 10 && date.isValid())
            return startOf(date);
        auto at = QDateTime::fromString(text, Qt::ISODateWithMs);
        if (!at.isValid())
            return std::nullopt;
        if (at.timeSpec() == Qt::LocalTime)  // no zone was given
            at = QDateTime(at.date(), at.time(), m_time.zone);
        return at.toMSecsSinceEpoch() * 1000;
    }

    [[nodiscard]] qint64 startOf(QDate date) const { return date.startOfDay(m_time.zone).toMSecsSinceEpoch() * 1000; }

    const QString &m_text;
    const FilterTime &m_time;
    qsizetype m_at = 0;
};

}  // namespace

tl::expected<Filter, FilterError> parseFilter(const QString &text, const FilterTime &time)
{
    return Parser(text, time).parse();
}

QStringList filterKeys()
{
    QStringList names;
    for (const auto &[name, key] : keys)
        if (name != u"user" && name != u"address")
            names.append(name.toString());
    return names;
}

QString filterClause(FilterKey key, const QString &value, bool negated)
{
    const auto it = std::ranges::find_if(keys, [key](const auto &entry) { return entry.second == key; });
    QString quoted = value;
    quoted.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    QString clause = negated ? QStringLiteral("-") : QString();
    if (it != keys.end())
        clause += it->first % QStringLiteral(":");
    return clause % QStringLiteral("\"") % quoted % QStringLiteral("\"");
}

}  // namespace castellan::client
