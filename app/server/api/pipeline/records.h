// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/team.h"
#include "core/records/user.h"
#include "server/api/pipeline/context.h"
#include "server/store/page.h"
#include "server/store/tables/invitations.h"

/// Rows of the store as records of the API, and as members of audit bodies.
namespace castellan::api {

/// For the user, administrators and auditors.
[[nodiscard]] records::User userRecord(const Context &context, const store::User &user);
/// True for an address that mixes scripts, as look-alikes of other addresses do; else nothing.
[[nodiscard]] std::optional<bool> mixedScript(std::string_view email);
/// For the other members of a team.
[[nodiscard]] records::User userSummary(const Context &context, const store::User &user);
[[nodiscard]] records::TeamType teamTypeRecord(const Context &context, const store::TeamType &type);
[[nodiscard]] records::Team teamSummary(const Context &context, const http::Request &request, const store::Team &team);
[[nodiscard]] records::Team teamRecord(const Context &context, const http::Request &request, const store::Team &team,
                                       const std::optional<store::TeamType> &type);

[[nodiscard]] json::object userBody(const Context &context, const store::User &user);
[[nodiscard]] json::object teamBody(const Context &context, const store::Team &team);

/// `body.updates`: each changed member with its old and new value.
class Updates {
public:
    /// Adds nothing if both are equal.
    void add(std::string_view key, json::value from, json::value to);
    [[nodiscard]] bool empty() const { return m_list.empty(); }
    [[nodiscard]] json::array take() { return std::move(m_list); }

private:
    json::array m_list;
};

/// `limit`, `cursor` and `query` of a list. ErrorCode::validation for a limit that is no number, invalid_cursor.
template <class IdType>
[[nodiscard]] Result<store::PageRequest<IdType>> pageRequest(const Context &context, const http::Request &request);
extern template Result<store::PageRequest<UserId>> pageRequest(const Context &, const http::Request &);
extern template Result<store::PageRequest<TeamId>> pageRequest(const Context &, const http::Request &);

}  // namespace castellan::api
