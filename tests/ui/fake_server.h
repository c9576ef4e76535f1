// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/feed.h"
#include "client/platform/security.h"
#include "client/servers/server.h"
#include "client/servers/server_health.h"
#include "tests/client/servers/system_world.h"

#include <deque>
#include <functional>

/// A server made of memory, for what a real one can't be made to show: answers that are refused, late or of another
/// shape. Journeys run against the real one.
namespace castellan::test {

/// Responses that come at once, with an error, or when the test says.
class Answers {
public:
    std::optional<Error> failure;  ///< every answer, until reset
    bool hold = false;             ///< answers wait for release()
    int asked = 0;

    template <class T> client::Future<T> answer(T value)
    {
        ++asked;
        Result<T> result = failure ? Result<T>(fail(*failure)) : Result<T>(std::move(value));
        if (!hold)
            return client::ready<T>(std::move(result));
        const client::Promise<T> promise;
        m_held.push_back([promise, result = std::move(result)]() mutable { promise.settle(std::move(result)); });
        return promise.future();
    }
    client::Future<void> done()
    {
        ++asked;
        return client::ready<void>(failure ? Result<void>(fail(*failure)) : Result<void>());
    }
    void release()
    {
        hold = false;
        while (!m_held.empty()) {
            m_held.front()();
            m_held.pop_front();
        }
    }

private:
    std::deque<std::function<void()>> m_held;
};

template <class T> client::Change<T> notHere(client::Tier tier)
{
    return {tier, [] { return client::ready<T>(fail(ErrorCode::not_implemented, "Not part of the fake.")); }};
}

/// The slice of `all` that a page request means; cursors are indexes.
template <class Record>
std::pair<std::vector<Record>, std::optional<std::string>> slice(const std::vector<Record> &all, const QString &cursor,
                                                                 int size)
{
    const auto from = std::size_t(cursor.isEmpty() ? 0 : cursor.toInt());
    const auto to = std::min(all.size(), from + std::size_t(size));
    std::vector<Record> page(all.begin() + std::ptrdiff_t(from), all.begin() + std::ptrdiff_t(to));
    return {std::move(page), to < all.size() ? std::optional(std::to_string(to)) : std::nullopt};
}

template <class Record, class Page>
Page pageOf(const std::vector<Record> &all, std::vector<Record> Page::*rows, const client::PageRequest &asked, int size)
{
    Page page;
    std::tie(page.*rows, page.meta.next_cursor) = slice(all, asked.cursor, size);
    page.count = std::int64_t(all.size());
    return page;
}

class FakeIdentity : public client::Identity {
public:
    client::Future<records::User> signIn(const QString &, Secret) override { return me(); }
    client::Future<records::User> answerSecondFactor(const QString &) override { return me(); }
    client::Future<records::User> useToken(Secret) override { return me(); }
    client::Future<records::User> whoAmI() override { return me(); }
    Secret credential() const override { return {}; }
    client::Future<records::User> resume(Secret) override { return me(); }
    client::Future<void> signOut() override { return client::ready<void>({}); }
    client::Future<records::User> renewPassword(Secret, Secret) override { return me(); }
    client::Future<client::Enrolment> beginSecondFactor() override { return client::ready<client::Enrolment>({}); }
    client::Future<QStringList> verifySecondFactor(const QString &) override
    {
        return client::ready<QStringList>(QStringList{});
    }
    client::Future<void> stepUp(client::Proof) override { return client::ready<void>({}); }
    client::Change<records::PasswordChanged> changePassword(Secret, Secret, bool) override
    {
        return notHere<records::PasswordChanged>(client::Tier::security);
    }
    client::Change<records::User> updateSelf(records::UserUpdate) override
    {
        return notHere<records::User>(client::Tier::reversible);
    }
    records::User user;

private:
    client::Future<records::User> me() { return client::ready<records::User>(user); }
};

class FakeUsers : public client::Users {
public:
    std::vector<records::User> all;
    Answers answers;
    int pageSize = 100;

