// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"
#include "core/result.h"
#include "server/http/message.h"

#include <string_view>

/// Building responses. Errors travel as `{"code","error","requestId"}`, validation errors with `message` and `path`
/// besides (FlowFuse's shape).
namespace castellan::api {

[[nodiscard]] http::Response jsonAnswer(std::string_view text, unsigned status = 200);
[[nodiscard]] http::Response jsonAnswer(const json::value &body, unsigned status = 200);

template <class Record> [[nodiscard]] http::Response answer(const Record &record, unsigned status = 200)
{
    return jsonAnswer(json::encodeText(record), status);
}

/// `{"status":"okay"}`
[[nodiscard]] http::Response okay();
/// No body.
[[nodiscard]] http::Response empty(unsigned status = 200);

[[nodiscard]] http::Response errorAnswer(const Error &error, std::string_view requestId);

/// The request's body as a record. Members that the record doesn't know are refused by name.
template <class Record> [[nodiscard]] Result<Record> bodyOf(const http::Request &request)
{
    if (request.body.empty())
        return fail(ErrorCode::validation, "the body: expected a JSON object, it is empty");
    return json::decodeText<Record>(request.body, json::UnknownMembers::refuse);
}

}  // namespace castellan::api
