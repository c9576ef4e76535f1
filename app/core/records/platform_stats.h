// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/describe/class.hpp>

#include "core/json/codec.h"

#include <cstdint>
#include <optional>

namespace castellan::records {

/// The counts of FlowFuse's `GET /admin/stats` that its licence limits, and the limits. Devices have a limit of their
/// own under some licences only, MQTT clients since 2.33.
struct PlatformStats {
    std::optional<std::int64_t> userCount;
    std::optional<std::int64_t> maxUsers;
    std::optional<std::int64_t> teamCount;
    std::optional<std::int64_t> maxTeams;
    std::optional<std::int64_t> instanceCount;
    std::optional<std::int64_t> maxInstances;
    std::optional<std::int64_t> deviceCount;
    std::optional<std::int64_t> maxDevices;
    std::optional<std::int64_t> mqttClientCount;
    std::optional<std::int64_t> maxMqttClients;
};

BOOST_DESCRIBE_STRUCT(PlatformStats, (),
                      (userCount, maxUsers, teamCount, maxTeams, instanceCount, maxInstances, deviceCount, maxDevices,
                       mqttClientCount, maxMqttClients))

}  // namespace castellan::records
