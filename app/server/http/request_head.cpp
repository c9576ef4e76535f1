// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/request_head.h"

#include "core/text/utf8.h"
#include "server/http/target.h"
#include "server/http/text.h"

#include <algorithm>
#include <iterator>

namespace castellan::http {
namespace {

namespace beast_http = boost::beast::http;

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

/// RFC 9110, 5.5 lets a field's value hold any byte from 0x80; what comes after this knows only UTF-8.
Wiped<std::string> textOf(boost::beast::string_view value)
{
    return isUtf8(view(value)) ? Wiped<std::string>(view(value)) : repairedUtf8(std::string(view(value)));
}

Method methodOf(beast_http::verb verb)
{
    switch (verb) {
    case beast_http::verb::get:
        return Method::get;
    case beast_http::verb::head:
        return Method::head;
    case beast_http::verb::post:
        return Method::post;
    case beast_http::verb::put:
        return Method::put;
    case beast_http::verb::patch:
        return Method::patch;
    case beast_http::verb::delete_:
        return Method::del;
    case beast_http::verb::options:
        return Method::options;
    default:
        return Method::other;
    }
}

bool listHas(std::optional<std::string_view> list, std::string_view word)
{
    bool found = false;
    if (list)
        forEachMember(*list, [&](std::string_view member) { found = found || sameWord(member, word); });
    return found;
}

std::optional<Refusal> refuseTransferCoding(const Request &request, bool http10)
{
    const auto count = request.headerCount("Transfer-Encoding");
    if (count == 0)
        return std::nullopt;
    if (http10)
        return Refusal{ErrorCode::invalid_request, "HTTP/1.0 knows no Transfer-Encoding."};
    const auto coding = *request.header("Transfer-Encoding");
    if (count == 1 && sameWord(coding, "chunked"))
        return std::nullopt;
    std::string_view last;
    std::size_t chunked = 0;
    forEachMember(coding, [&](std::string_view member) {
        last = member;
        chunked += sameWord(member, "chunked") ? 1 : 0;
    });
    if (count == 1 && chunked == 1 && sameWord(last, "chunked"))
        return Refusal{ErrorCode::not_implemented, "The only transfer coding this server knows is chunked."};
    return Refusal{ErrorCode::invalid_request, "The body's length can't be told: chunked must be the only coding."};
}

}  // namespace

tl::expected<RequestHead, Refusal> readHead(const RequestParser &parser)
{
    const auto &message = parser.get();
    RequestHead head;
    auto &request = head.request;
    request.method = methodOf(message.method());
    head.knownMethod = message.method() != beast_http::verb::unknown;
    head.http10 = message.version() == 10;
    head.keepAlive = message.keep_alive();
    head.chunked = parser.chunked();
    head.contentLength = parser.content_length().value_or(0);
    request.headers.reserve(std::size_t(std::distance(message.begin(), message.end())));
    for (const auto &field : message)
        request.headers.emplace_back(view(field.name_string()), textOf(field.value()));

    if (auto refusal = refuseTransferCoding(request, head.http10))
        return tl::unexpected(std::move(*refusal));
    auto target = parseTarget(view(message.target()));
    if (!target)
        return tl::unexpected(Refusal{target.error().code, target.error().message});
    if (!target->authority.empty() && !sameWord(target->authority, request.header("Host").value_or("")))
        return tl::unexpected(Refusal{ErrorCode::invalid_request, "The target's host is not the one that Host names."});
    if (target->asterisk && request.method != Method::options)
        return tl::unexpected(Refusal{ErrorCode::invalid_request, "Only OPTIONS may ask for *."});
    head.asterisk = target->asterisk;
    request.path = std::move(target->path);
    request.query = std::move(target->query);

    if (const auto expect = request.header("Expect")) {
        if (!sameWord(*expect, "100-continue"))
            return tl::unexpected(Refusal{ErrorCode::invalid_request, "Expect can only be 100-continue.", 417});
        head.expectsContinue = !head.http10;
    }
    head.upgradesToWebSocket = listHas(request.header("Upgrade"), "websocket");
    return head;
}

Refusal refusalOf(const boost::beast::error_code &error)
{
    if (error == beast_http::error::bad_version)
        return {ErrorCode::invalid_request, "This server speaks HTTP/1.1.", 505};
    if (error == beast_http::error::header_limit)
        return {ErrorCode::headers_too_large, "The header fields are too large."};
    if (error == beast_http::error::body_limit || error == beast_http::error::buffer_overflow)
        return {ErrorCode::body_too_large, "The body is too large."};
    if (error == beast_http::error::bad_transfer_encoding || error == beast_http::error::bad_content_length ||
        error == beast_http::error::multiple_content_length)
        return {ErrorCode::invalid_request, "The body's length is said twice or can't be told."};
    if (error == beast_http::error::bad_chunk || error == beast_http::error::bad_chunk_extension)
        return {ErrorCode::invalid_request, "The body's chunks are malformed."};
    return {ErrorCode::invalid_request, "The request is malformed."};
}

std::optional<Refusal> refuseHandshake(const RequestHead &head)
{
    const auto &request = head.request;
    if (request.method != Method::get || head.http10 || head.hasBody())
        return Refusal{ErrorCode::invalid_request, "A WebSocket begins with GET over HTTP/1.1 and no body."};
    if (!listHas(request.header("Connection"), "upgrade"))
        return Refusal{ErrorCode::invalid_request, "A WebSocket's request needs Connection: Upgrade."};
    if (request.headerCount("Sec-WebSocket-Version") != 1 || *request.header("Sec-WebSocket-Version") != "13")
        return Refusal{.code = ErrorCode::upgrade_required,
                       .sentence = "This server speaks version 13 of the WebSocket protocol.",
                       .headers = {{"Sec-WebSocket-Version", "13"}}};
    const auto key = request.header("Sec-WebSocket-Key").value_or("");
    const bool sixteenBytes =
        request.headerCount("Sec-WebSocket-Key") == 1 && key.size() == 24 && key.ends_with("==") &&
        std::all_of(key.begin(), key.end() - 2, [](char c) {
            return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '+' || c == '/';
        });
    if (!sixteenBytes)
        return Refusal{ErrorCode::invalid_request, "Sec-WebSocket-Key must be 16 bytes in base64."};
    return std::nullopt;
}

}  // namespace castellan::http
