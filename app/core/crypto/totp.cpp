// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/totp.h"

#include "core/crypto/base32.h"
#include "core/crypto/digest.h"
#include "core/percent.h"
#include "core/wiping.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace castellan::totp {
namespace {

const EVP_MD *digestOf(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::sha1:
        return EVP_sha1();
    case Algorithm::sha256:
        return EVP_sha256();
    case Algorithm::sha512:
        return EVP_sha512();
    }
    return EVP_sha1();
}

WipingString withoutSpaces(std::string_view text)
{
    WipingString out;
    std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return c != ' '; });
    return out;
}

}  // namespace

std::string codeAt(const Secret &secret, std::uint64_t counter, int length, Algorithm algorithm)
{
    std::array<unsigned char, 8> message{};
    for (std::size_t i = 0; i < message.size(); ++i)
        message.at(message.size() - 1 - i) = static_cast<unsigned char>((counter >> (8 * i)) & 0xFFU);
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned size = 0;
    HMAC(digestOf(algorithm), secret.data(), int(secret.size()), message.data(), message.size(), mac.data(), &size);
    // RFC 4226 §5.3: four bytes from where the last one's low half points to, without the sign.
    const auto at = mac.at(size - 1) & 15U;
    std::uint32_t number = 0;
    for (unsigned i = 0; i < 4; ++i)
        number = (number << 8U) | mac.at(at + i);
    number &= 0x7FFFFFFFU;
    OPENSSL_cleanse(mac.data(), mac.size());
    std::string out(std::size_t(length), '0');
    for (auto c = out.rbegin(); c != out.rend(); ++c, number /= 10)
        *c = char('0' + number % 10);
    return out;
}

std::int64_t stepOf(Instant at)
{
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch() / period;
}

bool looksLikeCode(std::string_view text)
{
    const auto code = withoutSpaces(text);
    return code.size() == std::size_t(digits) && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::int64_t> stepOfCode(const Secret &secret, std::string_view code, Instant now, int window,
                                       std::int64_t after)
{
    if (!looksLikeCode(code))
        return std::nullopt;
    const auto typed = withoutSpaces(code);
    const auto middle = stepOf(now);
    std::optional<std::int64_t> found;
    for (auto step = std::max<std::int64_t>(0, middle - window); step <= middle + window; ++step) {
        const auto right = codeAt(secret, std::uint64_t(step));
        const bool same = constantTimeEqual(bytesOf(typed), bytesOf(right));
        if (same && step > after && !found)
            found = step;
    }
    return found;
}

Secret newSecret(Random &random)
{
    Secret out(secretSize);
    random.fill(out.writable());
    return out;
}

Secret keyUri(std::string_view issuer, std::string_view account, const Secret &secret)
{
    const auto name = percentEncoded(issuer);
    WipingString out;
    out.append("otpauth://totp/").append(name).append(":").append(percentEncoded(account));
    out.append("?secret=").append(toBase32(secret.bytes()));
    out.append("&issuer=").append(name).append("&algorithm=SHA1&digits=6&period=30");
    return Secret(out);
}

}  // namespace castellan::totp
