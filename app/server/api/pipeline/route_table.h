// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/record.h"
#include "server/api/pipeline/route.h"

#include <string_view>
#include <utility>
#include <vector>

/// The parts of a row of the route table: `{get(…), {.permission = …}, reads(&list), {.codes = …}}`.
namespace castellan::api {

struct RequestBody {
    RecordType type{};
    bool optional = false;  ///< may be left out
};

struct ResponseBody {
    RecordType type{};
    unsigned status = 200;
    std::string_view contentType = "application/json";
};

template <class T> RequestBody request()
{
    return {record<T>()};
}

template <class T> RequestBody optionalRequest()
{
    return {record<T>(), true};
}

template <class T> ResponseBody response(std::string_view contentType = "application/json")
{
    return {.type = record<T>(), .contentType = contentType};
}

inline ResponseBody emptyResponse(unsigned status = 200)
{
    return {.status = status};
}

inline Operation operation(http::Method method, std::string_view path, std::string_view summary,
                           const RequestBody &request, const ResponseBody &response)
{
    return {.method = method,
            .path = path,
            .summary = summary,
            .request = request.type,
            .bodyOptional = request.optional,
            .response = response.type,
            .status = response.status,
            .contentType = response.contentType};
}

/// `query`: the names of its parameters.
inline Operation get(std::string_view path, std::string_view summary, const ResponseBody &response,
                     std::vector<std::string_view> query = {})
{
    auto out = operation(http::Method::get, path, summary, {}, response);
    out.query = std::move(query);
    return out;
}

inline Operation post(std::string_view path, std::string_view summary, const RequestBody &request,
                      const ResponseBody &response)
{
    return operation(http::Method::post, path, summary, request, response);
}

inline Operation post(std::string_view path, std::string_view summary, const ResponseBody &response)
{
    return post(path, summary, {}, response);
}

inline Operation put(std::string_view path, std::string_view summary, const RequestBody &request,
                     const ResponseBody &response)
{
    return operation(http::Method::put, path, summary, request, response);
}

inline Operation put(std::string_view path, std::string_view summary, const ResponseBody &response)
{
    return put(path, summary, {}, response);
}

inline Operation patch(std::string_view path, std::string_view summary, const ResponseBody &response)
{
    return operation(http::Method::patch, path, summary, {}, response);
}

inline Operation del(std::string_view path, std::string_view summary, const ResponseBody &response,
                     std::vector<std::string_view> query = {})
{
    auto out = operation(http::Method::del, path, summary, {}, response);
    out.query = std::move(query);
    return out;
}

inline Operation del(std::string_view path, std::string_view summary, const RequestBody &request,
                     const ResponseBody &response)
{
    return operation(http::Method::del, path, summary, request, response);
}

inline Execution inMemory(ReadHandler handler)
{
    return {.runs = Runs::memory, .read = handler};
}

inline Execution reads(ReadHandler handler)
{
    return {.read = handler};
}

inline Execution writes(WriteHandler handler, Revoke revoke = nullptr)
{
    return {.runs = Runs::write, .write = handler, .revoke = revoke};
}

inline Execution writes(WriteHandler handler, Prepare prepare)
{
    return {.runs = Runs::write, .write = handler, .prepare = prepare};
}

}  // namespace castellan::api
