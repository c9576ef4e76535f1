// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/http/served.h"

namespace castellan::http::test {

Served::Served(const Limits &limits, Listen listen)
    : server(std::move(listen), limits, application, systemClock(), random, log)
{
    if (const auto endpoint = server.start()) {
        port = endpoint->port;
        url = endpoint->url;
    }
}

std::string Served::get(const std::string &path) const
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port) + "\r\n\r\n";
}

unsigned Served::status(const std::string &path, const std::string &from) const
{
    RawClient client(port, from);
    client.send(get(path));
    return client.answer().value_or(RawAnswer{}).status;
}

std::string Served::withPort(std::string text) const
{
    for (auto at = text.find("PORT"); at != std::string::npos; at = text.find("PORT"))
        text.replace(at, 4, std::to_string(port));
    return text;
}

std::optional<RawAnswer> Served::ask(const std::string &bytes, bool headOnly) const
{
    RawClient client(port);
    client.send(withPort(bytes));
    return client.answer(headOnly);
}

bool Served::hold(std::deque<RawClient> &held, const std::string &path, const std::string &from) const
{
    auto &client = held.emplace_back(port, from);
    client.send(get(path));
    return client.answer().value_or(RawAnswer{}).status == 200;
}

}  // namespace castellan::http::test
