// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/openapi_document.h"

#include "core/version.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/openapi.h"
#include "server/api/routes.h"

namespace castellan::api {
namespace {

std::string_view versionFor(const Context &context)
{
    return context.caller ? version() : std::string_view();
}

}  // namespace

Result<http::Response> openApiJson(Context &context, const http::Request &)
{
    return jsonAnswer(openApi(routes(), versionFor(context)));
}

Result<http::Response> openApiYaml(Context &context, const http::Request &)
{
    http::Response response;
    response.contentType = "application/yaml; charset=utf-8";
    response.body = toYaml(openApi(routes(), versionFor(context)));
    return response;
}

}  // namespace castellan::api
