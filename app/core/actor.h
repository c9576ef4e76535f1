// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

/// The actor of an act, as recorded in the audit journal.
namespace castellan {

/// The kind of credential that a request presented.
enum class Auth : std::uint8_t { none = 0, session = 1, token = 2, local = 3 };
[[nodiscard]] std::string_view authWord(Auth auth);  // "none", "session", "token", "local"

/// The server itself, without any request.
struct SystemActor {};

/// A command on the server's machine.
struct HostActor {
    std::string name{};  ///< of the operating system's user who ran it; may be empty
};

/// A caller without an identity: before signing in.
struct AnonymousActor {
    std::string name{};      ///< the attempted user name, if known
    Auth auth = Auth::none;  ///< of a credential that the request presented besides
};

/// A person, by a session or by a personal token.
struct UserActor {
    UserId id;
    std::string name;
    Auth auth = Auth::session;
};

/// The local person, who is at the computer that the server runs on.
struct LocalActor {
    UserId id;
    std::string name;
};

/// A service key.
struct KeyActor {
    std::string name;
};

using Actor = std::variant<SystemActor, HostActor, AnonymousActor, UserActor, LocalActor, KeyActor>;

}  // namespace castellan
