// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// A request's head, from bytes to what is routed: scanner, parser, our own checks, the request guard.
#include "server/http/application.h"
#include "server/http/asio.h"
#include "server/http/head_scanner.h"
#include "server/http/http_server.h"
#include "server/http/request_guard.h"
#include "server/http/request_head.h"
#include "tests/fuzz/target.h"

#include <algorithm>

using namespace castellan;
using namespace castellan::http;
using castellan::fuzz::promise;

namespace {

constexpr std::size_t line = 8 * 1024;
constexpr std::size_t fields = 64;

struct Scanned {
    bool complete = false;
    std::optional<ErrorCode> refused;
    std::size_t size = 0;
    std::size_t leading = 0;
    bool operator==(const Scanned &) const = default;
};

/// Parses the input as if it had come in pieces of `piece` bytes.
Scanned scan(std::string_view bytes, std::size_t piece)
{
    HeadScanner scanner(line, 2 * line, fields);
    Scanned out;
    for (std::size_t end = 0; end < bytes.size();) {
        end = std::min(bytes.size(), end + piece);
        const auto step = scanner.scan(bytes.substr(0, end));
        if (step.refusal) {
            out.refused = step.refusal->code;
            return out;
        }
        if (step.complete) {
            out = {true, std::nullopt, scanner.size(), scanner.leading()};
            return out;
        }
    }
    return out;
}

/// Requests are only parsed: none gets here.
class IgnoringApplication final : public Application {
    BodySize bodySize(Request &) const override { return BodySize::none; }
    void handle(Request, Reply) override {}
    void upgrade(Request, std::function<void(Upgrade)>) override {}
    void refused(ErrorCode, const Peer &) override {}
};

void look(std::string_view head, const RequestGuard &rules)
{
    RequestParser parser;
    parser.body_limit(boost::none);
    parser.header_limit(std::uint32_t(head.size()) + 1);
    boost::beast::error_code error;
    parser.put(boost::asio::buffer(head.data(), head.size()), error);
    if (error) {
        promise(!refusalOf(error).sentence.empty(), "every refusal has a sentence");
        return;
    }
    if (!parser.is_header_done())
        return;
    const auto read = readHead(parser);
    if (!read) {
        promise(httpStatus(read.error().code) >= 400 || read.error().status >= 400, "a refusal is a 4xx or 5xx");
        return;
    }
    const auto &path = read->request.path;
    promise(path.find('\0') == std::string::npos, "no NUL in a path");
    promise(read->asterisk || path.starts_with('/'), "a path begins at the root");
    promise((path + '/').find("/../") == std::string::npos && (path + '/').find("/./") == std::string::npos,
            "no dot segments in a path");
    promise(read->request.headers.size() <= fields + 1, "no more header fields than the limit");
    if (rules.refuse(read->request, {}))
        return;
    promise(read->request.headerCount("Host") == 1, "whoever gets in named exactly one host");
    if (read->hasBody() && !RequestGuard::refuseBody(read->request))
        promise(read->request.headerCount("Content-Type") == 1, "a body says what it is");
    if (read->upgradesToWebSocket)
        (void)refuseHandshake(*read);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    static const Listen listen;
    static const IgnoringApplication application;
    static const RequestGuard rules(listen, 8471, application);
    const auto bytes = castellan::fuzz::text(data + 1, size - 1);
    const auto whole = scan(bytes, std::max<std::size_t>(bytes.size(), 1));
    promise(scan(bytes, std::size_t(data[0]) % 7 + 1) == whole, "the same head, however it was cut on its way");
    if (whole.complete)
        look(bytes.substr(whole.leading, whole.size - whole.leading), rules);
    return 0;
}
