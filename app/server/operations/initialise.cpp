// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/operations/initialise.h"

#include "core/log.h"
#include "core/policy.h"
#include "core/try.h"
#include "server/api/account/setup.h"
#include "server/api/pipeline/rules.h"
#include "server/journal/body.h"
#include "server/journal/journal.h"
#include "server/operations/store_options.h"
#include "server/store/store.h"
#include "server/store/tables/users.h"

#include <boost/json/object.hpp>

#include <array>

namespace castellan {
namespace {

Result<store::NewUser> firstUser(const FirstUser &first, Random &random, PasswordCost cost)
{
    TRY(api::checkUsername(first.username));
    if (!first.email.empty())
        TRY(api::checkEmail(first.email));
    if (!first.name.empty())
        TRY(api::checkName("name", first.name));
    store::NewUser user;
    user.username = first.username;
    user.email = first.email;
    user.name = first.name.empty() ? first.username : first.name;
    user.admin = true;
    user.emailVerified = !first.email.empty();
    user.local = first.password.empty();
    if (!user.local) {
        const std::array<std::string, 3> personal{first.username, first.email, first.name};
        TRY(checkPassword(PasswordPolicy{}, first.password, personal));
        auto hash = TRY(hashPassword(first.password, random, cost));
        user.passwordHash = std::move(hash);
    }
    return user;
}

/// `populate` writes the first rows and completes the entry about them.
Result<void> makeData(const std::filesystem::path &data, const StoreKeys &keys, Clock &clock, Random &random,
                      const Care &care, const std::function<Result<void>(store::Writer &, journal::Entry &)> &populate)
{
    NoLog log;  // what goes wrong is the result
    return store::Store::create(storeOptions(data, care), keys, clock, random, log,
                                [&](store::Store &store) -> Result<void> {
                                    auto journal = TRY(journal::Journal::open(store));
                                    return store.write([&](store::Writer &writer) -> Result<void> {
                                        journal::Entry entry;
                                        entry.event = Event::platform_initialised;
                                        entry.actor = HostActor{};
                                        TRY(populate(writer, entry));
                                        return journal->append(writer, std::move(entry));
                                    });
                                });
}

}  // namespace

Result<void> initialise(const std::filesystem::path &data, const StoreKeys &keys, const FirstUser &first, Clock &clock,
                        Random &random, const Care &care)
{
    auto user = TRY(firstUser(first, random, care.passwordCost));
    return makeData(data, keys, clock, random, care, [&](store::Writer &writer, journal::Entry &entry) -> Result<void> {
        auto made = TRY(store::users::insert(writer, user));
        entry.subject = made.id;
        entry.body["user"] = journal::userBody(writer.ids(), made);
        return {};
    });
}

Result<Secret> initialiseForSetup(const std::filesystem::path &data, const StoreKeys &keys, Clock &clock,
                                  Random &random, const Care &care)
{
    constexpr std::size_t tokenSize = 43;  // letters and digits: more than 256 bits
    auto text = random.word(tokenSize);
    auto token = Secret::take(text);
    TRY(makeData(data, keys, clock, random, care,
                 [&](store::Writer &writer, journal::Entry &) { return api::setup::wait(writer, token); }));
    return token;
}

}  // namespace castellan
