// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/keys/api_keys.h"

#include "core/try.h"
#include "server/api/keys/key_kinds.h"
#include "server/api/pipeline/answer.h"

#include <boost/json/object.hpp>

namespace castellan::api::keys {
namespace {

/// The key that the path names. ErrorCode::not_found also for a key that the path doesn't reach.
template <class Kind> Result<store::ApiKey> named(const Context &context)
{
    auto key = TRY(rowNamed(context, Kind::parameter, &store::api_keys::find));
    if (!Kind::reaches(context, key))
        return fail(ErrorCode::not_found, "Not Found");
    return key;
}

template <class Kind> Result<http::Response> answerKey(Context &context, const store::ApiKey &key)
{
    return answer(TRY(Kind::record(context, key)));
}

/// With the token itself, which no later answer shows.
template <class Kind> Result<http::Response> answerOnce(WriteContext &act, const Made &made)
{
    auto out = TRY(Kind::record(act, made.key));
    out.token = made.token.clone();
    return answer(out);
}

template <class Kind> Result<http::Response> setEnabled(WriteContext &act, bool enabled)
{
    auto key = TRY(named<Kind>(act));
    Updates updates;
    updates.add("enabled", key.enabled, enabled);
    if (updates.empty()) {
        act.nothingChanged();
        return answerKey<Kind>(act, key);
    }
    key.enabled = enabled;
    TRY(store::api_keys::update(act.writer, key));
    json::object body;
    body["updates"] = updates.take();
    TRY(Kind::journal(act, KeyChange::updated, key, std::move(body)));
    if (!enabled)
        act.writer.afterCommit(
            [&credentials = act.services.credentials, digest = key.tokenHash] { credentials.credentialEnded(digest); });
    return answerKey<Kind>(act, key);
}

}  // namespace

template <class Kind> Result<http::Response> Handlers<Kind>::list(Context &context, const http::Request &)
{
    std::vector<typename Kind::Record> out;
    for (const auto &key : TRY(Kind::all(context)))
        out.push_back(TRY(Kind::record(context, key)));
    return Kind::answerList(std::move(out));
}

template <class Kind> Result<http::Response> Handlers<Kind>::create(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<typename Kind::Create>(request));
    auto draft = TRY(Kind::draft(act, body));
    auto made = TRY(make(act, std::move(draft.key), draft.kind));
    TRY(Kind::journal(act, KeyChange::created, made.key, {}));
    return answerOnce<Kind>(act, made);
}

template <class Kind> Result<http::Response> Handlers<Kind>::update(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<typename Kind::Update>(request));
    auto key = TRY(named<Kind>(act));
    const auto before = key;
    TRY(Kind::apply(act, body, key));
    auto updates = Kind::differences(before, key);
    if (updates.empty() && !Kind::recordsUnchanged) {
        act.nothingChanged();
        return answerKey<Kind>(act, key);
    }
    TRY(store::api_keys::update(act.writer, key));
    json::object entry;
    entry["updates"] = updates.take();
    TRY(Kind::journal(act, KeyChange::updated, key, std::move(entry)));
    act.writer.afterCommit([&credentials = act.services.credentials, owner = key.user(), id = key.id] {
        credentials.keyChanged(owner, id);
    });
    return answerKey<Kind>(act, key);
}

template <class Kind> Result<http::Response> Handlers<Kind>::rotate(WriteContext &act, const http::Request &request)
{
    auto rotated = TRY(rotateKey(act, request, TRY(named<Kind>(act))));
    json::object entry;
    entry["replacement"] = Kind::summary(act, rotated.fresh.key);
    entry["updates"] = rotated.updates.take();
    TRY(Kind::journal(act, KeyChange::rotated, rotated.old, std::move(entry)));
    return answerOnce<Kind>(act, rotated.fresh);
}

template <class Kind> Result<http::Response> Handlers<Kind>::enable(WriteContext &act, const http::Request &)
{
    return setEnabled<Kind>(act, true);
}

template <class Kind> Result<http::Response> Handlers<Kind>::disable(WriteContext &act, const http::Request &)
{
    return setEnabled<Kind>(act, false);
}

template <class Kind> Result<http::Response> Handlers<Kind>::remove(WriteContext &act, const http::Request &)
{
    auto key = TRY(named<Kind>(act));
    TRY(store::api_keys::remove(act.writer, key.id));
    TRY(Kind::journal(act, KeyChange::deleted, key, {}));
    act.writer.afterCommit(
        [&credentials = act.services.credentials, digest = key.tokenHash] { credentials.credentialEnded(digest); });
    return empty(204);
}

template <class Kind> Result<std::optional<Revocation>> Handlers<Kind>::revoke(Context &context, const http::Request &)
{
    auto key = TRY(named<Kind>(context));
    return Revocation{key.tokenHash, okay()};
}

template <class Kind>
Result<std::optional<Revocation>> Handlers<Kind>::revokeUse(Context &context, const http::Request &)
{
    auto key = TRY(named<Kind>(context));
    key.enabled = false;
    auto response = TRY(answerKey<Kind>(context, key));
    return Revocation{key.tokenHash, std::move(response)};
}

template struct Handlers<PersonalTokens>;
template struct Handlers<ServiceKeys>;

}  // namespace castellan::api::keys
