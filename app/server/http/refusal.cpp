// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/refusal.h"

#include "core/json/codec.h"

namespace castellan::http {

Response errorResponse(const Refusal &refusal, std::string_view requestId)
{
    Response response;
    response.status = refusal.status != 0 ? refusal.status : httpStatus(refusal.code);
    response.headers = refusal.headers;
    response.body = json::serialize(json::object{
        {"code", wireWord(refusal.code)},
        {"error", refusal.sentence},
        {"requestId", requestId},
    });
    return response;
}

}  // namespace castellan::http
