// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QCoreApplication;

namespace castellan {

/// Puts the program's catalogues in: English always (it holds the plurals of the source texts), and Qt's own texts for
/// the system's language. Call once, before the first widget.
void installLanguages(QCoreApplication &application);

}  // namespace castellan
