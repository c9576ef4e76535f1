// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/on_worker.h"
#include "client/transport/transport.h"
#include "core/json/codec.h"

#include <QCoreApplication>

namespace castellan::client::flowfuse {

/// Typed calls: records in, records out, over a transport.
class Api {
    Q_DECLARE_TR_FUNCTIONS(Api)
public:
    explicit Api(Transport &transport) : m_transport(transport) {}

    [[nodiscard]] Transport &transport() const { return m_transport; }
    /// Context of continuations; they end with the transport.
    [[nodiscard]] QObject *context() const { return &m_transport; }

    template <class T> [[nodiscard]] Future<T> get(const QString &path, const QUrlQuery &query = {}) const
    {
        Request request;
        request.path = path;
        request.query = query;
        return decoded<T>(m_transport.send(std::move(request)));
    }

    /// A write whose answer is a record.
    template <class T, class B>
    [[nodiscard]] Future<T> call(const QByteArray &method, const QString &path, const B &body) const
    {
        return decoded<T>(m_transport.send(write(method, path, json::encodeText(body), Expect::json)));
    }

    /// A write whose answer's status says it all.
    template <class B>
    [[nodiscard]] Future<void> act(const QByteArray &method, const QString &path, const B &body) const
    {
        return settled(m_transport.send(write(method, path, json::encodeText(body), Expect::done)));
    }
    [[nodiscard]] Future<void> act(const QByteArray &method, const QString &path) const
    {
        return settled(m_transport.send(write(method, path, {}, Expect::done)));
    }

    [[nodiscard]] static Request write(const QByteArray &method, const QString &path, std::string_view body,
                                       Expect expect)
    {
        Request request;
        request.method = method;
        request.path = path;
        request.body = Secret(body);
        request.expect = expect;
        return request;
    }

    /// Decoded on a worker: an answer may hold thousands of records.
    template <class T>
    [[nodiscard]] Future<T> decoded(const Future<Reply> &reply,
                                    Result<T> (*decode)(const Reply &) = &Api::read<T>) const
    {
        return chained(context(), reply, [decode](Reply r) -> Future<T> {
            return onWorker([decode, r = std::move(r)] { return decode(r); });
        });
    }

    template <class T> [[nodiscard]] static Result<T> read(const Reply &reply)
    {
        auto record =
            json::decodeText<T>({reply.body.constData(), std::size_t(reply.body.size())}, json::UnknownMembers::ignore);
        if (!record)
            return fail(misunderstood(std::move(record.error()), reply));
        return record;
    }

    [[nodiscard]] Future<void> settled(const Future<Reply> &reply) const;

private:
    [[nodiscard]] static Error misunderstood(Error error, const Reply &reply);

    Transport &m_transport;
};

/// Base of a facet that asks its server through an Api.
template <class Facet> class FacetOver : public Facet {
public:
    explicit FacetOver(const Api &api) : m_api(api) {}

protected:
    Api m_api;
};

}  // namespace castellan::client::flowfuse
