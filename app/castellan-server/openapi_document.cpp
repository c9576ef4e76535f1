// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/version.h"
#include "os/print.h"
#include "server/api/pipeline/openapi.h"
#include "server/api/routes.h"
#include "server/server.h"

#include <cstdio>

namespace castellan::cli {

int openApiDocument(const Arguments &arguments)
{
    const bool yaml = arguments.size() == 1 && arguments[0] == "--yaml";
    if (!arguments.empty() && !yaml)
        return complain(fail(ErrorCode::usage, "openapi takes nothing but --yaml").value());
    const auto document = api::openApi(api::routes(), version());
    os::printLines(stdout, yaml ? api::toYaml(document) : json::serialize(document));
    return 0;
}

}  // namespace castellan::cli
