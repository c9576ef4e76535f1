// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/licence.h"

#include "core/records/platform_stats.h"

namespace castellan::client::flowfuse {
namespace {

std::vector<LicensedUse> useOf(const records::PlatformStats &stats)
{
    using Resource = LicensedUse::Resource;
    std::vector<LicensedUse> out;
    const auto add = [&out](Resource resource, std::optional<std::int64_t> used, std::optional<std::int64_t> limit) {
        if (used && limit && *limit > 0)
            out.push_back({resource, *used, *limit});
    };
    add(Resource::users, stats.userCount, stats.maxUsers);
    add(Resource::teams, stats.teamCount, stats.maxTeams);
    add(Resource::instances, stats.instanceCount, stats.maxInstances);
    add(Resource::devices, stats.deviceCount, stats.maxDevices);
    add(Resource::mqttClients, stats.mqttClientCount, stats.maxMqttClients);
    return out;
}

}  // namespace

Future<std::vector<LicensedUse>> FlowFuseLicence::use()
{
    return mapped(m_api.context(), m_api.get<records::PlatformStats>(QStringLiteral("/api/v1/admin/stats")),
                  [](Result<records::PlatformStats> stats) -> Result<std::vector<LicensedUse>> {
                      if (!stats)
                          return fail(std::move(stats).error());
                      return useOf(*stats);
                  });
}

}  // namespace castellan::client::flowfuse
