// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/account/password_rules.h"

#include "ui/widgets/shapes.h"
#include "ui/widgets/strength_meter.h"

#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace castellan::ui {
namespace {

/// A policy without any rule, to which one is added.
PasswordPolicy noRule()
{
    PasswordPolicy none;
    none.minimum = 0;
    none.maximum = std::numeric_limits<std::size_t>::max();
    none.requireLower = none.requireUpper = none.requireDigit = none.requireSpecial = none.refuseCommon = false;
    none.strength = 0;
    return none;
}

}  // namespace

PasswordRules::PasswordRules(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_meter(new StrengthMeter(theme, this)), m_lines(new QVBoxLayout)
{
    setAccessibleName(tr("Rules of this server for passwords"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme.metrics().units(1.5));
    m_lines->setSpacing(theme.metrics().units(0.5));
    layout->addWidget(m_meter);
    layout->addLayout(m_lines);
    m_meter->setObjectName(QStringLiteral("strength"));
}

void PasswordRules::add(const QString &text, const PasswordPolicy &policy)
{
    auto *line = new StatusDot(m_theme, this);
    m_lines->addWidget(line);
    m_rules.push_back({text, policy, line});
    show(m_rules.back());
}

void PasswordRules::show(const Rule &rule)
{
    rule.line->set(rule.kept ? Shape::dot : Shape::ring, rule.kept ? Tone::success : Tone::muted, rule.text);
    rule.line->setAccessibleDescription(rule.kept ? tr("kept", "a rule") : tr("not kept yet", "a rule"));
}

void PasswordRules::setPolicy(const PasswordPolicy &policy)
{
    for (const auto &rule : m_rules)
        delete rule.line;
    m_rules.clear();
    const auto rule = [](auto member, auto value) {
        auto one = noRule();
        one.*member = value;
        return one;
    };
    using P = PasswordPolicy;
    const struct {
        bool wanted;
        QString text;
        PasswordPolicy alone;
    } all[] = {
        {policy.minimum > 0, tr("At least %n character(s)", nullptr, int(policy.minimum)),
         rule(&P::minimum, policy.minimum)},
        {policy.requireLower, tr("A lower-case letter (a to z)"), rule(&P::requireLower, true)},
        {policy.requireUpper, tr("An upper-case letter (A to Z)"), rule(&P::requireUpper, true)},
        {policy.requireDigit, tr("A digit"), rule(&P::requireDigit, true)},
        {policy.requireSpecial, tr("A special character, such as - or !"), rule(&P::requireSpecial, true)},
        {policy.refuseCommon, tr("Not a common password"), rule(&P::refuseCommon, true)},
        {policy.strength > 0,
         tr("Strength “%1” or better", "%1: fair, strong").arg(StrengthMeter::wordOf(policy.strength).toLower()),
         rule(&P::strength, policy.strength)},
    };
    for (const auto &each : all)
        if (each.wanted)
            add(each.text, each.alone);
    updateGeometry();
}

void PasswordRules::judge(const Secret &password)
{
    m_meter->setScore(password.empty() ? -1 : passwordStrength(password, m_personal));
    for (auto &rule : m_rules) {
        rule.kept = !password.empty() && checkPassword(rule.policy, password, m_personal).has_value();
        show(rule);
    }
}

QString PasswordRules::firstBroken() const
{
    const auto broken = std::ranges::find(m_rules, false, &Rule::kept);
    return broken == m_rules.end() ? QString() : tr("Not kept: %1", "%1: a rule for passwords").arg(broken->text);
}

}  // namespace castellan::ui
