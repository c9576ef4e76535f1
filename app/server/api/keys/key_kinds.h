// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/key.h"
#include "core/records/user.h"
#include "server/api/keys/api_keys.h"
#include "server/api/keys/key_rules.h"

#include <string_view>
#include <utility>
#include <vector>

namespace castellan::api::keys {

enum class KeyChange : std::uint8_t { created, updated, rotated, deleted };

/// A key that a request asks for.
struct Draft {
    store::NewApiKey key;
    TokenKind kind = TokenKind::personal;
};

/// The caller's own tokens. Paths and records are FlowFuse's.
struct PersonalTokens {
    using Record = records::AccessToken;
    using Create = records::AccessTokenCreate;
    using Update = records::AccessTokenUpdate;
    static constexpr std::string_view parameter = "tokenId";
    /// As FlowFuse: every PUT is a change, even one that changes no value.
    static constexpr bool recordsUnchanged = true;

    [[nodiscard]] static Result<std::vector<store::ApiKey>> all(Context &context);
    [[nodiscard]] static bool reaches(const Context &context, const store::ApiKey &key);
    [[nodiscard]] static Result<Record> record(Context &context, const store::ApiKey &key);
    [[nodiscard]] static http::Response answerList(std::vector<Record> records);
    [[nodiscard]] static Result<Draft> draft(WriteContext &act, const Create &body);
    [[nodiscard]] static Result<void> apply(WriteContext &act, const Update &body, store::ApiKey &key);
    [[nodiscard]] static Updates differences(const store::ApiKey &before, const store::ApiKey &after);
    /// A key in the body of journal entries.
    [[nodiscard]] static json::object summary(const Context &context, const store::ApiKey &key);
    [[nodiscard]] static Result<void> journal(WriteContext &act, KeyChange change, const store::ApiKey &key,
                                              json::object body);
};

/// Service keys: those of the path's team, or all of them below the platform's path.
struct ServiceKeys {
    using Record = records::Key;
    using Create = records::KeyCreate;
    using Update = records::KeyUpdate;
    static constexpr std::string_view parameter = "keyId";
    static constexpr bool recordsUnchanged = false;

    [[nodiscard]] static Result<std::vector<store::ApiKey>> all(Context &context);
    [[nodiscard]] static bool reaches(const Context &context, const store::ApiKey &key);
    [[nodiscard]] static Result<Record> record(Context &context, const store::ApiKey &key);
    [[nodiscard]] static http::Response answerList(std::vector<Record> records);
    [[nodiscard]] static Result<Draft> draft(WriteContext &act, const Create &body);
    [[nodiscard]] static Result<void> apply(WriteContext &act, const Update &body, store::ApiKey &key);
    [[nodiscard]] static Updates differences(const store::ApiKey &before, const store::ApiKey &after);
    [[nodiscard]] static json::object summary(const Context &context, const store::ApiKey &key);
    [[nodiscard]] static Result<void> journal(WriteContext &act, KeyChange change, const store::ApiKey &key,
                                              json::object body);
};

}  // namespace castellan::api::keys
