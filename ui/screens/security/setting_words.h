// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/security.h"

#include <QString>
#include <QStringList>

/// The texts of a server's security settings. The server gives keys, bounds and units; the texts are
/// ours. A key that this program doesn't know yet is shown by its name.
namespace castellan::ui {

/// The tabs of the screen, in their order.
enum class SettingGroup { passwords, lockout, sessions, secondFactor, keys, limits, network, auditLog, other };
inline constexpr int settingGroups = int(SettingGroup::other) + 1;

[[nodiscard]] SettingGroup groupOf(const std::string &key);
[[nodiscard]] QString titleOf(SettingGroup group);
/// One sentence about the group.
[[nodiscard]] QString introductionOf(SettingGroup group);

/// "Minimum length"
[[nodiscard]] QString labelOfSetting(const std::string &key);
/// The effect of the setting, and the meaning of special values.
[[nodiscard]] QString explanationOf(const std::string &key);
/// "minutes", "failed sign-ins", after 0 what that means: "never", "as long as the log"; empty for none.
[[nodiscard]] QString unitWords(const records::SecuritySetting &setting, std::int64_t value);
[[nodiscard]] QString choiceWords(const std::string &choice);

/// A value as text: "12 characters", "on", "never", "10.0.0.0/8, 192.168.1.4".
[[nodiscard]] QString valueWords(const records::SecuritySetting &setting, const json::value &value);
/// Entries of a list.
[[nodiscard]] QStringList entriesOf(const json::value &list);

/// Whether a change takes protection away.
enum class Strictness { same, stricter, weaker };
[[nodiscard]] Strictness strictnessOf(const records::SecuritySetting &setting, const json::value &before,
                                      const json::value &after);
/// When and for whom a change takes effect: "For passwords that are chosen from now on."
[[nodiscard]] QString effectOf(const std::string &key);

/// A preset's title and what it is: "Strict: Long passwords, …".
[[nodiscard]] QString presetWords(const std::string &name);

}  // namespace castellan::ui
