// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "key_file.h"

#include "core/crypto/base64url.h"
#include "core/try.h"
#include "core/wiping.h"
#include "environment.h"
#include "os/files.h"
#include "os/path.h"
#include "os/process.h"

#include <string>

namespace castellan::cli {
namespace {

constexpr std::string_view heading = "castellan keys 1\n";
constexpr std::string_view headingWithOld = "castellan keys 2\n";
constexpr std::size_t keySize = 32;
constexpr std::size_t lineSize = 44;  // 43 characters of base64url and the line's end

auto trouble(ErrorCode code, const std::filesystem::path &file, std::string_view what)
{
    return fail(code, "The key file " + os::utf8FromPath(file) + " " + std::string(what) + ".");
}

void removeFile(const std::filesystem::path &file)
{
    std::error_code ec;
    std::filesystem::remove(file, ec);
}

std::optional<Secret> keyFrom(std::string_view line)
{
    auto bytes = fromBase64Url(line.substr(0, lineSize - 1));
    if (!bytes || bytes->size() != keySize || line[lineSize - 1] != '\n')
        return std::nullopt;
    return Secret(std::span<const std::byte>(*bytes));
}

/// systemd's folder of credentials for this service.
std::optional<std::filesystem::path> credentialsFolder()
{
    const auto text = os::variable("CREDENTIALS_DIRECTORY");
    return text ? std::optional(os::pathFromUtf8(*text)) : std::nullopt;
}

bool isCredential(const std::filesystem::path &file)
{
    return file.parent_path() == credentialsFolder();
}

std::optional<StoreKeys> keysFrom(std::string_view text)
{
    const bool withOld = text.starts_with(headingWithOld);
    const std::size_t lines = withOld ? 3 : 2;
    if ((!withOld && !text.starts_with(heading)) || text.size() < heading.size() + lines * lineSize)
        return std::nullopt;
    text.remove_prefix(heading.size());
    auto database = keyFrom(text.substr(0, lineSize));
    auto master = keyFrom(text.substr(lineSize, lineSize));
    auto old = withOld ? keyFrom(text.substr(2 * lineSize, lineSize)) : std::nullopt;
    if (!database || !master || withOld != old.has_value())
        return std::nullopt;
    return StoreKeys{std::move(*database), std::move(*master), std::move(old)};
}

WipingString textOf(const StoreKeys &keys)
{
    WipingString text(keys.oldMaster ? headingWithOld : heading);
    for (const auto *key : {&keys.database, &keys.master, keys.oldMaster ? &*keys.oldMaster : nullptr}) {
        if (key == nullptr)
            continue;
        text += Wiped<std::string>(toBase64Url(key->bytes()));
        text += '\n';
    }
    return text;
}

/// Into a file that isn't there yet.
Result<void> putKeys(const std::filesystem::path &path, const StoreKeys &keys)
{
    auto file = os::File::createPrivate(path);
    if (!file && file.error().code == ErrorCode::already_exists)
        return trouble(ErrorCode::already_exists, path, "exists already, and keys are never overwritten");
    if (!file)
        return trouble(ErrorCode::io, path, "can't be made: " + file.error().message);
    auto written = file->write(textOf(keys));
    if (written)
        written = file->sync();
    if (written)
        return {};
    removeFile(path);
    return trouble(ErrorCode::io, path, "can't be written: " + written.error().message);
}

/// Verifies the file by reading it back.
Result<void> readBack(const std::filesystem::path &file, const StoreKeys &keys)
{
    const auto back = readKeyFile(file);
    if (!back || !sameKeys(*back, keys))
        return trouble(ErrorCode::io, file, "doesn't read back what was written");
    return {};
}

}  // namespace

std::filesystem::path keyFileFor(const std::filesystem::path &data, const std::optional<std::filesystem::path> &asked)
{
    if (asked)
        return *asked;
    if (const auto credentials = credentialsFolder()) {
        const auto file = *credentials / "castellan.key";
        std::error_code ec;
        if (std::filesystem::exists(file, ec))
            return file;
    }
    return data / "castellan.key";
}

bool sameKeys(const StoreKeys &a, const StoreKeys &b)
{
    const bool sameOld = a.oldMaster ? b.oldMaster && *a.oldMaster == *b.oldMaster : !b.oldMaster;
    return sameOld && a.database == b.database && a.master == b.master;
}

Result<StoreKeys> readKeyFile(const std::filesystem::path &path)
{
    auto file = os::File::openToRead(path);
    if (!file)
        return trouble(ErrorCode::key_missing, path, "can't be opened: " + file.error().message);
    const auto status = file->status();
    if (!status || !status->ordinary)
        return trouble(ErrorCode::key_missing, path, "is no ordinary file");
    // systemd gives the service's account access to a credential by an access list, whose mask shows as the group's
    // right to read.
    const auto allowed = isCredential(path) ? os::Reach::group : os::Reach::owner;
    if (status->reach > allowed && !isContainerSecret(path))
        return trouble(ErrorCode::key_wrong, path, "can be read by others; make its mode 0600");
    const auto text = file->read(heading.size() + 3 * lineSize);
    auto keys = text ? keysFrom(text->view()) : std::nullopt;
    if (!keys)
        return trouble(ErrorCode::key_wrong, path, "is not a key file of Castellan");
    return std::move(*keys);
}

Result<StoreKeys> makeKeyFile(const std::filesystem::path &file, Random &random)
{
    StoreKeys keys{Secret(keySize), Secret(keySize)};
    random.fill(keys.database.writable());
    random.fill(keys.master.writable());
    TRY(putKeys(file, keys));
    if (const auto synced = os::syncFolder(os::folderOf(file)); !synced)
        return trouble(ErrorCode::io, file, "can't be written: " + synced.error().message);
    TRY(readBack(file, keys));
    return keys;
}

Result<void> replaceKeyFile(const std::filesystem::path &file, const StoreKeys &keys)
{
    if (const auto there = os::stampOf(file); !there)
        return trouble(ErrorCode::key_missing, file, "can't be looked at: " + there.error().message);
    const auto fresh = os::withSuffix(file, ".new");
    removeFile(fresh);  // of a run that was ended
    TRY(putKeys(fresh, keys));
    // The service's account must still be able to read it, also when another account changes it.
    if (!os::copyOwner(file, fresh)) {
        removeFile(fresh);
        return trouble(ErrorCode::io, file, "belongs to another account, to which the new one can't be given");
    }
    if (const auto named = os::renameDurably(fresh, file); !named)
        return trouble(ErrorCode::io, file, "can't be replaced: " + named.error().message);
    return readBack(file, keys);
}

}  // namespace castellan::cli
