// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/security/security_draft.h"

#include "client/display_text.h"
#include "ui/lists/words.h"
#include "ui/screens/security/setting_words.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace castellan::ui {
namespace {

json::value in(const json::object &values, const std::string &key)
{
    const auto *value = values.if_contains(key);
    return value ? *value : json::value();
}

}  // namespace

const std::vector<records::SecuritySetting> &SecurityDraft::settings() const
{
    static const std::vector<records::SecuritySetting> none;
    return m_document ? m_document->settings : none;
}

const std::vector<records::SecurityPreset> &SecurityDraft::presets() const
{
    static const std::vector<records::SecurityPreset> none;
    return m_document ? m_document->presets : none;
}

const records::SecuritySetting *SecurityDraft::setting(const std::string &key) const
{
    const auto it = std::ranges::find(settings(), key, &records::SecuritySetting::key);
    return it == settings().end() ? nullptr : &*it;
}

void SecurityDraft::take(records::SecurityDocument document)
{
    if (m_document)
        for (const auto &[key, mine] : m_draft) {
            const auto was = onServer(key);
            const auto now = in(document.values, key);
            if (was != now && now != mine)
                m_moved.try_emplace(key, Moved{was, now}).first->second.now = now;
        }
    m_document = std::move(document);
    takeKept();
    std::erase_if(m_draft, [this](const auto &entry) { return onServer(entry.first) == entry.second; });
    std::erase_if(m_moved, [this](const auto &entry) { return !m_draft.contains(entry.first); });
    std::erase_if(m_problems, [this](const auto &entry) { return !m_draft.contains(entry.first); });
    Q_EMIT loaded();
    Q_EMIT draftChanged();
}

json::value SecurityDraft::onServer(const std::string &key) const
{
    return m_document ? in(m_document->values, key) : json::value();
}

json::value SecurityDraft::defaultOf(const std::string &key) const
{
    return m_document ? in(m_document->defaults, key) : json::value();
}

json::value SecurityDraft::value(const std::string &key) const
{
    const auto it = m_draft.find(key);
    return it == m_draft.end() ? onServer(key) : it->second;
}

std::vector<std::string> SecurityDraft::changed() const
{
    std::vector<std::string> out;
    for (const auto &setting : settings())
        if (m_draft.contains(setting.key))
            out.push_back(setting.key);
    return out;
}

std::optional<Moved> SecurityDraft::moved(const std::string &key) const
{
    const auto it = m_moved.find(key);
    return it == m_moved.end() ? std::nullopt : std::optional(it->second);
}

std::string SecurityDraft::firstProblem() const
{
    for (const auto &setting : settings())
        if (m_problems.contains(setting.key))
            return setting.key;
    return {};
}

void SecurityDraft::tell(const std::string &key)
{
    Q_EMIT fieldChanged(key);
    Q_EMIT draftChanged();
}

void SecurityDraft::set(const std::string &key, const json::value &value)
{
    if (this->value(key) == value && m_problems.value(key).isEmpty())
        return;
    m_problems.erase(key);
    if (value == onServer(key)) {
        m_draft.erase(key);
        m_moved.erase(key);
    } else {
        m_draft.insert_or_assign(key, value);
    }
    tell(key);
}

void SecurityDraft::setText(const std::string &key, const QString &text)
{
    const auto *known = setting(key);
    if (!known)
        return;
    if (known->kind != "integer") {
        json::array list;
        const auto entries = text.split(QRegularExpression(QStringLiteral("[\\s,;]+")), Qt::SkipEmptyParts);
        for (const auto &entry : entries)
            list.emplace_back(entry.toStdString());
        set(key, list);
        return;
    }
    bool isNumber = false;
    QString digits = text.trimmed();
    digits.remove(QLocale().groupSeparator());
    const qlonglong number = digits.toLongLong(&isNumber);
    const auto least = known->minimum.value_or(0);
    const auto most = known->maximum.value_or(std::numeric_limits<std::int64_t>::max());
    if (isNumber && number >= least && number <= most)
        return set(key, std::int64_t(number));
    m_problems[key] = tr("A whole number from %1 to %2.")
                          .arg(QLocale().toString(qlonglong(least)), QLocale().toString(qlonglong(most)));
    tell(key);
}

void SecurityDraft::reset(const std::string &key)
{
    m_draft.erase(key);
    m_moved.erase(key);
    m_problems.erase(key);
    tell(key);
}

json::object SecurityDraft::kept() const
{
    if (!m_document)
        return m_kept;
    json::object out;
    for (const auto &[key, value] : m_draft) {
        const auto moved = m_moved.find(key);
        out[key] = json::object{{"was", moved == m_moved.end() ? onServer(key) : moved->second.was}, {"value", value}};
    }
    return out;
}

void SecurityDraft::restore(json::object kept)
{
    m_kept = std::move(kept);
    if (!m_document)
        return;
    takeKept();
    Q_EMIT loaded();
    Q_EMIT draftChanged();
}

void SecurityDraft::takeKept()
{
    for (const auto &[name, entry] : std::exchange(m_kept, {})) {
        const std::string key(name.data(), name.size());
        if (!entry.is_object() || !setting(key))
            continue;
        const auto value = in(entry.get_object(), "value");
        const auto was = in(entry.get_object(), "was");
        const auto now = onServer(key);
        if (value == now)
            continue;
        m_draft.insert_or_assign(key, value);
        if (was != now)
            m_moved.insert_or_assign(key, Moved{was, now});
    }
}

void SecurityDraft::discard()
{
    m_kept.clear();
    m_draft.clear();
    m_moved.clear();
    m_problems.clear();
    Q_EMIT loaded();
    Q_EMIT draftChanged();
}

void SecurityDraft::fill(const records::SecurityPreset &preset)
{
    for (const auto &[key, value] : preset.values) {
        const std::string name(key.data(), key.size());
        m_problems.erase(name);
        if (onServer(name) == value)
            m_draft.erase(name);
        else
            m_draft.insert_or_assign(name, value);
    }
    std::erase_if(m_moved, [this](const auto &entry) { return !m_draft.contains(entry.first); });
    Q_EMIT loaded();
    Q_EMIT draftChanged();
}

void SecurityDraft::keep(const std::string &key)
{
    m_moved.erase(key);
    tell(key);
}

bool SecurityDraft::blame(const Error &error)
{
    const std::string prefix = "values.";
    const auto key = error.path.starts_with(prefix) ? error.path.substr(prefix.size()) : std::string();
    if (key.empty() || !setting(key))
        return false;
    auto sentence = client::displayText(error.message);
    const QString named = verbatim(error.path) + QStringLiteral(": ");
    if (const auto at = sentence.indexOf(named); at >= 0)
        sentence = sentence.mid(at + named.size());
    for (const auto &setting : settings())
        sentence.replace(verbatim(setting.key), u'“' + labelOfSetting(setting.key) + u'”');
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    m_problems[key] = sentence;
    tell(key);
    return true;
}

records::SecurityUpdate SecurityDraft::update() const
{
    records::SecurityUpdate out;
    out.revision = revision();
    for (const auto &[key, value] : m_draft)
        out.values[key] = value;
    return out;
}

}  // namespace castellan::ui
