// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/idempotency.h"

#include "core/crypto/seal.h"
#include "core/text/utf8.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/credentials.h"
#include "server/store/tables/kept_answers.h"

#include <algorithm>

namespace castellan::api::idempotency {
namespace {

/// Additional data of the seal: binds the answer to its row.
std::string contextOf(const Asked &asked)
{
    return toHex(asked.credential) + ":" + asked.key;
}

/// Equal for repetitions of one request only.
Digest digestOf(const http::Request &request, const Secret &key)
{
    WipingString all(http::methodName(request.method));
    const auto add = [&all](std::string_view part) {
        all.append(std::to_string(part.size())).append(":").append(part);
    };
    add(request.path);
    for (const auto &[name, value] : request.query) {
        add(name);
        add(value);
    }
    add(request.body);
    return hmacSha256(key.bytes(), bytesOf(all));
}

/// The body in valid UTF-8: an earlier version may have kept what it had not repaired (RFC 8259, 8.1). Bodies hold
/// secrets, so that each copy wipes itself.
http::Body bodyFrom(std::string_view text)
{
    http::Body out;
    if (isUtf8(text)) {
        out = text;
        return out;
    }
    constexpr std::string_view replacement = "\uFFFD";
    out.reserve(text.size() * replacement.size());  // never outgrown
    while (!text.empty()) {
        const auto before = text;
        (void)takeCodePoint(text);
        const auto bytes = before.substr(0, before.size() - text.size());
        out += isUtf8(bytes) ? bytes : replacement;
    }
    return out;
}

}  // namespace

Result<AskedPtr> askedBy(const http::Request &request, const identity::PresentedCredential &presented, bool tls)
{
    const auto value = request.header(header);
    if (!value)
        return AskedPtr();
    const bool visible = std::ranges::all_of(*value, [](char c) { return c > ' ' && c < '\x7f'; });
    if (request.headerCount(header) != 1 || value->empty() || value->size() > longest || !visible)
        return fail(ErrorCode::validation,
                    "Idempotency-Key: expected one value of 1 to 255 visible ASCII characters, such as a UUID")
            .at(std::string(header));
    auto out = std::make_shared<Asked>();
    out->key = *value;
    out->credential = presented.digest;
    out->sealing = hkdfSha256(bytesOf(tokenIn(request, tls)), {}, bytesOf("castellan kept answer"), 32);
    out->request = digestOf(request, out->sealing);
    return AskedPtr(std::move(out));
}

Result<std::optional<http::Response>> find(store::Reader &reader, const Asked &asked)
{
    auto row = TRY(store::kept_answers::find(reader, asked.credential, asked.key));
    if (!row || row->at + kept <= reader.now())
        return std::optional<http::Response>();
    if (row->request != asked.request)
        return fail(ErrorCode::idempotency_mismatch,
                    "This Idempotency-Key was used for another request; use a new key for each change.")
            .at(std::string(header));
    auto body = TRY(aesGcmOpen(asked.sealing, bytesOf(row->body), bytesOf(contextOf(asked))));
    http::Response out;
    out.status = row->status;
    out.contentType = row->contentType;
    out.body = bodyFrom(body.view());
    out.headers.emplace_back("Idempotency-Replayed", "true");
    return std::optional(std::move(out));
}

Result<void> keep(store::Writer &writer, const Asked &asked, const http::Response &answer)
{
    store::KeptAnswer row;
    row.credential = asked.credential;
    row.key = asked.key;
    row.request = asked.request;
    row.status = answer.status;
    row.contentType = answer.contentType;
    row.body = aesGcmSeal(asked.sealing, bytesOf(answer.body), bytesOf(contextOf(asked)), writer.random());
    row.at = writer.now();
    TRY(store::kept_answers::makeRoom(writer, asked.credential, mostPerCredential));
    return store::kept_answers::save(writer, row);
}

}  // namespace castellan::api::idempotency
