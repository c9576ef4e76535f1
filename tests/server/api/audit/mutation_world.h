// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"
#include "tests/server/api/pipeline/api_under_test.h"
#include "tests/server/store/faulty_vfs.h"

#include <initializer_list>
#include <set>
#include <string>
#include <vector>

namespace castellan::test {

/// A server with people, over a disk that can fail, in which every change of the route table can be tried.
class World {
public:
    using Sent = ApiUnderTest::Sent;
    using Members = std::initializer_list<boost::json::value_ref>;

    World();

    FaultyVfs disk;
    ApiUnderTest api{disk.name()};
    store::User ann = api.addUser("root-ann", true);  ///< administrator
    store::User bob = api.addUser("bob");             ///< an ordinary user
    store::User carol = api.addUser("carol");         ///< an ordinary user
    std::string admin;                                ///< session of root-ann
    std::string mine;                                 ///< session of bob
    std::string hers;                                 ///< session of carol

    /// Address and user agent of every request under test.
    static constexpr const char *address = "198.51.100.77";
    static constexpr const char *client = "trial/1.0";
    [[nodiscard]] static Sent asks(http::Method method, std::string path, std::string body, std::string bearer);

    /// Registers a value that must not occur in the journal.
    std::string secret(std::string value);
    [[nodiscard]] const std::set<std::string> &secrets() const { return m_secrets; }

    /// An object made by a POST.
    struct Made {
        std::string id;
        std::string token;  ///< if it has one
    };
    [[nodiscard]] Made make(const std::string &path, Members body, const std::string &by);
    [[nodiscard]] Made token(const std::string &by, bool asAdmin = false);
    [[nodiscard]] std::string team(const std::string &name, const std::string &owner);
    void join(const std::string &team, const std::string &user, int role);
    [[nodiscard]] std::string invite(const std::string &team, const std::string &user);
    /// Another session; with its id.
    [[nodiscard]] Made session(const std::string &user);
    [[nodiscard]] std::string teamType();
    [[nodiscard]] std::int64_t revision();

    /// Begins bob's second factor.
    void beginFactor();
    /// A code that has not been used.
    [[nodiscard]] std::string code();
    void enrol();
    /// A code for choosing another password for bob.
    [[nodiscard]] std::string resetCode();
    /// The server waits for its first administrator again.
    [[nodiscard]] std::string setupToken();
    /// Locks bob.
    void lock();

    /// Every value of every table but the journal's own, so that half a change shows.
    [[nodiscard]] std::string content();

private:
    std::set<std::string> m_secrets;
    Secret m_factor;
};

}  // namespace castellan::test
