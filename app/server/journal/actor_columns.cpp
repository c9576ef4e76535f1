// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/journal/actor_columns.h"

namespace castellan::journal {
namespace {

struct ToColumns {
    ActorColumns operator()(const SystemActor &) const { return {ActorKind::system, {}, {}, Auth::none}; }
    ActorColumns operator()(const HostActor &host) const { return {ActorKind::host, {}, host.name, Auth::none}; }
    ActorColumns operator()(const AnonymousActor &caller) const
    {
        return {ActorKind::anonymous, {}, caller.name, caller.auth};
    }
    ActorColumns operator()(const UserActor &user) const { return {ActorKind::user, user.id, user.name, user.auth}; }
    ActorColumns operator()(const LocalActor &user) const { return {ActorKind::user, user.id, user.name, Auth::local}; }
    ActorColumns operator()(const KeyActor &key) const { return {ActorKind::key, {}, key.name, Auth::token}; }
};

}  // namespace

ActorColumns columnsOf(const Actor &actor)
{
    return std::visit(ToColumns(), actor);
}

}  // namespace castellan::journal
