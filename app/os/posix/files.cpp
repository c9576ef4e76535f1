// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/files.h"

#include "core/try.h"
#include "os/path.h"
#include "os/posix/descriptor.h"
#include "os/posix/network_file_systems.h"
#include "os/posix/reason.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace castellan::os {
namespace {

using posix::Descriptor;
using posix::failWithErrno;

constexpr mode_t privateFile = S_IRUSR | S_IWUSR;
constexpr mode_t privateFolder = S_IRWXU;
constexpr mode_t others = S_IRWXG | S_IRWXO;

Reach reachOf(mode_t mode)
{
    if ((mode & others) == 0)
        return Reach::owner;
    return (mode & (S_IRWXO | S_IWGRP)) == 0 ? Reach::group : Reach::everyone;
}

}  // namespace

Failure posix::failWithErrno(int errorNumber)
{
    const auto code = errorNumber == ENOENT   ? ErrorCode::not_found
                      : errorNumber == EEXIST ? ErrorCode::already_exists
                                              : ErrorCode::io;
    return fail(code, std::generic_category().message(errorNumber));
}

// ---- File

Result<File> File::openToRead(const std::filesystem::path &path)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return failWithErrno(errno);
    return File(fd);
}

Result<File> File::createPrivate(const std::filesystem::path &path)
{
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, privateFile);
    if (fd < 0)
        return failWithErrno(errno);
    return File(fd);
}

Result<File> File::openPrivate(const std::filesystem::path &path)
{
    Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, privateFile));
    if (fd.get() < 0 || ::fchmod(fd.get(), privateFile) != 0)
        return failWithErrno(errno);
    return File(fd.release());
}

Result<File::Named> File::createBeside(const std::filesystem::path &path)
{
    auto name = withSuffix(path, ".XXXXXX").native();
    const int fd = ::mkostemp(name.data(), O_CLOEXEC);  // of mode 0600
    if (fd < 0)
        return failWithErrno(errno);
    return Named{File(fd), name};
}

File::~File()
{
    if (m_handle != none)
        ::close(int(m_handle));
}

File &File::operator=(File &&other) noexcept
{
    std::swap(m_handle, other.m_handle);
    return *this;
}

Result<File::Status> File::status() const
{
    struct stat status{};
    if (::fstat(int(m_handle), &status) != 0)
        return failWithErrno(errno);
    return Status{S_ISREG(status.st_mode), reachOf(status.st_mode)};
}

Result<Secret> File::read(std::size_t atMost)
{
    Secret buffer(atMost);
    std::size_t size = 0;
    while (size < atMost) {
        const auto count = ::read(int(m_handle), buffer.writable().data() + size, atMost - size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failWithErrno(errno);
        if (count == 0)
            break;
        size += std::size_t(count);
    }
    return Secret(buffer.bytes().first(size));
}

Result<void> File::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto count = ::write(int(m_handle), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failWithErrno(errno);
        bytes.remove_prefix(std::size_t(count));
    }
    return {};
}

Result<void> File::reserve(std::uint64_t size)
{
    // Reports its error by its value.
    if (const int error = ::posix_fallocate(int(m_handle), 0, off_t(size)); error != 0)
        return failWithErrno(error);
    return {};
}

Result<void> File::sync()
{
    if (::fsync(int(m_handle)) != 0)
        return failWithErrno(errno);
    return {};
}

// ---- Rights

Result<bool> createPrivateFolder(const std::filesystem::path &path)
{
    if (::mkdir(path.c_str(), privateFolder) == 0)
        return true;
    const int error = errno;
    struct stat status{};
    if (error == EEXIST && ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode))
        return false;
    return fail(ErrorCode::io, std::generic_category().message(error));
}

Result<void> makePrivate(const std::filesystem::path &path)
{
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0)
        return failWithErrno(errno);
    if ((status.st_mode & others) == 0)
        return {};
    if (::chmod(path.c_str(), S_ISDIR(status.st_mode) ? privateFolder : privateFile) != 0)
        return failWithErrno(errno);
    return {};
}

bool mayWriteIn(const std::filesystem::path &folder)
{
    return ::access(folder.empty() ? "." : folder.c_str(), W_OK) == 0;
}

Result<void> copyOwner(const std::filesystem::path &from, const std::filesystem::path &file)
{
    struct stat owner{};
    if (::stat(from.c_str(), &owner) != 0)
        return failWithErrno(errno);
    if (::chown(file.c_str(), owner.st_uid, owner.st_gid) != 0 && owner.st_uid != ::geteuid())
        return failWithErrno(errno);
    return {};
}

// ---- Names

Result<void> syncFolder(const std::filesystem::path &folder)
{
    const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0 || ::fsync(fd.get()) != 0)
        return failWithErrno(errno);
    return {};
}

Result<void> renameDurably(const std::filesystem::path &from, const std::filesystem::path &to)
{
    if (::rename(from.c_str(), to.c_str()) != 0)
        return failWithErrno(errno);
    return syncFolder(folderOf(to));
}

Result<void> replaceWithPrivate(const std::filesystem::path &path, std::string_view bytes)
{
    auto fresh = TRY(File::createBeside(path));
    auto done = fresh.file.write(bytes);
    if (done)
        done = fresh.file.sync();
    if (done)
        done = renameDurably(fresh.path, path);
    if (!done)
        ::unlink(fresh.path.c_str());
    return done;
}

Result<Stamp> stampOf(const std::filesystem::path &file)
{
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0)
        return failWithErrno(errno);
    return Stamp{std::uint64_t(status.st_ino), std::uint64_t(status.st_size),
                 std::int64_t(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec};
}

Result<bool> isOnNetwork(const std::filesystem::path &folder)
{
    struct statfs fs{};
    if (::statfs(folder.c_str(), &fs) != 0)
        return failWithErrno(errno);
    return posix::isNetworkFileSystem(static_cast<unsigned long>(fs.f_type));
}

}  // namespace castellan::os
