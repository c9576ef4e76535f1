// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/platform.h"
#include "client/profile/profile.h"

#include <QString>

namespace castellan::ui {

/// "FlowFuse 2.4.0"; the product alone if the version is not known.
[[nodiscard]] inline QString productWords(const QString &product, const QString &version)
{
    return version.isEmpty() ? product : product + QLatin1Char(' ') + version;
}
[[nodiscard]] inline QString productWords(const client::PlatformInfo &info)
{
    return productWords(info.product, info.version);
}
[[nodiscard]] inline QString productWords(const client::Profile &profile)
{
    return productWords(profile.product, profile.productVersion);
}

}  // namespace castellan::ui
