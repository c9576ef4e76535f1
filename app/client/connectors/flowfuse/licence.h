// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/flowfuse/api.h"
#include "client/platform/licence.h"

namespace castellan::client::flowfuse {

/// Of the platform's statistics, which administrators may read.
class FlowFuseLicence final : public FacetOver<Licence> {
public:
    using FacetOver::FacetOver;
    [[nodiscard]] Future<std::vector<LicensedUse>> use() override;
};

}  // namespace castellan::client::flowfuse
