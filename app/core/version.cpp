// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/version.h"

namespace castellan {

std::string_view version()
{
    return CASTELLAN_VERSION;
}

}  // namespace castellan
