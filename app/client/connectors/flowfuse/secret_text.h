// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/secret_text.h"
#include "core/wiping.h"

#include <QString>

/// Secrets between records and the interface's text. Qt's strings don't wipe themselves.
namespace castellan::client::flowfuse {

/// The code of an authenticator as it was typed, without spaces.
[[nodiscard]] inline Secret codeIn(const QString &typed)
{
    const Wiped<std::string> text(QString(typed).remove(QLatin1Char(' ')).toStdString());
    return Secret(text);
}

/// A secret that the interface shows: a recovery code, the key of an authenticator.
[[nodiscard]] inline QString shown(std::string_view secret)
{
    return QString::fromUtf8(secret.data(), qsizetype(secret.size()));
}

}  // namespace castellan::client::flowfuse
