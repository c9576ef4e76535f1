// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/second_factor.h"

#include "core/crypto/base32.h"
#include "core/crypto/passphrase.h"
#include "core/crypto/totp.h"
#include "core/try.h"
#include "server/store/sealed.h"

#include <algorithm>
#include <array>

namespace castellan::identity::second_factor {
namespace {

/// The cheapest cost that OWASP ASVS 5.0 (appendix C) approves of: the codes are random already, if not by 112 bits.
constexpr PasswordCost backupCost{46 * 1024, 1, 1};
constexpr std::size_t backupSaltSize = 16;
constexpr std::size_t backupCodeSize = 10;  ///< base32 characters

/// The same context as in the store's list of sealed columns.
std::string contextOf(UserId user)
{
    return "user:" + to_string(user);
}

/// `abcde-fghij` as it was made; nothing if it can't be one.
std::optional<WipingString> normalised(std::string_view typed)
{
    WipingString out;
    for (const char c : typed) {
        if (c == ' ' || c == '-')
            continue;
        const char upper = c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
        const bool base32 = (upper >= 'A' && upper <= 'Z') || (upper >= '2' && upper <= '7');
        if (!base32 || out.size() == backupCodeSize)
            return std::nullopt;
        out += upper;
    }
    return out.size() == backupCodeSize ? std::optional(out) : std::nullopt;
}

Result<Digest> hashOf(std::string_view code, std::string_view salt, PasswordCost cost)
{
    const auto key = TRY(keyFromPassphrase(Secret(code), bytesOf(salt), cost));
    Digest out{};
    std::ranges::copy(key.bytes(), out.begin());
    return out;
}

}  // namespace

Result<BackupCodes> newBackupCodes(Random &random, PasswordCost limit)
{
    BackupCodes out;
    out.cost = {std::min(backupCost.memoryKiB, limit.memoryKiB), backupCost.passes, backupCost.lanes};
    out.salt.resize(backupSaltSize);
    random.fill({reinterpret_cast<std::byte *>(out.salt.data()), out.salt.size()});
    while (out.codes.size() < backupCodeCount) {
        Secret bits(7);
        random.fill(bits.writable());
        auto code = toBase32(bits.bytes());
        code.resize(backupCodeSize);
        auto hash = TRY(hashOf(code, out.salt, out.cost));
        if (std::ranges::find(out.hashes, hash) != out.hashes.end())
            continue;
        out.hashes.push_back(hash);
        code.insert(backupCodeSize / 2, "-");
        out.codes.emplace_back(Secret(code));
    }
    return out;
}

Result<std::optional<Digest>> backupHash(const store::SecondFactor &factor, std::string_view typed)
{
    const auto code = normalised(typed);
    if (!code || factor.backupSalt.empty())
        return std::optional<Digest>();
    return std::optional(TRY(hashOf(*code, factor.backupSalt, factor.backupCost)));
}

std::string seal(const store::Store &store, UserId user, const Secret &secret, Random &random)
{
    return store.sealer(store::SealedClass::totp).seal(secret, contextOf(user), random);
}

Result<Secret> open(const store::Store &store, const store::SecondFactor &factor)
{
    return store.sealer(store::SealedClass::totp).open(factor.sealed, contextOf(factor.user));
}

std::string_view word(Kind kind)
{
    return kind == Kind::authenticator ? "authenticator" : "backup code";
}

Result<std::optional<Kind>> take(const store::Store &store, store::Writer &writer, const SecondFactorPolicy &policy,
                                 const store::SecondFactor &factor, std::string_view typed,
                                 const std::optional<Digest> &backup)
{
    Result<bool> taken = false;
    auto kind = Kind::authenticator;
    if (totp::looksLikeCode(typed)) {
        const auto secret = TRY(open(store, factor));
        if (const auto step = totp::stepOfCode(secret, typed, writer.now(), policy.window, factor.lastStep))
            taken = store::second_factors::takeStep(writer, factor.user, *step);
    } else if (backup) {
        kind = Kind::backupCode;
        taken = store::second_factors::takeBackupCode(writer, factor.user, *backup);
    }
    if (!taken)
        return fail(std::move(taken).error());
    return *taken ? std::optional(kind) : std::nullopt;
}

}  // namespace castellan::identity::second_factor
