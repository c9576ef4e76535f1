// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "find_keys.h"

#include "core/crypto/base64url.h"
#include "core/try.h"
#include "core/wiping.h"
#include "environment.h"
#include "key_file.h"
#include "os/path.h"
#include "os/process.h"

#include <algorithm>
#include <string>

namespace castellan::cli {
namespace {

constexpr std::size_t keySize = 32;

/// As `openssl rand -base64 32` and this program's own files write it.
std::optional<Secret> keyFrom(const Secret &text)
{
    WipingString plain(text.view());
    std::ranges::replace(plain, '+', '-');
    std::ranges::replace(plain, '/', '_');
    while (plain.ends_with('='))
        plain.pop_back();
    auto bytes = fromBase64Url(plain);
    if (!bytes || bytes->size() != keySize)
        return std::nullopt;
    return Secret(std::span<const std::byte>(*bytes));
}

Result<std::optional<Secret>> keyNamed(const std::string &name)
{
    auto text = secretFromEnvironment(name);
    if (!text || !*text)
        return text;
    auto key = keyFrom(**text);
    if (!key)
        return fail(ErrorCode::key_wrong,
                    name + " is no key: expected 32 bytes in base64, as `openssl rand -base64 32` writes them");
    return key;
}

}  // namespace

Result<std::optional<StoreKeys>> keysFromEnvironment()
{
    auto database = keyNamed("CASTELLAN_DATABASE_KEY");
    auto master = keyNamed("CASTELLAN_MASTER_KEY");
    auto old = keyNamed("CASTELLAN_OLD_MASTER_KEY");
    for (auto *key : {&database, &master, &old})
        if (!*key)
            return fail(std::move(*key).error());
    if (!*database && !*master && !*old)
        return std::optional<StoreKeys>();
    if (!*database || !*master)
        return fail(ErrorCode::usage, "CASTELLAN_DATABASE_KEY and CASTELLAN_MASTER_KEY go together");
    return StoreKeys{std::move(**database), std::move(**master), std::move(*old)};
}

Result<FoundKeys> findKeys(const std::filesystem::path &data, const std::optional<std::filesystem::path> &asked)
{
    auto fromEnvironment = TRY(keysFromEnvironment());
    if (!asked && fromEnvironment)
        return FoundKeys{std::move(*fromEnvironment), std::nullopt};
    auto file = asked;
    if (const auto named = os::variable("CASTELLAN_KEY_FILE"); !file && named && !named->empty())
        file = os::pathFromUtf8(*named);
    const auto path = keyFileFor(data, file);
    auto keys = TRY(readKeyFile(path));
    return FoundKeys{std::move(keys), path};
}

}  // namespace castellan::cli
