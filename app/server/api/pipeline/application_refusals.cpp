// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// What becomes of a refusal in the journal: an entry of whom the server knows, a number of whom it doesn't.
#include "server/api/pipeline/answer.h"

#include "core/try.h"
#include "server/api/pipeline/application.h"
#include "server/api/pipeline/application_job.h"
#include "server/api/pipeline/credentials.h"

#include <boost/json/object.hpp>

namespace castellan::api {
namespace {

using Why = identity::Refusals::Why;

Why whyOf(ErrorCode code)
{
    if (code == ErrorCode::unauthenticated)
        return Why::unauthenticated;
    if (code == ErrorCode::too_many_requests)
        return Why::tooMany;
    if (code == ErrorCode::origin_refused)
        return Why::foreignOrigin;
    if (code == ErrorCode::misdirected)
        return Why::wrongHost;
    if (code == ErrorCode::launch_key_missing)
        return Why::launchKeyMissing;
    if (code == ErrorCode::address_refused)
        return Why::addressNotAllowed;
    if (code == ErrorCode::https_required)
        return Why::notEncrypted;
    return Why::malformed;  // too large, too slow or in another language: not what this server understands
}

/// Counted whoever it was, because anybody can make as many of them as they like.
bool isCounted(ErrorCode code)
{
    return code == ErrorCode::unauthenticated || code == ErrorCode::too_many_requests;
}

bool isMalformed(ErrorCode code)
{
    return code == ErrorCode::validation || code == ErrorCode::invalid_json || code == ErrorCode::body_too_large ||
           code == ErrorCode::unsupported_media_type;
}

/// Of somebody known: what they may not do, not what they did wrong.
bool isOfRights(ErrorCode code)
{
    return code == ErrorCode::forbidden || code == ErrorCode::insufficient_scope ||
           code == ErrorCode::interactive_only || code == ErrorCode::address_refused || code == ErrorCode::csrf;
}

bool isRefusal(ErrorCode code)
{
    return httpStatus(code) >= 400 && httpStatus(code) < 500;
}

}  // namespace

void Application::recordRefusal(const Job &job, ErrorCode why)
{
    const auto *route = job.match.route;
    const bool changes = route != nullptr && route->runs == Runs::write;
    if (isCounted(why))
        refused(why, job.request.peer);
    else if (job.caller && route != nullptr && isOfRights(why))
        recordRefusedAct(job, Event::access_refused, why);
    else if (why == ErrorCode::address_refused)
        refused(why, job.request.peer);
    else if (changes && isRefusal(why) && (!job.caller || isMalformed(why)))
        refused(why, job.request.peer);
    else if (changes && isRefusal(why))
        recordRefusedAct(job, Event::act_refused, why);
}

/// Worth an entry; the journal makes sums of many.
void Application::recordRefusedAct(const Job &job, Event event, ErrorCode why)
{
    const auto store = [this, asked = withoutSecrets(job.request), event, why, caller = job.caller,
                        match = job.match](store::Writer &writer) -> Result<bool> {
        WriteContext context(m_services, writer, *asked);
        context.caller = caller;
        json::object body;
        body["method"] = boost::json::string_view(http::methodName(asked->method));
        body["route"] = boost::json::string_view(match.route->path);
        if (!match.params.all().empty()) {
            json::object target;
            for (const auto &[name, value] : match.params.all())
                target[name] = boost::json::string_view(value).substr(0, 64);
            body["target"] = std::move(target);
        }
        body["permission"] = boost::json::string_view(match.permission->name);
        body["reason"] = boost::json::string_view(wireWord(why));
        // So that erasing somebody erases what was tried on them.
        const auto subject = context.idFrom<UserId>(match.params["userId"]);
        TRY(context.record(event, {}, subject, std::move(body), Outcome::refused));
        return true;
    };
    m_services.store.submit(store, [this, peer = job.request.peer](const Result<bool> &written) {
        // While nothing can be written there is at least a number, which waits in memory.
        if (!written)
            m_services.refusals.count(Why::notRecorded, peer.address);
    });
}

void Application::refused(ErrorCode why, const http::Peer &peer)
{
    m_services.refusals.count(whyOf(why), peer.address);
}

}  // namespace castellan::api
