// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/interop/console.h"
#include "tests/interop/peer.h"

#include <QObject>

#include <functional>

namespace castellan::client {

/// A user's journey against a real server. Steps build on each other, in this order.
class Journeys : public QObject {
    Q_OBJECT
public:
    explicit Journeys(Peer::Kind kind) : m_kind(kind) {}

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void findsOutWhatAnswers();
    void refusesAWrongPassword();
    void refusesAnUnknownToken();
    void signsInAndKeepsTheServer();
    void refusesToKeepTheSameServerTwice();
    void isSignedInAfterARestart();

    void managesUsers();
    void listsUsersPageByPage();
    void tellsWhyAUserIsRefused();
    void managesTeams();
    void invitesAndAccepts();
    void tellsWhyAnInvitationFailed();
    void withdrawsAndRejects();
    void addsDirectlyWhereOffered();
    void changesRolesAndKeepsTheLastOwner();
    void showsAPersonOnlyTheirOwnTeams();
    void forbidsWhatTheRoleForbids();
    void keepsTheLastAdministrator();

    void signsInWithAToken();
    void readsTheAuditLogPageByPage();
    void filtersTheAuditLog();
    void noticesACursorThatLeadsBack();
    void seesAnActWithinThreeSeconds();

    void changesNothingWhenReadOnly();
    void goesOnAfterSigningInAgain();
    void failsWhatWaitedWhenNobodySignsIn();
    void changesThePassword();
    void signsOut();

private:
    [[nodiscard]] bool isFlowFuse() const { return m_kind != Peer::Kind::castellan; }
    [[nodiscard]] Server *connectAs(Console &console, const QString &user, const QString &password,
                                    const QString &name = QStringLiteral("Server"));

    /// Waits as long as the server asks when it limits sign-ins.
    [[nodiscard]] Result<void> endSessionElsewhere();
    [[nodiscard]] Result<records::User> signInAgain(const QString &password);
    [[nodiscard]] static Result<records::User> patiently(const std::function<Future<records::User>()> &signIn);
    /// A user with a password from an administrator chooses another one if the server asks for it.
    void chooseOwnPassword();

    Peer::Kind m_kind;
    PeerProcess m_process;
    std::optional<Peer> m_peer;
    std::unique_ptr<Console> m_console;  ///< the administrator's
    std::unique_ptr<Console> m_other;    ///< bob's
    Server *m_server = nullptr;
    Server *m_bob = nullptr;
    bool m_wantsServer = false;  ///< a step has begun that connects it
    bool m_wantsBob = false;
    QString m_bobId;
    QString m_teamId;
    QString m_bobPassword = QStringLiteral("B0b-Pa55-phrase!");
};

}  // namespace castellan::client
