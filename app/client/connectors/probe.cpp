// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/probe.h"

#include "client/transport/transport.h"

namespace castellan::client {

Future<json::value> Probe::get(const QString &path)
{
    if (const auto known = m_answers.constFind(path); known != m_answers.constEnd())
        return ready<json::value>(*known);
    Request request;
    request.path = path;
    request.signsIn = true;  // without a session a 401 is an answer
    return mapped(&m_transport, m_transport.send(std::move(request)), [this, path](Result<Reply> reply) {
        Result<json::value> answer = fail(ErrorCode::protocol, {});
        if (reply)
            answer = json::parse({reply->body.constData(), std::size_t(reply->body.size())});
        else
            answer = fail(reply.error());
        if (reply && !answer)
            answer.error().code = ErrorCode::protocol;
        m_answers.insert(path, answer);
        return answer;
    });
}

QObject *Probe::context() const
{
    return &m_transport;
}

QString Probe::host() const
{
    return m_transport.endpoint().base.authority();
}

}  // namespace castellan::client
