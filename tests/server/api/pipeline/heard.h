// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/server/api/pipeline/api_under_test.h"

#include <future>
#include <mutex>

namespace castellan::test {

/// Records what the API tells the live stream while it lives.
struct Heard final : stream::RightsObserver {
    explicit Heard(ApiUnderTest &under) : api(under) { api.application().viewers().observe(this); }
    ~Heard() override { api.application().viewers().observe(nullptr); }
    Heard(const Heard &) = delete;
    Heard &operator=(const Heard &) = delete;

    void credentialEnded(const Digest &credential) override
    {
        const std::lock_guard lock(mutex);
        ended.push_back(credential);
    }
    void rightsChanged(const stream::Subscriber &subscriber) override
    {
        const std::lock_guard lock(mutex);
        changed.push_back(subscriber);
    }
    void credentialRenewed(const Digest &, const Digest &) override {}
    void policyChanged() override { ++policies; }

    ApiUnderTest &api;
    std::mutex mutex;
    std::vector<Digest> ended;
    std::vector<stream::Subscriber> changed;
    std::atomic<int> policies = 0;
};

/// The rights of an open stream's credential, as the stream asks for them.
[[nodiscard]] inline Result<stream::Viewer> recheck(ApiUnderTest &api, const std::string &token,
                                                    const std::string &address = "192.0.2.1")
{
    std::promise<Result<stream::Viewer>> answered;
    auto waiting = answered.get_future();
    api.application().viewers().recheck(tokenDigest(token), address,
                                        [&answered](auto result) { answered.set_value(std::move(result)); });
    return waiting.get();
}

}  // namespace castellan::test
