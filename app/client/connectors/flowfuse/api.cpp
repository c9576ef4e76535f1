// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/api.h"

namespace castellan::client::flowfuse {

Future<void> Api::settled(const Future<Reply> &reply) const
{
    return mapped(context(), reply, [](Result<Reply> r) -> Result<void> {
        if (!r)
            return fail(std::move(r).error());
        return {};
    });
}

Error Api::misunderstood(Error error, const Reply &reply)
{
    error.detail = error.message;
    error.message = tr("The server sent an unexpected response.").toStdString();
    error.code = ErrorCode::protocol;
    error.requestId = reply.requestId.toStdString();
    return error;
}

}  // namespace castellan::client::flowfuse
