// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/policy.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace castellan::ui {

class StatusDot;
class StrengthMeter;

/// The rules of a server for new passwords, each with whether what is typed keeps it, and how strong that is.
class PasswordRules : public QWidget {
    Q_OBJECT
public:
    explicit PasswordRules(Theme &theme, QWidget *parent = nullptr);

    void setPolicy(const PasswordPolicy &policy);
    /// Words that make a password weaker: user name, e-mail address, name.
    void setPersonal(std::vector<std::string> words) { m_personal = std::move(words); }
    void judge(const Secret &password);
    /// The first rule that was not kept when a password was last judged, as a sentence; empty if there is none.
    [[nodiscard]] QString firstBroken() const;

private:
    struct Rule {
        QString text;           ///< "At least 12 characters"
        PasswordPolicy policy;  ///< this rule alone
        StatusDot *line = nullptr;
        bool kept = false;
    };
    void add(const QString &text, const PasswordPolicy &policy);
    static void show(const Rule &rule);

    Theme &m_theme;
    StrengthMeter *m_meter;
    QVBoxLayout *m_lines;
    std::vector<Rule> m_rules;
    std::vector<std::string> m_personal;
};

}  // namespace castellan::ui
