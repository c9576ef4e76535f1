// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/http/test_application.h"

#include "core/json/codec.h"

namespace castellan::http::test {
namespace {

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override
    {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] Tick tick() const override { return std::chrono::steady_clock::now(); }
};

/// The request as JSON.
Response echo(const Request &request)
{
    json::array query;
    for (const auto &[name, value] : request.query)
        query.push_back(json::array{name, value});
    Response response;
    response.body = json::serialize(json::object{
        {"method", methodName(request.method)},
        {"path", request.path},
        {"query", query},
        {"body", request.body.size() > 1000 ? std::to_string(request.body.size()) : std::string(request.body)},
        {"peer", request.peer.address},
        {"tls", request.peer.tls},
        {"subject", request.peer.certificateSubject},
        {"cookie", std::string(request.cookie("sid").value_or("none"))},
        {"client", request.client()},
        {"trailer", request.header("X-Trailer").has_value()},
    });
    return response;
}

/// Sends every message back. `flood` is answered with a thousand, `big` with one that is too long, `bye` with a close,
/// `au revoir` with a reason that is too long.
class EchoHandler final : public WebSocketHandler {
public:
    explicit EchoHandler(TestApplication &application) : m_application(application) {}
    void opened(std::shared_ptr<WebSocket> socket) override
    {
        m_socket = std::move(socket);
        ++m_application.socketsOpened;
    }
    void received(std::string_view text) override
    {
        if (text == "bye") {
            m_socket->close(4403, "right lost");
        } else if (text == "au revoir") {
            std::string reason;
            for (int i = 0; i < 70; ++i)
                reason += "ä";
            m_socket->close(4403, reason);
        } else if (text == "big") {
            m_socket->send(std::make_shared<const std::string>(300 * 1024, 'x'));
        } else if (text == "flood") {
            for (int i = 0; i < 1000; ++i)
                m_socket->send(std::make_shared<const std::string>("flood " + std::to_string(i)));
            m_flooded = true;
        } else {
            m_socket->send(std::make_shared<const std::string>(text));
        }
    }
    void drained() override
    {
        if (std::exchange(m_flooded, false))
            m_socket->send(
                std::make_shared<const std::string>("drained, pending " + std::to_string(m_socket->pending())));
    }
    void closed(std::uint16_t code) override
    {
        m_socket.reset();
        m_application.addCloseCode(code);
    }

private:
    TestApplication &m_application;
    std::shared_ptr<WebSocket> m_socket;
    bool m_flooded = false;
};

}  // namespace

TestApplication::~TestApplication()
{
    for (auto &thread : m_threads)
        thread.join();
}

BodySize TestApplication::bodySize(Request &request) const
{
    return request.path == "/login" ? BodySize::anonymous : BodySize::authenticated;
}

void TestApplication::handle(Request request, Reply reply)
{
    ++handled;
    const auto &path = request.path;
    if (path == "/static") {
        reply({.body = "{\"status\":\"okay\"}"});
    } else if (path == "/hold") {
        const std::lock_guard lock(m_mutex);
        m_held.push_back(std::move(reply));
    } else if (path == "/thread") {
        const std::lock_guard lock(m_mutex);
        m_threads.emplace_back([reply, response = echo(request)] { reply(response); });
    } else if (path == "/drop") {
        return;
    } else if (path == "/throw") {
        throw std::runtime_error("on purpose");
    } else if (path == "/twice") {
        reply({.body = "{\"answer\":1}"});
        reply({.body = "{\"answer\":2}"});
    } else if (path == "/split") {
        reply({.body = "{}", .headers = {{"X-Name", "a\r\nSet-Cookie: stolen=1"}}});
    } else if (path == "/engines-own") {
        reply({.body = "{}", .headers = {{"Server", "nosy/1.2"}, {"Cache-Control", "public"}, {"X-Own", "yes"}}});
    } else if (path == "/nothing") {
        reply({.status = 204});
    } else if (path == "/absent") {
        reply({.status = 404, .body = "{}"});
    } else if (path == "/too-many") {
        reply({.status = 429, .body = "{}", .headers = {{"Retry-After", "1"}}});
    } else if (path == "/signed-in") {
        reply({.body = "{}", .authenticated = true});
    } else if (path == "/hundreds") {
        reply({.body = std::string(300 * 1024, 'x')});
    } else if (path == "/large") {
        reply({.body = std::string(8 * 1024 * 1024, 'x')});
    } else {
        reply(echo(request));
    }
}

void TestApplication::upgrade(Request request, std::function<void(Upgrade)> decide)
{
    Upgrade out;
    if (request.path == "/refused") {
        out.refusal = {.status = 401, .body = "{\"code\":\"unauthorized\"}"};
    } else if (request.path != "/dropped") {
        out.handler = std::make_shared<EchoHandler>(*this);
        out.authenticated = request.path == "/signed-in";
        if (request.header("Sec-WebSocket-Protocol"))
            out.subprotocol = "audit.v1.json";
    } else {
        return;
    }
    decide(std::move(out));
}

void TestApplication::refused(ErrorCode why, const Peer &peer)
{
    const std::lock_guard lock(m_mutex);
    m_refused.emplace_back(why, peer.address);
}

std::vector<std::pair<ErrorCode, std::string>> TestApplication::takeRefused()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_refused, {});
}

std::vector<Reply> TestApplication::takeHeld()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_held, {});
}

std::size_t TestApplication::heldCount()
{
    const std::lock_guard lock(m_mutex);
    return m_held.size();
}

std::vector<std::uint16_t> TestApplication::closeCodes()
{
    const std::lock_guard lock(m_mutex);
    return m_closeCodes;
}

void TestApplication::addCloseCode(std::uint16_t code)
{
    const std::lock_guard lock(m_mutex);
    m_closeCodes.push_back(code);
}

Clock &systemClock()
{
    static SystemClock clock;
    return clock;
}

Listen plainListen()
{
    return {};
}

}  // namespace castellan::http::test
