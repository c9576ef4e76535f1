// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/detect.h"
#include "client/platform/platform.h"
#include "client/profile/certificate.h"
#include "client/profile/profile.h"
#include "client/servers/transport_secrets.h"
#include "client/sign_in/sign_in.h"

#include <QObject>

#include <memory>
#include <optional>

namespace castellan::client {

class Server;
class ServerList;
struct Link;
struct Surroundings;

/// The steps of adding a server: address → what is there → sign in → name it and keep it. Nothing is stored before
/// save(); a step that fails can be repeated.
class ConnectFlow : public QObject {
    Q_OBJECT
public:
    ConnectFlow(ServerList &list, Surroundings &surroundings);
    ~ConnectFlow() override;

    /// The address as typed: the scheme is optional (https, but http for loopback), userinfo and fragments are refused.
    [[nodiscard]] static Result<QUrl> parseAddress(const QString &text);

    /// Address, TLS and proxy of the next probe; name, environment, readOnly and secretPlace are for save().
    [[nodiscard]] Profile &profile() { return m_profile; }

    /// The secrets of that way, for the next probe; save() stores them beside the sign-in.
    void setTransportSecrets(TransportSecrets secrets) { m_secrets = std::move(secrets); }

    /// Detects the server at the address. ErrorCode::tls and pin_mismatch: certificate() tells more. redirected: the
    /// message names the other address. protocol: something answered, but no server that we know.
    /// validation at "encryption": plain HTTP to another machine, which has to be chosen with `inClear`.
    [[nodiscard]] Future<PlatformInfo> probe(const QString &address, bool inClear = false);
    /// As shown in the last probe; none without TLS.
    [[nodiscard]] std::optional<CertificateInfo> certificate() const;
    /// Trusts the key that was shown, for this server only. The next probe then passes.
    void trustShownCertificate();

    /// Only after a probe that found a server.
    [[nodiscard]] SignIn &signIn() { return m_signIn; }
    [[nodiscard]] std::optional<records::User> user() const { return m_user; }

    /// Keeps the sign-in where profile().secretPlace says, then the profile. If the secret can't be kept, nothing is,
    /// and the error is the store's; choose another place and save again.
    [[nodiscard]] Future<Server *> save();

private:
    [[nodiscard]] Future<Detected> identified(Transport *transport);
    [[nodiscard]] Future<PlatformInfo> probeAt(const QUrl &url);
    [[nodiscard]] Error notProbed() const;
    [[nodiscard]] Result<void> mayBeSaved() const;

    ServerList &m_list;
    Surroundings &m_surroundings;
    Profile m_profile;
    TransportSecrets m_secrets;
    std::unique_ptr<Link> m_link;
    SignIn m_signIn;
    std::optional<records::User> m_user;
};

}  // namespace castellan::client
