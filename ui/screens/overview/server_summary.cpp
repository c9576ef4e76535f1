// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/server_summary.h"

#include "client/display_text.h"

#include <algorithm>
#include <iterator>

namespace castellan::ui {
namespace {

/// Share of a licence's limit from which its use is shown.
constexpr double nearLimit = 0.9;

/// Findings of equal weight keep their order.
std::vector<Finding> worstFirst(const std::vector<Finding> &found)
{
    std::vector<Finding> out;
    for (const auto weight : {Finding::Weight::alarm, Finding::Weight::notice, Finding::Weight::information})
        std::ranges::copy_if(found, std::back_inserter(out),
                             [weight](const auto &one) { return one.weight == weight; });
    return out;
}

}  // namespace

using client::ConnectionState;

WeightLook lookOf(Finding::Weight weight)
{
    constexpr WeightLook looks[] = {{Shape::dot, Tone::success},
                                    {Shape::ring, Tone::accent},
                                    {Shape::diamond, Tone::warning},
                                    {Shape::triangle, Tone::danger}};
    return looks[std::size_t(weight)];
}

ServerSummary::ServerSummary(client::Server &server, client::ServerHealth &health, QObject *parent)
    : QObject(parent), m_server(server), m_health(health)
{
    connect(&health, &client::ServerHealth::changed, this, &ServerSummary::update);
    update();
    if (!health.isChecked())
        health.refresh();
}

void ServerSummary::update()
{
    m_findings = find();
    m_urgency = 0;
    for (const Finding &finding : m_findings)
        m_urgency += finding.weight == Finding::Weight::alarm ? 100 : finding.weight == Finding::Weight::notice ? 1 : 0;
    Q_EMIT changed();
}

std::vector<Finding> ServerSummary::find() const
{
    using Weight = Finding::Weight;
    std::vector<Finding> found;
    switch (m_server.state()) {
    case ConnectionState::offline:
        found.push_back({Weight::alarm, tr("Unreachable")});
        break;
    case ConnectionState::tls_error:
        found.push_back({Weight::alarm, tr("Certificate not trusted")});
        break;
    case ConnectionState::needs_sign_in:
        found.push_back({Weight::notice, tr("Session ended: sign in again")});
        break;
    case ConnectionState::signed_out:
        found.push_back({Weight::notice, tr("Not signed in")});
        break;
    case ConnectionState::connecting:
    case ConnectionState::connected:
    case ConnectionState::degraded:
        break;
    }
    if (const auto certificate = m_server.certificate()) {
        const qint64 days = QDateTime::currentDateTimeUtc().daysTo(certificate->validUntil);
        if (days <= 30)
            found.push_back({days <= 3 ? Weight::alarm : Weight::notice,
                             days < 0 ? tr("Certificate has expired")
                                      : tr("Certificate expires in %n day(s)", nullptr, int(days))});
    }
    if (const qint64 failed = m_health.failedSignIns(); failed >= 3)
        found.push_back({failed >= 10 ? Weight::alarm : Weight::notice,
                         tr("%n failed sign-in(s) in the last hour", nullptr, int(failed))});
    const auto &admins = m_health.administrators();
    if (admins.factorsKnown && admins.withoutSecondFactor > 0)
        found.push_back({Weight::notice, tr("%1 of %n administrator(s) without a second factor", nullptr, admins.active)
                                             .arg(admins.withoutSecondFactor)});
    if (admins.unused > 0)
        found.push_back({Weight::notice, tr("%n administrator(s) not seen for 90 days", nullptr, admins.unused)});
    std::ranges::move(findInLicence(), std::back_inserter(found));
    found = worstFirst(found);
    if (found.empty() && m_server.state() == ConnectionState::connecting)
        found.push_back({Weight::fine, tr("Connecting")});
    else if (found.empty())
        found.push_back({Weight::fine, tr("Nothing needs attention")});
    return found;
}

/// Limits that are reached, or nearly so.
std::vector<Finding> ServerSummary::findInLicence() const
{
    using Resource = client::LicensedUse::Resource;
    const auto words = [](Resource resource, int limit) {
        switch (resource) {
        case Resource::users:
            return tr("%1 of %n licensed user(s) in use", "%1 a number", limit);
        case Resource::teams:
            return tr("%1 of %n licensed team(s) in use", "%1 a number", limit);
        case Resource::instances:
            return tr("%1 of %n licensed instance(s) in use", "%1 a number", limit);
        case Resource::devices:
            return tr("%1 of %n licensed device(s) in use", "%1 a number", limit);
        case Resource::mqttClients:
            return tr("%1 of %n licensed MQTT client(s) in use", "%1 a number", limit);
        }
        return QString();
    };
    std::vector<Finding> found;
    for (const auto &[resource, used, limit] : m_health.licensed()) {
        if (double(used) < nearLimit * double(limit))
            continue;
        found.push_back({used >= limit ? Finding::Weight::notice : Finding::Weight::information,
                         words(resource, int(limit)).arg(used)});
    }
    return found;
}

QString ServerSummary::teamWords() const
{
    const auto count = m_health.teams();
    if (!count)
        return {};
    if (*count == 0)
        return tr("No teams yet");
    if (*count == 1)
        return m_health.firstTeam();
    return tr("%1, %n more team(s)", "name of the first team", int(*count - 1))
        .arg(client::isolated(m_health.firstTeam()));
}

QString ServerSummary::userWords() const
{
    return m_health.users() ? tr("%n user(s)", nullptr, int(*m_health.users())) : QString();
}

}  // namespace castellan::ui
