// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/journal/checkpoint.h"

#include "core/crypto/ed25519.h"
#include "core/crypto/seal.h"
#include "core/try.h"

#include <algorithm>
#include <charconv>

namespace castellan::journal {
namespace {

void put(std::string &out, std::uint64_t number)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        out += char(static_cast<unsigned char>(number >> unsigned(shift)));
}

std::optional<std::string> fromHex(std::string_view text)
{
    if (text.size() % 2 != 0)
        return std::nullopt;
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        unsigned value = 0;
        const auto *end = text.data() + i + 2;
        if (const auto [p, ec] = std::from_chars(text.data() + i, end, value, 16); ec != std::errc() || p != end)
            return std::nullopt;
        out += char(static_cast<unsigned char>(value));
    }
    return out;
}

}  // namespace

std::string checkpointMessage(const Checkpoint &c)
{
    std::string out = "castellan checkpoint 1\n";
    put(out, c.epoch);
    put(out, std::uint64_t(c.seq));
    put(out, std::uint64_t(toMicros(c.at)));
    out.append(reinterpret_cast<const char *>(c.chain.data()), c.chain.size());
    return out;
}

bool signatureHolds(const Checkpoint &c)
{
    const auto message = checkpointMessage(c);
    return ed25519::verify(bytesOf(c.publicKey), bytesOf(message), bytesOf(c.signature));
}

Checkpoint checkpointFrom(const store::CheckpointRecord &r)
{
    return {std::uint64_t(r.epoch), r.seq, r.chain, r.at, r.publicKey, r.signature};
}

std::string writeCheckpoint(const Checkpoint &c, std::string_view databaseId)
{
    json::object out;
    out["castellan-checkpoint"] = 1;
    out["database"] = databaseId;
    out["epoch"] = epochName(c.epoch);
    out["seq"] = c.seq;
    out["chain"] = toHex(c.chain);
    out["at"] = toMicros(c.at);
    out["key"] = toHex(bytesOf(c.publicKey));
    out["signature"] = toHex(bytesOf(c.signature));
    return json::serialize(out) + "\n";
}

Result<Checkpoint> readCheckpoint(std::string_view text)
{
    const auto wrong = [](std::string_view member, std::string_view expected) {
        return fail(ErrorCode::validation,
                    "The checkpoint's \"" + std::string(member) + "\" is not " + std::string(expected) + ".")
            .at(std::string(member));
    };
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    auto parsed = json::parse(text);
    if (!parsed || !parsed->is_object())
        return fail(ErrorCode::validation, "This is not a checkpoint: it is no JSON object.");
    const auto &object = parsed->get_object();
    const auto string = [&](const char *name) -> std::string {
        const auto *v = object.if_contains(name);
        return v != nullptr && v->is_string() ? std::string(v->get_string()) : std::string();
    };
    const auto number = [&](const char *name) -> std::optional<std::int64_t> {
        const auto *v = object.if_contains(name);
        return v != nullptr && v->is_int64() ? std::optional(v->get_int64()) : std::nullopt;
    };
    if (number("castellan-checkpoint") != 1)
        return wrong("castellan-checkpoint", "1; this program knows no other format");
    Checkpoint out;
    const auto epoch = fromHex(string("epoch"));
    if (!epoch || epoch->size() != 6)
        return wrong("epoch", "12 hexadecimal digits");
    for (const char c : *epoch)
        out.epoch = (out.epoch << 8U) | static_cast<unsigned char>(c);
    const auto seq = number("seq");
    if (!seq || *seq <= 0)
        return wrong("seq", "a positive number");
    const auto at = number("at");
    if (!at)
        return wrong("at", "a number");
    const auto chain = fromHex(string("chain"));
    if (!chain || chain->size() != out.chain.size())
        return wrong("chain", "64 hexadecimal digits");
    const auto key = fromHex(string("key"));
    if (!key || key->size() != ed25519::keySize)
        return wrong("key", "64 hexadecimal digits");
    const auto signature = fromHex(string("signature"));
    if (!signature || signature->size() != ed25519::signatureSize)
        return wrong("signature", "128 hexadecimal digits");
    out.seq = *seq;
    out.at = fromMicros(*at);
    std::ranges::copy(bytesOf(*chain), out.chain.begin());
    out.publicKey = *key;
    out.signature = *signature;
    return out;
}

Result<SigningKey> loadSigningKey(store::Writer &writer, const Sealer &sealer)
{
    auto stored = TRY(store::signing_keys::newest(writer));
    if (stored) {
        auto opened = sealer.open(stored->sealed, stored->publicKey);
        if (opened)
            return SigningKey{stored->id, std::move(*opened), stored->publicKey};
        // Sealed under a lost master key: its signatures stay valid, new ones need a new key.
    }
    Secret key(ed25519::keySize);
    writer.random().fill(key.writable());
    auto publicKey = TRY(ed25519::publicKey(key));
    const auto id = TRY(store::signing_keys::insert(writer, publicKey, sealer.seal(key, publicKey, writer.random())));
    return SigningKey{id, std::move(key), std::move(publicKey)};
}

Result<void> CheckpointSigner::write(store::Writer &writer, const Sealer &sealer, const Head &head)
{
    if (!m_key) {
        auto loaded = TRY(loadSigningKey(writer, sealer));
        m_key.emplace(std::move(loaded));
    }
    Checkpoint checkpoint{head.epoch, head.seq, head.chain, writer.now(), m_key->publicKey, {}};
    const auto message = checkpointMessage(checkpoint);
    auto signature = TRY(ed25519::sign(m_key->key, bytesOf(message)));
    return store::journal_checkpoints::save(
        writer,
        {checkpoint.seq, std::int64_t(checkpoint.epoch), checkpoint.chain, checkpoint.at, m_key->publicKey, signature},
        m_key->id);
}

}  // namespace castellan::journal
