// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/wire/team.h"
#include "core/wire/user.h"
#include "server/api/context.h"
#include "server/store/invitations.h"
#include "server/store/page.h"

/// Rows of the store as records of the API, and as members of audit bodies.
namespace castellan::api {

/// What the user, an administrator or an auditor sees.
[[nodiscard]] wire::User userRecord(const Context &context, const store::User &user);
/// What everybody in a team sees of a user.
[[nodiscard]] wire::User userSummary(const Context &context, const store::User &user);
[[nodiscard]] wire::TeamType teamTypeRecord(const Context &context, const store::TeamType &type);
[[nodiscard]] wire::Team teamSummary(const Context &context, const http::Request &request, const store::Team &team);
[[nodiscard]] wire::Team teamRecord(const Context &context, const http::Request &request, const store::Team &team,
                                    const std::optional<store::TeamType> &type);

[[nodiscard]] json::object userBody(const Context &context, const store::User &user);
[[nodiscard]] json::object teamBody(const Context &context, const store::Team &team);

/// `body.updates`: what changed, from what to what.
class Updates {
public:
    /// Nothing is kept if both are the same.
    void add(std::string_view key, json::value from, json::value to);
    [[nodiscard]] bool empty() const { return m_list.empty(); }
    [[nodiscard]] json::array take() { return std::move(m_list); }

private:
    json::array m_list;
};

/// `limit`, `cursor` and `query` of a list. ErrorCode::validation for a limit that is no number, invalid_cursor.
[[nodiscard]] Result<store::PageRequest> pageRequest(const Context &context, const http::Request &request,
                                                     store::IdKind kind);

}  // namespace castellan::api
