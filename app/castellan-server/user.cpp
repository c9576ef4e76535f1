// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "data_options.h"
#include "os/print.h"
#include "os/process.h"
#include "server/operations/erase_person.h"
#include "server/operations/rescue.h"

namespace castellan::cli {
namespace {

constexpr const char *usage =
    "castellan-server user list --data DIR                                   all users, also beside a running server\n"
    "castellan-server user unlock --data DIR --username U                    ends the locks of an account\n"
    "castellan-server user reset-password --data DIR --username U --password-stdin [--end-tokens]\n"
    "                                                                        to be changed at the next sign-in; ends\n"
    "                                                                        all sessions, and the access tokens if\n"
    "                                                                        asked\n"
    "castellan-server user reset-mfa --data DIR --username U                 takes the second factor away\n"
    "castellan-server user erase --data DIR --username U --yes               deletes the account and erases the "
    "person\n"
    "                                                                        from the audit log, for good; U may be\n"
    "                                                                        the id of a user who was deleted\n";

po::options_description options(bool named, bool password, bool forGood)
{
    po::options_description out("castellan-server user");
    addDataOptions(out);
    if (named)
        out.add_options()("username", po::value<std::string>()->required(), "user name or e-mail address");
    if (password) {
        out.add_options()("password-stdin", po::bool_switch(), "read the password from standard input");
        out.add_options()("end-tokens", po::bool_switch(), "end the user's access tokens, too");
    }
    if (forGood)
        out.add_options()("yes", po::bool_switch(), "do it, although it can't be undone");
    return out;
}

int list(const po::variables_map &values)
{
    auto open = openToRead(values);
    if (!open)
        return complain(open.error());
    auto users = rescue::list(*open->store);
    if (!users)
        return complain(users.error());
    const auto now = open->folder->clock.now();
    const auto row = [](std::string_view username, std::string_view email, std::string_view seen,
                        std::string_view state) {
        return os::column(username, 24) + ' ' + os::column(email, 32) + ' ' + os::column(seen, 24) + ' ' +
               std::string(state);
    };
    os::printLine(stdout, row("username", "email", "last seen", "state"));
    for (const auto &user : *users) {
        std::string state = user.admin ? "administrator" : "";
        const auto add = [&](bool is, const char *word) {
            state += is ? (state.empty() ? "" : ", ") + std::string(word) : "";
        };
        add(user.auditor, "auditor");
        add(user.suspended, "suspended");
        add(user.lockedUntil && *user.lockedUntil > now, "locked");
        add(user.passwordExpired, "password expired");
        add(user.local, "local person");
        os::printLine(stdout,
                      row(user.username, user.email, user.lastSeenAt ? toIso(*user.lastSeenAt) : "never", state));
    }
    return 0;
}

int unlock(const po::variables_map &values)
{
    auto open = openFolder(values);
    if (!open)
        return complain(open.error());
    const auto username = values["username"].as<std::string>();
    if (auto done = rescue::unlock(*open->store, *open->journal, username, os::accountName()); !done)
        return complain(done.error());
    os::printLine(stdout, username + " can sign in again.");
    return 0;
}

int resetPassword(const po::variables_map &values)
{
    if (!values["password-stdin"].as<bool>())
        return complain(fail(ErrorCode::usage, "say --password-stdin and send the password to standard input").value());
    auto password = passwordFromInput();
    if (!password)
        return complain(password.error());
    auto open = openFolder(values);
    if (!open)
        return complain(open.error());
    const auto username = values["username"].as<std::string>();
    const bool endTokens = values["end-tokens"].as<bool>();
    const auto tokens = endTokens ? rescue::AccessTokens::end : rescue::AccessTokens::keep;
    const auto reset =
        rescue::resetPassword(*open->store, *open->journal, username, *password, tokens, os::accountName());
    if (!reset)
        return complain(reset.error());
    const auto tokensEnded =
        endTokens ? " and " + std::to_string(reset->tokensEnded) + " access tokens" : std::string();
    os::printLine(stdout, username + " has the new password, which must be changed at the next sign-in; " +
                              std::to_string(reset->sessionsEnded) + " sessions" + tokensEnded + " ended.");
    if (reset->tokensKept > 0)
        os::printLine(stdout, std::to_string(reset->tokensKept) +
                                  " access tokens of this user are still valid. To end them, say --end-tokens.");
    return 0;
}

int resetMfa(const po::variables_map &values)
{
    auto open = openFolder(values);
    if (!open)
        return complain(open.error());
    const auto username = values["username"].as<std::string>();
    auto gone = rescue::resetSecondFactor(*open->store, *open->journal, username, os::accountName());
    if (!gone)
        return complain(gone.error());
    os::printLine(stdout, username + (*gone ? " signs in without a second factor from now on; all sessions ended."
                                            : " has no second factor; nothing was changed."));
    return 0;
}

int erase(const po::variables_map &values)
{
    if (!values["yes"].as<bool>())
        return complain(fail(ErrorCode::usage, "an erasure can't be undone; say --yes if it is meant").value());
    auto open = openFolder(values);
    if (!open)
        return complain(open.error());
    const auto erased =
        rescue::erasePerson(*open->store, *open->journal, values["username"].as<std::string>(), os::accountName());
    if (!erased)
        return complain(erased.error());
    os::printLine(stdout,
                  std::string(erased->accountDeleted ? "The account is deleted" : "The account was deleted before") +
                      "; the personal part of " + std::to_string(erased->rows) +
                      " entries of the audit log is erased. Backups made before still hold it.");
    return 0;
}

}  // namespace

int user(const Arguments &arguments)
{
    struct Action {
        std::string_view name;
        bool named;
        bool password;
        bool forGood;
        int (*run)(const po::variables_map &);
    };
    constexpr Action actions[] = {{"list", false, false, false, &list},
                                  {"unlock", true, false, false, &unlock},
                                  {"reset-password", true, true, false, &resetPassword},
                                  {"reset-mfa", true, false, false, &resetMfa},
                                  {"erase", true, false, true, &erase}};
    if (!arguments.empty() && arguments[0] == "--help") {
        os::printLines(stdout, usage);
        return 0;
    }
    for (const auto &action : actions) {
        if (arguments.empty() || arguments[0] != action.name)
            continue;
        const auto parsed =
            parse({arguments.begin() + 1, arguments.end()}, options(action.named, action.password, action.forGood));
        return parsed.exit ? *parsed.exit : action.run(parsed.values);
    }
    os::printLines(stderr, usage);
    return 2;
}

}  // namespace castellan::cli
