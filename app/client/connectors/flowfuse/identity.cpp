// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/identity.h"

#include "client/connectors/flowfuse/secret_text.h"
#include "client/transport/cookie_jar.h"
#include "core/records/identity.h"
#include "core/wiping.h"

namespace castellan::client::flowfuse {

namespace {

const QString userPath = QStringLiteral("/api/v1/user");
const QString changePasswordPath = QStringLiteral("/api/v1/user/change_password");

QString wrongCode()
{
    return QCoreApplication::translate("FlowFuseIdentity", "The code is wrong or has already been used.");
}

}  // namespace

Future<records::User> FlowFuseIdentity::self(bool signsIn, std::chrono::milliseconds deadline)
{
    Request request;
    request.path = userPath;
    request.signsIn = signsIn;
    request.deadline = deadline;
    return remembered(m_api.decoded<records::User>(m_api.transport().send(std::move(request))));
}

Future<records::User> FlowFuseIdentity::remembered(const Future<records::User> &answer)
{
    return mapped(m_api.context(), answer, [this](Result<records::User> user) {
        if (user)
            m_user = *user;
        return user;
    });
}

void FlowFuseIdentity::forget()
{
    m_user.reset();
    m_api.transport().setSignedIn(false);
    m_api.transport().cookies().clear();
    m_api.transport().setBearer({});
}

Future<records::User> FlowFuseIdentity::signIn(const QString &username, Secret password)
{
    m_api.transport().setBearer({});
    m_api.transport().cookies().clear();
    records::Login login;
    login.username = username.toStdString();
    login.password = std::move(password);
    auto request = Api::write("POST", QStringLiteral("/account/login"), json::encodeText(login), Expect::done);
    request.signsIn = true;
    const auto sent = m_api.settled(m_api.transport().send(std::move(request)));
    // A 401 means a wrong name or password in this response only.
    const auto judged = mapped(m_api.context(), sent, [](Result<void> r) -> Result<bool> {
        if (r)
            return true;
        if (r.error().code == ErrorCode::unauthenticated)
            r.error().message = tr("Wrong user name or password.").toStdString();
        return fail(std::move(r).error());
    });
    return chained(m_api.context(), judged, [this](bool) { return self(true); });
}

Future<records::User> FlowFuseIdentity::answerSecondFactor(const QString &code)
{
    const records::MfaToken body{codeIn(code.simplified())};
    auto request = Api::write("POST", QStringLiteral("/account/login/token"), json::encodeText(body), Expect::done);
    request.signsIn = true;
    const auto sent = m_api.settled(m_api.transport().send(std::move(request)));
    const auto judged = mapped(m_api.context(), sent, [](Result<void> r) -> Result<bool> {
        if (r)
            return true;
        if (r.error().code == ErrorCode::unauthenticated)
            r.error().message =
                tr("The code is wrong, and the server has ended this attempt. Sign in again.").toStdString();
        if (r.error().code == ErrorCode::mfa_failed)
            r.error().message = wrongCode().toStdString();
        return fail(std::move(r).error());
    });
    return chained(m_api.context(), judged, [this](bool) { return self(true); });
}

Future<records::User> FlowFuseIdentity::useToken(Secret token)
{
    m_api.transport().setBearer(std::move(token));
    return mapped(m_api.context(), self(true), [this](Result<records::User> user) {
        if (!user && user.error().code == ErrorCode::unauthenticated) {
            user.error().message = tr("The token is invalid or has expired.").toStdString();
            m_api.transport().setBearer({});
        }
        return user;
    });
}

Future<records::User> FlowFuseIdentity::whoAmI()
{
    return self(false);
}

Future<records::User> FlowFuseIdentity::ping()
{
    return self(false, std::chrono::seconds(10));
}

Secret FlowFuseIdentity::credential() const
{
    WipingString text;
    if (!m_api.transport().bearer().empty()) {
        text.append("bearer ").append(m_api.transport().bearer().view());
    } else {
        for (const auto &cookie : m_api.transport().cookies().live())
            for (const auto &part :
                 {QByteArray("cookie "), cookie.name(), QByteArray("="), cookie.value(), QByteArray("\n")})
                text.append(part.constData(), std::size_t(part.size()));
    }
    return Secret(text);
}

Future<records::User> FlowFuseIdentity::resume(Secret credential)
{
    auto &transport = m_api.transport();
    transport.setBearer({});
    transport.cookies().clear();
    const std::string_view text = credential.view();
    if (text.starts_with("bearer ")) {
        transport.setBearer(Secret(text.substr(7)));
    } else {
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            const auto line = text.substr(at, end - at);
            const auto equals = line.find('=');
            if (line.starts_with("cookie ") && equals != std::string_view::npos)
                transport.cookies().put(QByteArray(line.data() + 7, qsizetype(equals) - 7),
                                        QByteArray(line.data() + equals + 1, qsizetype(line.size() - equals - 1)));
            at = end + 1;
        }
    }
    return self(true);
}

