// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "key_file.h"

#include "core/crypto/base64url.h"
#include "server/store/folder_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace castellan::cli {
namespace {

constexpr std::string_view heading = "castellan keys 1\n";
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
    if ((info.st_mode & others) != 0)
        return trouble(ErrorCode::key_wrong, file, "can be read by others; make its mode 0600");
    std::string text(heading.size() + 2 * lineSize, '\0');
    const auto got = ::read(fd.get(), text.data(), text.size());
    const bool whole = got == ssize_t(text.size()) && std::string_view(text).starts_with(heading);
    std::optional<Secret> database;
    std::optional<Secret> master;
    if (whole) {
        const auto lines = std::string_view(text).substr(heading.size());
        database = keyFrom(lines.substr(0, lineSize));
        master = keyFrom(lines.substr(lineSize, lineSize));
    }
    wipe(text);
    if (!database || !master)
        return trouble(ErrorCode::key_wrong, file, "is not a key file of Castellan");
    return StoreKeys{std::move(*database), std::move(*master)};
}

Result<StoreKeys> makeKeyFile(const std::filesystem::path &file, Random &random)
{
    StoreKeys keys{Secret(keySize), Secret(keySize)};
    random.fill(keys.database.writable());
    random.fill(keys.master.writable());
    {
        const Descriptor fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (fd.get() < 0 && errno == EEXIST)
            return trouble(ErrorCode::already_exists, file, "exists already, and keys are never overwritten");
        if (fd.get() < 0)
            return trouble(ErrorCode::io, file, "can't be made: " + std::string(std::strerror(errno)));
        auto text = std::string(heading);
        for (const auto *key : {&keys.database, &keys.master}) {
            auto line = toBase64Url(key->bytes());
            text += line + '\n';
            wipe(line);
        }
        const bool written = writeAll(fd.get(), text);
        wipe(text);
        if (!written) {
            ::unlink(file.c_str());
            return trouble(ErrorCode::io, file, "can't be written: " + std::string(std::strerror(errno)));
        }
    }
    const auto folder = file.parent_path();
    if (auto synced = store::syncFolder(folder.empty() ? std::filesystem::path(".") : folder); !synced)
        return fail(std::move(synced.error()));
    auto back = readKeyFile(file);
    if (!back || !(back->database == keys.database) || !(back->master == keys.master))
        return trouble(ErrorCode::io, file, "doesn't read back what was written");
    return keys;
}

}  // namespace castellan::cli