    client::Future<records::UserPage> list(const client::PageRequest &page) override
    {
        return answers.answer(pageOf(all, &records::UserPage::users, page, pageSize));
    }
    client::Future<records::User> read(const QString &) override { return answers.answer(records::User{}); }
    client::Change<records::User> create(records::UserCreate) override
    {
        return {client::Tier::security, [this] { return answers.answer(records::User{}); }};
    }
    client::Change<records::User> update(const QString &, records::UserUpdate) override
    {
        return {client::Tier::security, [this] { return answers.answer(records::User{}); }};
    }
    client::Change<void> remove(const QString &) override
    {
        return {client::Tier::irreversible, [this] { return answers.done(); }};
    }
    bool unlocks() const override { return true; }
    client::Change<records::User> unlock(const QString &) override
    {
        return {client::Tier::reversible, [this] { return answers.answer(records::User{}); }};
    }
    bool offersErasure = true;
    QStringList erased;  ///< ids, each time it is asked
    bool erases() const override { return offersErasure; }
    client::Change<records::Erasure> erase(const QString &id) override
    {
        return {client::Tier::irreversible, [this, id] {
                    erased << id;
                    return answers.answer(records::Erasure{id.toStdString(), true, 12});
                }};
    }
};

class FakeSecurity : public client::Security {
public:
    records::SecurityDocument document;
    Answers answers;
    std::vector<records::SecurityUpdate> asked;

    client::Future<records::SecurityDocument> read() override
    {
        return answers.answer(records::SecurityDocument(document));
    }
    client::Change<records::SecurityDocument> update(records::SecurityUpdate update) override
    {
        return {client::Tier::security, [this, update] {
                    asked.push_back(update);
                    return answers.answer(records::SecurityDocument(document));
                }};
    }
};

class FakeSessions : public client::Sessions {
public:
    records::SessionList list;
    Answers answers;

    client::Future<records::SessionList> own() override { return answers.answer(records::SessionList(list)); }
    client::Change<void> end(const QString &) override
    {
        return {client::Tier::disruptive, [this] { return answers.done(); }};
    }
    client::Change<records::SessionsEnded> endOthers() override
    {
        return {client::Tier::disruptive, [this] { return answers.answer(records::SessionsEnded{}); }};
    }
    client::Future<records::SessionList> ofUser(const QString &) override { return own(); }
    client::Change<void> endOfUser(const QString &, const QString &id) override { return end(id); }
    client::Change<records::SessionsEnded> endAllOfUser(const QString &) override { return endOthers(); }
};

class FakeTeams : public client::Teams {
public:
    std::vector<records::Team> all;
    std::vector<records::Member> people;
    std::vector<records::Invitation> invited;
    std::vector<records::Invitation> invitedMyself;
    Answers answers;
    int pageSize = 100;

