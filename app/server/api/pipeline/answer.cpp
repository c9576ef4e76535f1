// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/answer.h"

#include "core/records/user.h"

#include <boost/json/object.hpp>

namespace castellan::api {

http::Response jsonAnswer(std::string_view text, unsigned status)
{
    http::Response response;
    response.status = status;
    response.body = text;
    return response;
}

http::Response jsonAnswer(const json::value &body, unsigned status)
{
    http::Response response;
    response.status = status;
    response.body = json::serialize(body);
    return response;
}

http::Response okay()
{
    return answer(records::Status{});
}

http::Response empty(unsigned status)
{
    http::Response response;
    response.status = status;
    response.contentType.clear();
    return response;
}

http::Response errorAnswer(const Error &error, std::string_view requestId)
{
    json::object body;
    body["code"] = boost::json::string_view(wireWord(error.code));
    if (error.code == ErrorCode::validation) {
        body["error"] = "Bad Request";
        body["message"] = error.message;
        body["statusCode"] = httpStatus(error.code);
    } else {
        body["error"] = error.message;
    }
    if (!error.path.empty())
        body["path"] = error.path;
    body["requestId"] = boost::json::string_view(requestId);

    http::Response response = jsonAnswer(json::value(std::move(body)), httpStatus(error.code));
    if (response.status == 0)
        response.status = 500;
    if (error.retryAfter)
        response.headers.emplace_back("Retry-After", std::to_string(error.retryAfter->count()));
    return response;
}

}  // namespace castellan::api