Future<void> FlowFuseIdentity::signOut()
{
    // Signing out does not revoke an access token; it is valid until it is deleted or expires.
    if (!m_api.transport().bearer().empty()) {
        forget();
        return ready<void>({});
    }
    auto request = Api::write("POST", QStringLiteral("/account/logout"), {}, Expect::done);
    request.signsIn = true;
    auto answer = m_api.settled(m_api.transport().send(std::move(request)));
    // The request has its cookie; forgetting later could hit the session of a quick sign-in.
    forget();
    return answer;
}

Change<records::PasswordChanged> FlowFuseIdentity::changePassword(Secret current, Secret next, bool endTokens)
{
    const auto tokens = endTokens && endsTokens() ? std::optional(true) : std::nullopt;
    return {Tier::security,
            [api = m_api, change = records::PasswordChange{std::move(current), std::move(next), tokens}] {
                const auto sent =
                    api.transport().send(Api::write("PUT", changePasswordPath, json::encodeText(change), Expect::done));
                return mapped(api.context(), sent, [](Result<Reply> r) -> Result<records::PasswordChanged> {
                    if (!r)
                        return fail(std::move(r).error());
                    // The status tells whether the password is changed; only our own server adds the number of tokens.
                    return Api::read<records::PasswordChanged>(*r).value_or(records::PasswordChanged{});
                });
            }};
}

Future<records::User> FlowFuseIdentity::renewPassword(Secret current, Secret next)
{
    const records::PasswordChange change{std::move(current), std::move(next), std::nullopt};
    auto request = Api::write("PUT", changePasswordPath, json::encodeText(change), Expect::done);
    request.signsIn = true;
    const auto sent = m_api.settled(m_api.transport().send(std::move(request)));
    const auto judged = mapped(m_api.context(), sent, [](Result<void> r) -> Result<bool> {
        if (!r)
            return fail(std::move(r).error());
        return true;
    });
    return chained(m_api.context(), judged, [this](bool) { return self(true); });
}

Future<Enrolment> FlowFuseIdentity::beginSecondFactor()
{
    auto request = Api::write("PUT", QStringLiteral("/api/v1/user/mfa"), "{}", Expect::json);
    request.signsIn = true;
    return mapped(m_api.context(), m_api.decoded<records::MfaEnrolment>(m_api.transport().send(std::move(request))),
                  [](Result<records::MfaEnrolment> r) -> Result<Enrolment> {
                      if (!r)
                          return fail(std::move(r).error());
                      Enrolment out{shown(r->url.view()), r->secret ? shown(r->secret->view()) : QString()};
                      if (out.key.isEmpty())
                          out.key = QUrlQuery(QUrl(out.url)).queryItemValue(QStringLiteral("secret"));
                      if (out.url.isEmpty() || out.key.isEmpty())
                          return fail(ErrorCode::protocol,
                                      tr("The server's answer has no key for an authenticator.").toStdString())
                              .at("url");
                      return out;
                  });
}

Future<Reply> FlowFuseIdentity::verifyCode(const QString &code)
{
    auto request = Api::write("PUT", QStringLiteral("/api/v1/user/mfa/verify"),
                              json::encodeText(records::MfaToken{codeIn(code)}), Expect::done);
    request.signsIn = true;
    return m_api.transport().send(std::move(request));
}

Future<QStringList> FlowFuseIdentity::verifySecondFactor(const QString &code)
{
    return mapped(m_api.context(), verifyCode(code), [](Result<Reply> r) -> Result<QStringList> {
        if (!r)
            return fail(std::move(r).error());
        return QStringList();  // FlowFuse has no backup codes
    });
}

Future<void> FlowFuseIdentity::stepUp(Proof)
{
    return ready<void>(fail(ErrorCode::not_offered, tr("This server has no step-up confirmation.").toStdString()));
}

Change<records::User> FlowFuseIdentity::updateSelf(records::UserUpdate update)
{
    return {Tier::reversible, [this, update = std::move(update)] {
                return remembered(m_api.call<records::User>("PUT", userPath, update));
            }};
}

}  // namespace castellan::client::flowfuse
