// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/detect.h"

#include "client/connectors/castellan/castellan_platform.h"
#include "client/connectors/flowfuse/flowfuse_platform.h"
#include "client/connectors/probe.h"

#include <array>

namespace castellan::client {
namespace {

void recognise(const std::shared_ptr<Probe> &probe, std::size_t row, const Promise<Detected> &promise)
{
    whenDone(probe->context(), connectors()[row].recognise(*probe), [probe, row, promise](Result<Detected> found) {
        if (found) {
            found->connector = &connectors()[row];
            promise.settle(std::move(found));
        } else if (found.error().code == ErrorCode::protocol && row + 1 < connectors().size()) {
            recognise(probe, row + 1, promise);
        } else {
            promise.settle(fail(std::move(found).error()));
        }
    });
}

}  // namespace

std::span<const Connector> connectors()
{
    static const std::array table{own::connector(), flowfuse::connector()};
    return table;
}

Endpoint endpointOf(const Profile &profile, const QString &version)
{
    auto endpoint = Endpoint::of(profile, version);
    endpoint.dialect = own::dialect();
    return endpoint;
}

Future<Detected> detect(Transport &transport)
{
    const Promise<Detected> promise;
    recognise(std::make_shared<Probe>(transport), 0, promise);
    return promise.future();
}

std::unique_ptr<Platform> makePlatform(Transport &transport, const Detected &detected)
{
    return detected.connector->make(transport, detected);
}

}  // namespace castellan::client
