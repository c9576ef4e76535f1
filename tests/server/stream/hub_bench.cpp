// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/stream/hub_bench.h"

#include "server/store/connection.h"

#include <boost/json/object.hpp>

namespace castellan::test {
namespace {

Digest digestOf(const std::string &token)
{
    return sha256(bytesOf(token));
}

auto unknown()
{
    return fail(ErrorCode::unauthenticated, "You are not signed in; sign in first.");
}

}  // namespace

stream::Viewer administrator(UserId user)
{
    stream::Viewer viewer{.subscriber = user};
    viewer.admin = true;
    return viewer;
}

stream::Viewer ownerOf(std::vector<TeamId> teams, UserId user)
{
    stream::Viewer viewer{.subscriber = user};
    viewer.teams = std::move(teams);
    return viewer;
}

void TestViewers::set(const std::string &token, stream::Viewer viewer)
{
    const std::lock_guard lock(m_mutex);
    viewer.credential = digestOf(token);
    m_viewers.insert_or_assign(token, std::move(viewer));
}

void TestViewers::changeRights(const std::string &token, stream::Viewer viewer)
{
    const auto subscriber = viewer.subscriber;
    set(token, std::move(viewer));
    const std::lock_guard lock(m_mutex);
    if (m_observer)
        m_observer->rightsChanged(subscriber);
}

void TestViewers::end(const std::string &token)
{
    endSilently(token);
    const std::lock_guard lock(m_mutex);
    if (m_observer)
        m_observer->credentialEnded(digestOf(token));
}

void TestViewers::endSilently(const std::string &token)
{
    const std::lock_guard lock(m_mutex);
    m_viewers.erase(token);
}

void TestViewers::of(const http::Request &request, Answer answer)
{
    const auto header = std::string(request.header("authorization").value_or(""));
    std::unique_lock lock(m_mutex);
    const auto it = header.starts_with("Bearer ") ? m_viewers.find(header.substr(7)) : m_viewers.end();
    auto viewer = it == m_viewers.end() ? Result<stream::Viewer>(unknown()) : Result<stream::Viewer>(it->second);
    lock.unlock();
    answer(std::move(viewer));
}

void TestViewers::recheck(const Digest &credential, const std::string &, Answer answer)
{
    Result<stream::Viewer> found = unknown();
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[token, viewer] : m_viewers)
            if (viewer.credential == credential)
                found = viewer;
    }
    answer(std::move(found));
}

void TestViewers::observe(stream::RightsObserver *observer)
{
    const std::lock_guard lock(m_mutex);
    m_observer = observer;
}

HubBench::HubBench(stream::HubLimits l) : limits(l)
{
    viewers.set("admin", administrator());
}

HubBench::~HubBench()
{
    stop();
}

Result<void> HubBench::start()
{
    TRY(JournalFolder::start());
    hub = std::make_unique<stream::Hub>(*store, *journal, viewers, limits);
    hub->start();
    http::Listen listen;
    listen.port = port;
    http = std::make_unique<http::HttpServer>(std::move(listen), http::Limits{}, *this, clock, random, log);
    auto endpoint = http->start();
    if (!endpoint)
        return fail(endpoint.error());
    port = endpoint->port;
    return {};
}

void HubBench::stop()
{
    if (hub)
        hub->stop();
    if (http)
        http->stop();
    if (store)
        store->close();
    http.reset();
    hub.reset();
    JournalFolder::stop();
}

Result<void> HubBench::forgetUpTo(std::int64_t seq)
{
    return store->write([&](store::Writer &writer) -> Result<void> {
        const auto number = std::to_string(seq);
        const auto anchor =
            "UPDATE journal_anchor SET seq=" + number + ", chain=(SELECT chain FROM journal WHERE seq=" + number + ")";
        if (auto ok = writer.connection().execute(anchor.c_str()); !ok)
            return ok;
        const auto rows = "DELETE FROM journal WHERE seq<=" + number;
        return writer.connection().execute(rows.c_str());
    });
}

std::string HubBench::teamId(TeamId team) const
{
    return store->ids().encode(team);
}

void HubBench::handle(http::Request, http::Reply reply)
{
    reply(http::Response{404, "{}"});
}

void HubBench::upgrade(http::Request request, std::function<void(http::Upgrade)> decide)
{
    hub->serve(request, std::move(decide));
}

}  // namespace castellan::test
