// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/base32.h"
#include "core/crypto/totp.h"
#include "core/records/identity.h"
#include "tests/server/api/pipeline/api_under_test.h"

#include <QtGlobal>

namespace castellan::test {

/// A user with a second factor, whose codes the test computes.
struct Holder {
    ApiUnderTest &api;
    std::string name;
    std::string session;
    Secret secret;
    std::vector<std::string> backup;

    /// Enrols in a session of its own.
    Holder(ApiUnderTest &under, std::string username) : api(under), name(std::move(username))
    {
        session = api.signIn(name, "203.0.113.77");
        const auto begun = json::decodeText<records::MfaEnrolment>(api.put("/api/v1/user/mfa", "{}", session).body,
                                                                   json::UnknownMembers::ignore);
        if (!begun)
            qFatal("%s", begun.error().message.c_str());
        secret = std::move(*fromBase32(begun->secret->view()));
        const auto on = json::decodeText<records::MfaVerified>(
            api.put("/api/v1/user/mfa/verify", text({{"token", code()}}), session).body, json::UnknownMembers::ignore);
        if (!on)
            qFatal("%s", on.error().message.c_str());
        for (const auto &code : on->codes.value())
            backup.emplace_back(code.view());
    }
    [[nodiscard]] std::string code(int steps = 0) const
    {
        return totp::codeAt(secret, std::uint64_t(totp::stepOf(api.clock.now()) + steps));
    }
    /// The next code that hasn't been used.
    [[nodiscard]] std::string freshCode() const
    {
        api.clock.move(totp::period);
        return code();
    }
    /// The ticket of a first step.
    [[nodiscard]] std::string ticket(const std::string &address = "192.0.2.1") const
    {
        return cookieOf(api.login(name, goodPassword, address), "sid");
    }
    [[nodiscard]] http::Response show(const std::string &ticket, const std::string &code,
                                      const std::string &address = "192.0.2.1") const
    {
        return api.ask({.method = http::Method::post,
                        .path = "/account/login/token",
                        .body = text({{"token", code}}),
                        .cookie = ticket,
                        .address = address});
    }
};

}  // namespace castellan::test
