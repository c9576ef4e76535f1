// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/display_text.h"
#include "client/platform/platform.h"
#include "core/role.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include <optional>
#include <string>
#include <vector>

/// Texts that several screens use.
namespace castellan::ui {

class Words {
    Q_DECLARE_TR_FUNCTIONS(castellan::ui::Words)
public:
    [[nodiscard]] static QString role(Role role);
    /// "now", "12 min ago", "3 h ago", "yesterday", "8 days ago", later the date. Invalid times are a dash.
    [[nodiscard]] static QString ago(const QDateTime &at, const QDateTime &now);
    /// "in 7 days", "in 3 h"; "expired" for the past.
    [[nodiscard]] static QString until(const QDateTime &at, const QDateTime &now);
    [[nodiscard]] static QString date(const QDateTime &at);
    [[nodiscard]] static QString none() { return QStringLiteral("—"); }
    [[nodiscard]] static QString arrow() { return QStringLiteral("→"); }
    /// What a change of role gives or takes, by a server's rights of roles, as a sentence; nothing if there are none.
    [[nodiscard]] static QString effect(const std::vector<client::RoleRight> &rights, Role from, Role to);
};

/// Text of a record as people are shown it.
[[nodiscard]] inline QString text(const std::string &value)
{
    return client::displayText(value);
}
[[nodiscard]] inline QString text(const std::optional<std::string> &value)
{
    return value ? client::displayText(*value) : QString();
}
/// Text as the server has it, for ids and keys that go back to it. Never shown.
[[nodiscard]] inline QString verbatim(const std::string &value)
{
    return QString::fromStdString(value);
}
/// A person's display name, or the user name where there is none.
template <class Person> [[nodiscard]] QString nameOf(const Person &person)
{
    const auto name = text(person.name);
    return name.isEmpty() ? text(person.username) : name;
}
/// An ISO 8601 time of the wire; invalid if absent or malformed.
[[nodiscard]] QDateTime timeOf(const std::optional<std::string> &iso);

}  // namespace castellan::ui
