// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/certificate.h"

#include <QString>

namespace castellan::ui {

/// The problems of a certificate, one sentence a line.
[[nodiscard]] QString problemsOf(const client::CertificateInfo &certificate);
/// "AB:CD:…" in four groups of lines that can be compared by eye.
[[nodiscard]] QString fingerprintLines(const client::CertificateInfo &certificate);
/// "12 Mar 2026 – 10 Jun 2026"
[[nodiscard]] QString validityOf(const client::CertificateInfo &certificate);

}  // namespace castellan::ui
