// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/probe.h"

#include "client/on_worker.h"
#include "client/transport/transport.h"

namespace castellan::client {
namespace {

Result<json::value> parsed(const Reply &reply)
{
    auto value = json::parse({reply.body.constData(), std::size_t(reply.body.size())});
    if (!value)
        value.error().code = ErrorCode::protocol;
    return value;
}

}  // namespace

Future<json::value> Probe::get(const QString &path)
{
    if (const auto known = m_answers.constFind(path); known != m_answers.constEnd())
        return ready<json::value>(*known);
    Request request;
    request.path = path;
    request.signsIn = true;  // a 401 is a result here, not the end of a session
    const auto answer = chained(&m_transport, m_transport.send(std::move(request)), [](Reply reply) {
        return onWorker([reply = std::move(reply)] { return parsed(reply); });
    });
    return mapped(&m_transport, answer, [this, path](Result<json::value> value) {
        m_answers.insert(path, value);
        return value;
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
