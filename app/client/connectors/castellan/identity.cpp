// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/identity.h"

#include "client/connectors/flowfuse/secret_text.h"
#include "core/records/identity.h"
#include "core/try.h"

#include <algorithm>

namespace castellan::client::own {

using flowfuse::Api;

namespace {

PasswordPolicy policyOf(const records::PasswordRules &rules)
{
    PasswordPolicy policy;
    policy.minimum = std::size_t(std::max<std::int64_t>(rules.minimumLength, 0));
    policy.maximum = std::size_t(std::max<std::int64_t>(rules.maximumLength, 0));
    policy.requireLower = rules.requireLower;
    policy.requireUpper = rules.requireUpper;
    policy.requireDigit = rules.requireDigit;
    policy.requireSpecial = rules.requireSpecial;
    policy.refuseCommon = rules.refuseCommon;
    policy.strength = int(rules.strength);
    return policy;
}

}  // namespace

Future<QStringList> CastellanIdentity::verifySecondFactor(const QString &code)
{
    return mapped(m_api.context(), verifyCode(code), [](Result<Reply> r) -> Result<QStringList> {
        if (!r)
            return fail(std::move(r).error());
        QStringList codes;
        // A server without backup codes answers with an empty body, or with another record.
        if (const auto answer = Api::read<records::BackupCodes>(*r))
            for (const auto &code : answer->codes)
                codes << flowfuse::shown(code.view());
        return codes;
    });
}

Future<void> CastellanIdentity::stepUp(Proof proof)
{
    records::StepUp body;
    if (!proof.password.empty())
        body.password = std::move(proof.password);
    else if (!proof.code.isEmpty())
        body.code = flowfuse::codeIn(proof.code);
    else
        body.confirm = proof.confirm;
    auto request = Api::write("POST", QStringLiteral("/api/v1/user/step-up"), json::encodeText(body), Expect::done);
    request.signsIn = true;
    const auto sent = m_api.settled(m_api.transport().send(std::move(request)));
    return mapped(m_api.context(), sent, [](Result<void> r) {
        if (!r && r.error().code == ErrorCode::reauth_failed)
            r.error().message =
                tr("The password or code is wrong, or the code has already been used. Try again.").toStdString();
        if (!r && r.error().code == ErrorCode::unauthenticated)
            r.error().message = tr("Your session has ended. Sign in again.").toStdString();
        return r;
    });
}

Future<std::optional<PasswordPolicy>> CastellanIdentity::passwordPolicy()
{
    using Policy = std::optional<PasswordPolicy>;
    return mapped(m_api.context(), m_api.get<json::value>(QStringLiteral("/api/v1/settings")),
                  [](Result<json::value> settings) -> Result<Policy> {
                      if (!settings)
                          return fail(std::move(settings).error());
                      const auto *all = settings->if_object();
                      const auto *own = all ? all->if_contains("castellan") : nullptr;
                      const auto *rules = own && own->is_object() ? own->get_object().if_contains("password") : nullptr;
                      if (!rules)
                          return Policy();
                      const auto read = TRY(json::decode<records::PasswordRules>(*rules, json::UnknownMembers::ignore));
                      return Policy(policyOf(read));
                  });
}

}  // namespace castellan::client::own
