// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "key_file.h"

#include "core/crypto/base64url.h"
#include "core/try.h"
#include "environment.h"
#include "server/store/folder_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace castellan::cli {
namespace {

constexpr std::string_view heading = "castellan keys 1\n";
constexpr std::string_view headingWithOld = "castellan keys 2\n";
constexpr std::size_t keySize = 32;
constexpr std::size_t lineSize = 44;  // 43 characters of base64url and the line's end

auto trouble(ErrorCode code, const std::filesystem::path &file, std::string_view what)
{
    return fail(code, "The key file " + file.string() + " " + std::string(what) + ".");
}

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

std::optional<Secret> keyFrom(std::string_view line)
{
    auto bytes = fromBase64Url(line.substr(0, lineSize - 1));
    if (!bytes || bytes->size() != keySize || line[lineSize - 1] != '\n')
        return std::nullopt;
    return Secret(std::span<const std::byte>(*bytes));
}

bool isCredential(const std::filesystem::path &file)
{
    const char *credentials = std::getenv("CREDENTIALS_DIRECTORY");
    return credentials != nullptr && file.parent_path() == std::filesystem::path(credentials);
}

bool writeAll(int fd, std::string_view text)
{
    while (!text.empty()) {
        const auto n = ::write(fd, text.data(), text.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        text.remove_prefix(std::size_t(n));
    }
    return ::fsync(fd) == 0;
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

/// Into a file that isn't there yet.
Result<void> putKeys(const std::filesystem::path &file, const StoreKeys &keys)
{
    const Descriptor fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (fd.get() < 0 && errno == EEXIST)
        return trouble(ErrorCode::already_exists, file, "exists already, and keys are never overwritten");
    if (fd.get() < 0)
        return trouble(ErrorCode::io, file, "can't be made: " + std::string(std::strerror(errno)));
    auto text = std::string(keys.oldMaster ? headingWithOld : heading);
    text.reserve(headingWithOld.size() + 3 * lineSize);  // no copies left behind by growing
    for (const auto *key : {&keys.database, &keys.master, keys.oldMaster ? &*keys.oldMaster : nullptr}) {
        if (key == nullptr)
            continue;
        auto line = toBase64Url(key->bytes());
        text += line + '\n';
        wipe(line);
    }
    const bool written = writeAll(fd.get(), text);
    wipe(text);
    if (written)
        return {};
    ::unlink(file.c_str());
    return trouble(ErrorCode::io, file, "can't be written: " + std::string(std::strerror(errno)));
}

/// Makes the name durable, and believes only what it reads back.
Result<void> settle(const std::filesystem::path &file, const StoreKeys &keys)
{
    const auto folder = file.parent_path();
    TRY(store::syncFolder(folder.empty() ? std::filesystem::path(".") : folder));
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
    if (const char *credentials = std::getenv("CREDENTIALS_DIRECTORY"); credentials != nullptr) {
        const auto file = std::filesystem::path(credentials) / "castellan.key";
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

Result<StoreKeys> readKeyFile(const std::filesystem::path &file)
{
    const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (fd.get() < 0)
        return trouble(ErrorCode::key_missing, file, "can't be opened: " + std::string(std::strerror(errno)));
    struct stat info{};
    if (::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return trouble(ErrorCode::key_missing, file, "is no ordinary file");
    // systemd lets the service's user at a credential by an access list, whose mask shows as the group's right to read.
    const mode_t others = isCredential(file) ? S_IRWXO | S_IWGRP : S_IRWXO | S_IRWXG;
    if ((info.st_mode & others) != 0 && !isContainerSecret(file))
        return trouble(ErrorCode::key_wrong, file, "can be read by others; make its mode 0600");
    std::string text(heading.size() + 3 * lineSize, '\0');
    const auto got = ::read(fd.get(), text.data(), text.size());
    text.resize(std::size_t(std::max<ssize_t>(got, 0)));
    auto keys = keysFrom(text);
    wipe(text);
    if (!keys)
        return trouble(ErrorCode::key_wrong, file, "is not a key file of Castellan");
    return std::move(*keys);
}

Result<StoreKeys> makeKeyFile(const std::filesystem::path &file, Random &random)
{
    StoreKeys keys{Secret(keySize), Secret(keySize)};
    random.fill(keys.database.writable());
    random.fill(keys.master.writable());
    TRY(putKeys(file, keys));
    TRY(settle(file, keys));
    return keys;
}

Result<void> replaceKeyFile(const std::filesystem::path &file, const StoreKeys &keys)
{
    auto fresh = file;
    fresh += ".new";
    struct stat before{};
    if (::stat(file.c_str(), &before) != 0)
        return trouble(ErrorCode::key_missing, file, "can't be looked at: " + std::string(std::strerror(errno)));
    ::unlink(fresh.c_str());  // of a run that was ended
    TRY(putKeys(fresh, keys));
    // Whoever the service runs as must go on reading it, whoever changes it.
    if (::chown(fresh.c_str(), before.st_uid, before.st_gid) != 0 && before.st_uid != ::geteuid())
        return trouble(ErrorCode::io, file, "belongs to somebody else, to whom the new one can't be given");
    if (::rename(fresh.c_str(), file.c_str()) != 0)
        return trouble(ErrorCode::io, file, "can't be replaced: " + std::string(std::strerror(errno)));
    return settle(file, keys);
}

}  // namespace castellan::cli
