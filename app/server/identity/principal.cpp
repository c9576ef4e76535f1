// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/principal.h"

#include <algorithm>

namespace castellan::identity {

Auth Principal::auth() const
{
    if (session() != nullptr)
        return Auth::session;
    return localSession() != nullptr ? Auth::local : Auth::token;
}

Actor Principal::actor() const
{
    if (const auto *key = serviceKey())
        return KeyActor{key->name};
    if (localSession() != nullptr)
        return LocalActor{user()->id, user()->username};
    return UserActor{user()->id, user()->username, auth()};
}

const store::User *Principal::user() const
{
    return std::visit(
        [](const auto &credential) -> const store::User * {
            if constexpr (requires { credential.user; })
                return &credential.user;
            else
                return nullptr;
        },
        m_credential);
}

std::optional<UserId> Principal::userId() const
{
    const auto *known = user();
    return known != nullptr ? std::optional(known->id) : std::nullopt;
}

const std::string &Principal::name() const
{
    const auto *known = user();
    return known != nullptr ? known->username : serviceKey()->name;
}

const KeyLimits *Principal::keyLimits() const
{
    return std::visit(
        [](const auto &credential) -> const KeyLimits * {
            if constexpr (requires { credential.limits; })
                return &credential.limits;
            else
                return nullptr;
        },
        m_credential);
}

std::optional<KeyId> Principal::keyId() const
{
    if (const auto *token = std::get_if<PersonalToken>(&m_credential))
        return token->id;
    const auto *key = serviceKey();
    return key != nullptr ? std::optional(key->id) : std::nullopt;
}

stream::Subscriber Principal::subscriber() const
{
    if (const auto id = userId())
        return *id;
    return serviceKey()->id;
}

bool Principal::isAdmin() const
{
    const auto *limits = keyLimits();
    if (limits != nullptr && (limits->limited || !limits->adminOptIn))
        return false;
    const auto *known = user();
    return known != nullptr ? known->admin : !limits->readOnly;
}

bool Principal::isAuditor() const
{
    const auto *limits = keyLimits();
    if (limits != nullptr && limits->limited)
        return false;
    const auto *known = user();
    return known == nullptr || known->auditor;
}

bool Principal::reaches(TeamId team) const
{
    const auto *limits = keyLimits();
    return limits == nullptr || !limits->limited || std::ranges::binary_search(limits->teams, team);
}

Role Principal::roleIn(TeamId team, Role own) const
{
    if (!reaches(team))
        return Role::none;
    return serviceKey() != nullptr ? Role::owner : own;
}

}  // namespace castellan::identity
