// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/actor.h"

namespace castellan {

std::string_view authWord(Auth auth)
{
    switch (auth) {
    case Auth::none:
        return "none";
    case Auth::session:
        return "session";
    case Auth::token:
        return "token";
    case Auth::local:
        return "local";
    }
    return "none";
}

}  // namespace castellan
