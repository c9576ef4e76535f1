// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/change.h"
#include "core/policy.h"
#include "core/records/audit.h"
#include "core/records/identity.h"
#include "core/records/team.h"
#include "core/records/user.h"
#include "core/role.h"
#include "core/secret.h"

#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>
#include <vector>

class QWebSocket;

/// The operations of a server, by facet. A facet that the server does not offer is null; screens never ask for a
/// platform's name.
namespace castellan::client {

struct PageRequest {
    int limit = 100;
    QString cursor;
    QString query;
};

/// A user's fresh proof of identity: one of the three.
struct Proof {
    Secret password;
    QString code;          ///< of the second factor, or a backup code
    bool confirm = false;  ///< the local person, who signs in through the host process only
};

/// The data that an authenticator needs to make codes. Both are secrets: shown, never stored.
struct Enrolment {
    QString url;  ///< otpauth://…, for a QR code
    QString key;  ///< base32, to be typed where no camera is
};

/// Sign in, who am I, sign out.
class Identity {
public:
    virtual ~Identity() = default;
    /// ErrorCode::mfa_required leads to answerSecondFactor; unauthenticated means name or password is wrong.
    [[nodiscard]] virtual Future<records::User> signIn(const QString &username, Secret password) = 0;
    [[nodiscard]] virtual Future<records::User> answerSecondFactor(const QString &code) = 0;
    /// Uses a personal access token from now on.
    [[nodiscard]] virtual Future<records::User> useToken(Secret token) = 0;
    [[nodiscard]] virtual Future<records::User> whoAmI() = 0;
    /// Reads the user with a short deadline, to see whether the server responds.
    [[nodiscard]] virtual Future<records::User> ping() { return whoAmI(); }
    /// The credential to save for the next start (session or token); empty when signed out.
    [[nodiscard]] virtual Secret credential() const = 0;
    /// Signs in with a credential saved earlier.
    [[nodiscard]] virtual Future<records::User> resume(Secret credential) = 0;
    [[nodiscard]] virtual Future<void> signOut() = 0;
    /// Whether an access token is in use, which may do less than its account.
    [[nodiscard]] virtual bool usesToken() const { return false; }
    /// Whether the second factor comes with backup codes.
    [[nodiscard]] virtual bool hasBackupCodes() const { return false; }
    /// Whether a change of password can end the user's access tokens, too.
    [[nodiscard]] virtual bool endsTokens() const { return false; }
    /// The other sessions end; access tokens only with `endTokens`, where endsTokens().
    [[nodiscard]] virtual Change<records::PasswordChanged> changePassword(Secret current, Secret next,
                                                                          bool endTokens) = 0;
    /// Part of signing in: where the password has expired, the server allows nothing before another one is chosen.
    [[nodiscard]] virtual Future<records::User> renewPassword(Secret current, Secret next) = 0;
    /// Part of signing in where the server demands a second factor: nothing changes before a code was verified, and a
    /// wrong code ends nothing. Answers with backup codes, where the server has them.
    [[nodiscard]] virtual Future<Enrolment> beginSecondFactor() = 0;
    [[nodiscard]] virtual Future<QStringList> verifySecondFactor(const QString &code) = 0;
    /// The server takes security-relevant changes for some minutes after it.
    [[nodiscard]] virtual Future<void> stepUp(Proof proof) = 0;
    [[nodiscard]] virtual Change<records::User> updateSelf(records::UserUpdate update) = 0;
    /// What a new password must be; nothing where the server does not tell. The server alone decides.
    [[nodiscard]] virtual Future<std::optional<PasswordPolicy>> passwordPolicy()
    {
        return ready<std::optional<PasswordPolicy>>(std::nullopt);
    }
};

/// What the deletion of an account does besides.
struct AccountDeletion {
    /// Names of the teams that go with it; without a value: those without other members.
    std::optional<QStringList> teams = std::nullopt;
    /// Entries of the audit log no longer name the account as their actor.
    bool losesActor = false;
    /// The server refuses it while the account is the only owner of a team with anything in it.
    bool needsOwners = false;
};

class Users {
public:
    virtual ~Users() = default;
    [[nodiscard]] virtual Future<records::UserPage> list(const PageRequest &page) = 0;
    [[nodiscard]] virtual Future<records::User> read(const QString &id) = 0;
    [[nodiscard]] virtual Change<records::User> create(records::UserCreate user) = 0;
    [[nodiscard]] virtual Change<records::User> update(const QString &id, records::UserUpdate update) = 0;
    [[nodiscard]] virtual Change<void> remove(const QString &id) = 0;
    /// What remove() would do at this moment.
    [[nodiscard]] virtual Future<AccountDeletion> deletion(const QString &) { return ready<AccountDeletion>({}); }
    /// Whether accounts that were locked after failed sign-ins can be unlocked.
    [[nodiscard]] virtual bool unlocks() const = 0;
    [[nodiscard]] virtual Change<records::User> unlock(const QString &id) = 0;
    /// Whether a person can be erased: the account, and the personal part of the audit log's entries.
    [[nodiscard]] virtual bool erases() const = 0;
    [[nodiscard]] virtual Change<records::Erasure> erase(const QString &id) = 0;
};

/// Something that people may do in a team from a role on.
struct RoleRight {
    Role least = Role::admin;
    QString words;  ///< "edit flows"
};

/// Teams, their members and invitations.
class Teams {
public:
    virtual ~Teams() = default;
    /// All teams for administrators, else the caller's own.
    [[nodiscard]] virtual Future<records::TeamPage> list(const PageRequest &page) = 0;
    [[nodiscard]] virtual Future<records::Team> read(const QString &id) = 0;
    [[nodiscard]] virtual Future<std::vector<records::TeamType>> types() = 0;
    /// False means: in use.
    [[nodiscard]] virtual Future<bool> slugIsFree(const QString &slug) = 0;
    [[nodiscard]] virtual Future<Role> ownRole(const QString &teamId) = 0;
    /// Whether the server's settings let the caller create teams.
    [[nodiscard]] virtual Future<bool> mayCreate() { return ready<bool>(true); }
    [[nodiscard]] virtual Change<records::Team> create(records::TeamCreate team) = 0;
    [[nodiscard]] virtual Change<records::Team> update(const QString &id, records::TeamUpdate update) = 0;
    [[nodiscard]] virtual Change<void> remove(const QString &id) = 0;

