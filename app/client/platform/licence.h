// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/promise.h"

#include <vector>

namespace castellan::client {

/// How much of one licensed resource is in use.
struct LicensedUse {
    enum class Resource { users, teams, instances, devices, mqttClients };
    Resource resource = Resource::users;
    qint64 used = 0;
    qint64 limit = 0;  ///< at least 1
    bool operator==(const LicensedUse &) const = default;
};

/// The limits of a server's licence.
class Licence {
public:
    virtual ~Licence() = default;
    /// Resources without a limit are left out.
    [[nodiscard]] virtual Future<std::vector<LicensedUse>> use() = 0;
};

}  // namespace castellan::client
