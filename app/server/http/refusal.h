// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error_code.h"
#include "server/http/message.h"

#include <string>
#include <string_view>

namespace castellan::http {

/// Why the engine itself refuses a request. The sentence is fixed text: nothing of the request travels back.
struct Refusal {
    ErrorCode code = ErrorCode::invalid_request;
    std::string sentence;
    /// 0: the code's own.
    unsigned status = 0;
    /// The rest of the connection can't be trusted to be where a request begins.
    bool closes = true;
    Headers headers = {};
};

/// `{"code","error","requestId"}`, as every error of this server.
[[nodiscard]] Response errorResponse(const Refusal &refusal, std::string_view requestId);

}  // namespace castellan::http
