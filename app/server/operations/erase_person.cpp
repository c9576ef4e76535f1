// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/operations/erase_person.h"

#include "core/try.h"
#include "server/api/users/removal_rules.h"
#include "server/store/tables/teams.h"
#include "server/store/tables/users.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace castellan::rescue {
namespace {

journal::Entry entryOf(Event event, std::string_view by)
{
    journal::Entry entry;
    entry.event = event;
    entry.actor = HostActor{std::string(by)};
    return entry;
}

Result<void> removeTeam(store::Writer &writer, journal::Journal &journal, const store::Team &team, std::string_view by)
{
    auto entry = entryOf(Event::platform_team_deleted, by);
    entry.body["team"] = json::object{{"id", writer.ids().encode(team.id)}, {"name", team.name}, {"slug", team.slug}};
    TRY(journal.append(writer, std::move(entry)));
    return store::teams::remove(writer, team.id);
}

Result<void> removeAccount(store::Writer &writer, journal::Journal &journal, const store::User &user,
                           std::string_view by)
{
    TRY(api::users::checkRemovable(writer, user));
    const auto teams = TRY(api::users::teamsOwnedAlone(writer, user));
    for (const auto &team : teams)
        TRY(removeTeam(writer, journal, team, by));
    return store::users::remove(writer, user.id);
}

}  // namespace

Result<Erased> erasePerson(store::Store &store, journal::Journal &journal, std::string_view who, std::string_view by)
{
    return store.write([&](store::Writer &writer) -> Result<Erased> {
        const auto unknown = [&] {
            return fail(ErrorCode::not_found, "There is no user \"" + std::string(who) +
                                                  "\", and the journal names none with this id; `user list` shows "
                                                  "who there is.");
        };
        auto id = writer.ids().decode<UserId>(who);
        const auto user = id ? TRY(store::users::find(writer, *id)) : TRY(store::users::findByLogin(writer, who));
        if (user)
            id = user->id;
        if (!id)
            return unknown();
        Erased out;
        if (user) {
            TRY(removeAccount(writer, journal, *user, by));
            out.accountDeleted = true;
        }
        out.rows =
            TRY(journal.erasePerson(writer, *id, entryOf(Event::platform_person_erased, by), out.accountDeleted));
        if (out.rows == 0 && !out.accountDeleted)
            return unknown();
        return out;
    });
}

}  // namespace castellan::rescue