    client::Future<records::TeamPage> list(const client::PageRequest &page) override
    {
        return answers.answer(pageOf(all, &records::TeamPage::teams, page, pageSize));
    }
    client::Future<records::Team> read(const QString &id) override
    {
        for (const auto &team : all)
            if (QString::fromStdString(team.id) == id)
                return answers.answer(records::Team(team));
        return client::ready<records::Team>(fail(ErrorCode::not_found, "There is no such team."));
    }
    client::Future<std::vector<records::TeamType>> types() override
    {
        return answers.answer(std::vector<records::TeamType>{});
    }
    client::Future<bool> slugIsFree(const QString &) override { return answers.answer(true); }
    client::Future<Role> ownRole(const QString &) override { return answers.answer(Role::owner); }
    client::Change<records::Team> create(records::TeamCreate) override
    {
        return {client::Tier::reversible, [this] { return answers.answer(records::Team{}); }};
    }
    client::Change<records::Team> update(const QString &, records::TeamUpdate) override
    {
        return {client::Tier::reversible, [this] { return answers.answer(records::Team{}); }};
    }
    client::Change<void> remove(const QString &) override
    {
        return {client::Tier::irreversible, [this] { return answers.done(); }};
    }
    client::Future<records::MemberList> members(const QString &) override
    {
        return answers.answer(records::MemberList{std::int64_t(people.size()), people});
    }
    bool addsDirectly() const override { return true; }
    client::Change<void> addMember(const QString &, records::MemberAdd) override
    {
        return {client::Tier::security, [this] { return answers.done(); }};
    }
    client::Change<void> changeRole(const QString &, const QString &, Role) override
    {
        return {client::Tier::security, [this] { return answers.done(); }};
    }
    client::Change<void> removeMember(const QString &, const QString &) override
    {
        return {client::Tier::security, [this] { return answers.done(); }};
    }
    client::Future<std::vector<records::Invitation>> invitations(const QString &) override
    {
        return answers.answer(std::vector<records::Invitation>(invited));
    }
    client::Change<std::vector<InvitationProblem>> invite(const QString &, const QString &, Role) override
    {
        return {client::Tier::security, [this] { return answers.answer(std::vector<InvitationProblem>{}); }};
    }
    client::Change<void> withdraw(const QString &, const QString &) override
    {
        return {client::Tier::disruptive, [this] { return answers.done(); }};
    }
    client::Future<std::vector<records::Invitation>> ownInvitations() override
    {
        return answers.answer(std::vector<records::Invitation>(invitedMyself));
    }
    client::Change<void> accept(const QString &) override
    {
        return {client::Tier::reversible, [this] { return answers.done(); }};
    }
    client::Change<void> reject(const QString &) override
    {
        return {client::Tier::disruptive, [this] { return answers.done(); }};
    }
};

class FakeFeed : public client::Feed {
public:
    client::FeedMode mode() const override { return current; }
    QString detail() const override { return {}; }
    std::chrono::milliseconds pollInterval() const override { return std::chrono::seconds(2); }
    std::vector<client::SourceAge> ages() const override { return sources; }
    void setFocus(const client::AuditSource &source) override { focused.append(source.teamId); }
    void start() override {}
    void stop() override {}
    void acceptHistory() override { become(client::FeedMode::live); }
    void become(client::FeedMode mode)
    {
        current = mode;
        Q_EMIT modeChanged(mode);
    }
    client::FeedMode current = client::FeedMode::live;
    std::vector<client::SourceAge> sources;
    QStringList focused;  ///< ids of teams, in the order of setFocus(); "" is the platform
};

class FakePlatform : public client::Platform {
public:
    client::PlatformInfo info() const override { return {QStringLiteral("FlowFuse"), QStringLiteral("2.33.2")}; }
    client::Identity &identity() override { return m_identity; }
    client::Users *users() override { return offersUsers ? &userFacet : nullptr; }
    client::Teams *teams() override { return &teamFacet; }
    FakeUsers userFacet;
    FakeTeams teamFacet;
    client::Security *security() override { return offersSecurity ? &securityFacet : nullptr; }
    client::Sessions *sessions() override { return offersSecurity ? &sessionsFacet : nullptr; }
    FakeSecurity securityFacet;
    FakeSessions sessionsFacet;
    bool offersUsers = true;
    bool offersSecurity = true;

private:
    FakeIdentity m_identity;
};

class FakeServer : public client::Server {
public:
    explicit FakeServer(const QString &name = QStringLiteral("Plant A"))
    {
        m_profile.name = name;
        m_profile.environment = client::Environment::production;
        m_profile.url = QUrl(QStringLiteral("https://plant-a.example"));
        me.id = "u1";
        me.username = "ann";
        me.name = "Ann Weber";
        me.admin = true;
    }
    const client::Profile &profile() const override { return m_profile; }
    client::ConnectionState state() const override { return m_state; }
    Error lastError() const override { return m_error; }
    std::chrono::milliseconds latency() const override { return std::chrono::milliseconds(43); }
    std::chrono::milliseconds nextTry() const override { return std::chrono::milliseconds(4000); }
    std::optional<records::User> user() const override { return me; }
    client::Platform *platform() override { return &fake; }
    client::Feed *feed() override { return &events; }
    client::ServerHealth &health() override
    {
        if (!m_health)
            m_health = std::make_unique<client::ServerHealth>(*this, m_clock);
        return *m_health;
    }
    std::optional<client::CertificateInfo> certificate() const override { return std::nullopt; }
    void trustShownCertificate() override {}
    void setReadOnly(bool on) override
    {
        m_profile.readOnly = on;
        Q_EMIT profileChanged();
    }
    void open() override {}
    void tryNow() override {}
    client::SignIn &signIn() override { return m_signIn; }
    client::Future<void> signOut() override { return client::ready<void>({}); }
    client::Future<void> stepUp(client::Proof proof) override
    {
        ++proofs;
        const bool right = proof.confirm || proof.password.view() == "right" || proof.code == QLatin1String("123456");
        return client::ready<void>(
            right ? Result<void>() : Result<void>(fail(ErrorCode::unauthenticated, "That was not right. Try again.")));
    }
    void giveUpProof() override { ++givenUp; }
    client::Future<void> proof() override
    {
        if (whenProofIsAsked)
            whenProofIsAsked();
        return client::ready<void>({});
    }

    void become(client::ConnectionState state, Error error = {})
    {
        m_state = state;
        m_error = std::move(error);
        Q_EMIT stateChanged(state);
    }

    void setEmbedded(bool on) { m_profile.embedded = on; }

    int proofs = 0;
    int givenUp = 0;
    std::function<void()> whenProofIsAsked;
    FakePlatform fake;
    FakeFeed events;
    records::User me;

private:
    client::SystemClock m_clock;
    client::SignIn m_signIn{[this]() -> Result<client::Identity *> { return &fake.identity(); }};
    std::unique_ptr<client::ServerHealth> m_health;
    client::Profile m_profile;
    client::ConnectionState m_state = client::ConnectionState::connected;
    Error m_error;
};

}  // namespace castellan::test
