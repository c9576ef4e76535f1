// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/refusal_log.h"

#include "core/text/utf8.h"
#include "core/try.h"
#include "server/api/pipeline/credentials.h"

#include <boost/json/object.hpp>

namespace castellan::api {
namespace {

using Why = identity::Refusals::Why;

/// Bytes of a path's parameter that a row keeps.
constexpr std::size_t parameterLimit = 64;

Why whyOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::unauthenticated:
        return Why::unauthenticated;
    case ErrorCode::too_many_requests:
        return Why::tooMany;
    case ErrorCode::origin_refused:
        return Why::foreignOrigin;
    case ErrorCode::misdirected:
        return Why::wrongHost;
    case ErrorCode::launch_key_missing:
        return Why::launchKeyMissing;
    case ErrorCode::address_refused:
        return Why::addressNotAllowed;
    case ErrorCode::https_required:
        return Why::notEncrypted;
    default:
        return Why::malformed;  // too large, too slow or not HTTP
    }
}

/// Only counted, even for a known caller.
bool isOnlyCounted(ErrorCode code)
{
    return code == ErrorCode::unauthenticated || code == ErrorCode::too_many_requests;
}

bool isMalformed(ErrorCode code)
{
    return code == ErrorCode::validation || code == ErrorCode::invalid_json || code == ErrorCode::body_too_large ||
           code == ErrorCode::unsupported_media_type;
}

/// For lack of rights, as opposed to a malformed request.
bool isOfRights(ErrorCode code)
{
    return code == ErrorCode::forbidden || code == ErrorCode::insufficient_scope ||
           code == ErrorCode::interactive_only || code == ErrorCode::address_refused || code == ErrorCode::csrf;
}

bool isRefusal(ErrorCode code)
{
    return httpStatus(code) >= 400 && httpStatus(code) < 500;
}

json::object bodyOf(const http::Request &asked, const Router::Match &match, ErrorCode why)
{
    json::object body;
    body["method"] = boost::json::string_view(http::methodName(asked.method));
    body["route"] = boost::json::string_view(match.route->what.path);
    if (!match.params.all().empty()) {
        json::object target;
        for (const auto &[name, value] : match.params.all())
            target[name] = boost::json::string_view(cutUtf8(value, parameterLimit));
        body["target"] = std::move(target);
    }
    body["permission"] = boost::json::string_view(match.permission->name);
    body["reason"] = boost::json::string_view(wireWord(why));
    return body;
}

}  // namespace

void RefusalLog::record(const RequestState &state, ErrorCode why)
{
    const auto *route = state.match.route;
    const bool changes = route != nullptr && route->how.runs == Runs::write;
    if (isOnlyCounted(why))
        count(why, state.request.peer);
    else if (state.caller && route != nullptr && isOfRights(why))
        append(state, Event::access_refused, why);
    else if (why == ErrorCode::address_refused)
        count(why, state.request.peer);
    else if (changes && isRefusal(why) && (!state.caller || isMalformed(why)))
        count(why, state.request.peer);
    else if (changes && isRefusal(why))
        append(state, Event::act_refused, why);
}

/// The journal aggregates many such entries.
void RefusalLog::append(const RequestState &state, Event event, ErrorCode why)
{
    const auto write = [this, asked = withoutSecrets(state.request), event, why, caller = state.caller,
                        match = state.match](store::Writer &writer) -> Result<bool> {
        WriteContext context(m_services, writer, *asked);
        context.caller = caller;
        // With the subject, so that erasing a user erases attempts against them, too.
        const auto subject = context.idFrom<UserId>(match.params["userId"]);
        TRY(context.record(event, {}, subject, bodyOf(*asked, match, why), Outcome::refused));
        return true;
    };
    m_services.store.submit(write, [this, peer = state.request.peer](const Result<bool> &written) {
        // While the journal can't be written, the refusal is at least counted in memory.
        if (!written)
            m_services.refusals.count(Why::notRecorded, peer.address);
    });
}

void RefusalLog::count(ErrorCode why, const http::Peer &peer)
{
    m_services.refusals.count(whyOf(why), peer.address);
}

}  // namespace castellan::api
