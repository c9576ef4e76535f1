// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/widgets/shapes.h"

#include <QString>

namespace castellan::ui {

/// How a connection's state looks and what it is called.
struct StateLook {
    Shape shape = Shape::none;
    Tone tone = Tone::normal;
    QString word;
};
[[nodiscard]] StateLook lookOf(client::ConnectionState state);

/// How events come in: "live", "polling every 2 s", "connecting to the log".
[[nodiscard]] QString feedModeWords(client::Server &server);
/// The same with the reason for polling: "polling every 2 s · This server offers no live stream."
[[nodiscard]] QString feedWords(client::Server &server);

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