    /// Rights of the team roles in display order; empty for a server whose rights are unknown.
    [[nodiscard]] virtual std::vector<RoleRight> roleRights() const { return {}; }
    [[nodiscard]] virtual Future<records::MemberList> members(const QString &teamId) = 0;
    /// Whether people can be added without an invitation.
    [[nodiscard]] virtual bool addsDirectly() const = 0;
    [[nodiscard]] virtual Change<void> addMember(const QString &teamId, records::MemberAdd member) = 0;
    [[nodiscard]] virtual Change<void> changeRole(const QString &teamId, const QString &userId, Role role) = 0;
    [[nodiscard]] virtual Change<void> removeMember(const QString &teamId, const QString &userId) = 0;

    [[nodiscard]] virtual Future<std::vector<records::Invitation>> invitations(const QString &teamId) = 0;
    /// Answers the errors per person; empty if all were invited.
    struct InvitationProblem {
        QString user;
        QString reason;
    };
    [[nodiscard]] virtual Change<std::vector<InvitationProblem>> invite(const QString &teamId, const QString &users,
                                                                        Role role) = 0;
    [[nodiscard]] virtual Change<void> withdraw(const QString &teamId, const QString &invitationId) = 0;
    [[nodiscard]] virtual Future<std::vector<records::Invitation>> ownInvitations() = 0;
    [[nodiscard]] virtual Change<void> accept(const QString &invitationId) = 0;
    [[nodiscard]] virtual Change<void> reject(const QString &invitationId) = 0;
};

class AccessTokens {
public:
    virtual ~AccessTokens() = default;
    [[nodiscard]] virtual Future<std::vector<records::AccessToken>> list() = 0;
    /// The answer's `token` is shown once and then wiped.
    [[nodiscard]] virtual Change<records::AccessToken> create(records::AccessTokenCreate token) = 0;
    [[nodiscard]] virtual Change<void> remove(const QString &id) = 0;
};

/// Whose entries: the platform's, or one team's.
struct AuditSource {
    QString teamId;  ///< empty: platform
    bool operator==(const AuditSource &) const = default;
};

/// An application, instance or device of a team.
struct AuditAsset {
    QString id;
    QString name;
};

struct AuditPage : records::AuditPage {
    std::vector<AuditAsset> assets;  ///< where the entries may come from, as far as the server names it
};

struct AuditQuery {
    AuditSource source;
    int limit = 100;
    QString cursor;
    QString query;
    QStringList events;
    QStringList usernames;
};

/// The upgrade request of a live stream. The headers hold credentials.
struct StreamRequest {
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
};

class AuditLog {
public:
    virtual ~AuditLog() = default;
    /// Newest first. A team's log has the entries of its applications, instances and devices where the server adds
    /// them.
    [[nodiscard]] virtual Future<AuditPage> page(const AuditQuery &query) = 0;
    /// Whether the server offers a live stream; otherwise it has to be polled. The stream brings every scope that the
    /// caller may see; polling asks for one source at a time.
    [[nodiscard]] virtual bool streams() const { return false; }
    /// Waits for the proof of identity where the endpoint demands one.
    [[nodiscard]] virtual Future<StreamRequest> stream()
    {
        return ready<StreamRequest>(fail(ErrorCode::not_offered, "This server offers no live stream."));
    }
    /// Gives the socket the connection's TLS settings and proxy, before it is opened; may connect to its signals to
    /// judge the certificate.
    virtual void secure(QWebSocket &) const {}
};

/// Which program the server runs, as found out before signing in.
struct PlatformInfo {
    QString product;  ///< "FlowFuse", "Castellan"
    QString version;  ///< empty if the server does not say before sign-in
};

class Licence;
class Security;
class Sessions;

class Platform {
public:
    virtual ~Platform() = default;
    [[nodiscard]] virtual PlatformInfo info() const = 0;
    [[nodiscard]] virtual Identity &identity() = 0;
    [[nodiscard]] virtual Users *users() { return nullptr; }
    [[nodiscard]] virtual Teams *teams() { return nullptr; }
    [[nodiscard]] virtual AccessTokens *accessTokens() { return nullptr; }
    [[nodiscard]] virtual AuditLog *auditLog() { return nullptr; }
    [[nodiscard]] virtual Licence *licence() { return nullptr; }    // client/platform/licence.h
    [[nodiscard]] virtual Security *security() { return nullptr; }  // client/platform/security.h
    [[nodiscard]] virtual Sessions *sessions() { return nullptr; }  // client/platform/security.h
    /// How long the server took for its last response, without this program's own time for it.
    [[nodiscard]] virtual std::chrono::milliseconds answerTime() const { return {}; }
};

}  // namespace castellan::client
