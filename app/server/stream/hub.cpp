// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/stream/hub.h"

#include "core/records/user.h"
#include "server/stream/loop.h"

#include <algorithm>
#include <thread>

namespace castellan::stream {
namespace {

constexpr std::string_view subprotocol = "audit.v1.json";

bool offersSubprotocol(const http::Request &request)
{
    for (const auto &[name, value] : request.headers) {
        if (name.size() != 22 || !std::ranges::equal(name, std::string_view("sec-websocket-protocol"), {},
                                                     [](char c) { return char(c >= 'A' && c <= 'Z' ? c + 32 : c); }))
            continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto comma = rest.find(',');
            auto one = rest.substr(0, comma);
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
            while (one.starts_with(' ') || one.starts_with('\t'))
                one.remove_prefix(1);
            while (one.ends_with(' ') || one.ends_with('\t'))
                one.remove_suffix(1);
            if (one == subprotocol)
                return true;
        }
    }
    return false;
}

http::Upgrade refusal(ErrorCode code, std::string_view message, const std::string &requestId)
{
    records::Failure failure;
    failure.code = std::string(wireWord(code));
    failure.error = json::value(boost::json::string_view(message));
    failure.requestId = requestId;
    http::Upgrade out;
    out.refusal.status = httpStatus(code);
    out.refusal.body = std::string_view(json::encodeText(failure));
    return out;
}

}  // namespace

struct Hub::Impl {
    Impl(store::Store &store_, journal::Journal &journal_, Viewers &viewers_, HubLimits limits_)
        : journal(journal_), viewers(viewers_), limits(limits_), loop(store_, journal_, viewers_, limits, inbox)
    {
    }

    journal::Journal &journal;
    Viewers &viewers;
    const HubLimits limits;
    const std::shared_ptr<Inbox> inbox = std::make_shared<Inbox>();
    Loop loop;
    std::thread thread;
};

Hub::Hub(store::Store &store, journal::Journal &journal, Viewers &viewers, HubLimits limits)
    : m_impl(std::make_unique<Impl>(store, journal, viewers, limits))
{
}

Hub::~Hub()
{
    stop();
}

void Hub::start()
{
    if (m_impl->thread.joinable())
        return;
    // The journal may call this function after the hub's end: the inbox is closed by then and takes no jobs.
    m_impl->journal.onCommitted(
        [&loop = m_impl->loop, inbox = std::weak_ptr(m_impl->inbox)](std::span<const journal::JournalRow> rows) {
            const auto open = inbox.lock();
            if (open && !open->isClosed() && open->subscribers.load() > 0)
                open->post([&loop, copy = std::vector<journal::JournalRow>(rows.begin(), rows.end())] {
                    loop.committed(copy);
                });
        });
    m_impl->viewers.observe(this);
    m_impl->thread = std::thread([this] { m_impl->loop.run(); });
}

void Hub::stop()
{
    if (!m_impl->thread.joinable())
        return;
    m_impl->viewers.observe(nullptr);
    m_impl->inbox->post([this] {
        m_impl->loop.closeAll();
        m_impl->inbox->close();
    });
    m_impl->thread.join();
}

void Hub::serve(const http::Request &request, std::function<void(http::Upgrade)> decide)
{
    if (m_impl->inbox->isClosed())
        return decide(refusal(ErrorCode::stopping, "The server is stopping; try again in a moment.", request.id));
    if (!offersSubprotocol(request))
        return decide(refusal(ErrorCode::invalid_request,
                              "Sec-WebSocket-Protocol: expected audit.v1.json among what is offered.", request.id));
    auto address = request.peer.address;
    m_impl->viewers.of(request, [&loop = m_impl->loop, inbox = m_impl->inbox, address = std::move(address),
                                 decide = std::move(decide)](Result<Viewer> viewer) {
        http::Upgrade out;
        out.authenticated = viewer.has_value();
        out.subprotocol = subprotocol;
        out.handler = std::make_shared<Handler>(inbox, loop, std::move(viewer), address);
        decide(std::move(out));
    });
}

void Hub::credentialEnded(const Digest &credential)
{
    m_impl->inbox->post([&loop = m_impl->loop, credential] { loop.credentialEnded(credential); });
}

void Hub::credentialRenewed(const Digest &old, const Digest &fresh)
{
    m_impl->inbox->post([&loop = m_impl->loop, old, fresh] { loop.credentialRenewed(old, fresh); });
}

void Hub::rightsChanged(const Subscriber &subscriber)
{
    m_impl->inbox->post([&loop = m_impl->loop, subscriber] { loop.rightsChanged(subscriber); });
}

void Hub::policyChanged()
{
    m_impl->inbox->post([&loop = m_impl->loop] { loop.policyChanged(); });
}

}  // namespace castellan::stream
