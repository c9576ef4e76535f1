// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/identity.h"

namespace castellan::client::own {

using flowfuse::Api;

Future<QStringList> CastellanIdentity::verifySecondFactor(const QString &code)
{
    return mapped(m_api.context(), verifyCode(code), [](Result<Reply> r) -> Result<QStringList> {
        if (!r)
            return fail(std::move(r.error()));
        QStringList codes;
        const auto answer = r->body.isEmpty() ? Result<json::value>(json::value()) : Api::read<json::value>(*r);
        const auto *object = answer ? answer->if_object() : nullptr;
        const auto *list = object ? object->if_contains("codes") : nullptr;
        if (list && list->is_array())
            for (const auto &item : list->get_array())
                if (item.is_string())
                    codes << QString::fromStdString(std::string(item.get_string()));
        return codes;
    });
}

Future<void> CastellanIdentity::stepUp(Proof proof)
{
    json::object body;
    if (!proof.password.empty())
        body["password"] = std::string(proof.password.view());
    else if (!proof.code.isEmpty())
        body["code"] = QString(proof.code).remove(QLatin1Char(' ')).toStdString();
    else
        body["confirm"] = proof.confirm;
    auto request = Api::write("POST", QStringLiteral("/api/v1/user/step-up"), json::serialize(body), Expect::done);
    request.signsIn = true;
    if (auto *password = body.if_contains("password"))
        std::fill(password->get_string().begin(), password->get_string().end(), '\0');
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

}  // namespace castellan::client::own
