// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/folder_lock.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <system_error>
#include <unistd.h>

namespace castellan::store {

tl::unexpected<Error> failWithErrno(std::string what, int errorNumber)
{
    return fail(ErrorCode::io, what + ": " + std::generic_category().message(errorNumber) + ".");
}

bool isNetworkFileSystem(unsigned long type)
{
    constexpr auto known = std::to_array<unsigned long>({
        0x6969,      // NFS
        0x517B,      // SMB
        0xFF534D42,  // CIFS
        0xFE534D42,  // SMB 2
        0x5346414F,  // AFS
        0x73757245,  // Coda
        0x564c,      // NCP
        0x01021997,  // 9P
        0x00C36400,  // Ceph
        0x0BD00BD0,  // Lustre
        0x47504653,  // GPFS
        0x01161970,  // GFS2
        0x7461636f,  // OCFS2
    });
    const auto narrow = type & 0xFFFFFFFFUL;
    for (const auto one : known) {
        if (one == narrow)
            return true;
    }
    return false;
}

Result<void> syncFolder(const std::filesystem::path &folder)
{
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return failWithErrno("The folder " + folder.string() + " cannot be opened", errno);
    const int rc = ::fsync(fd);
    const int error = errno;
    ::close(fd);
    if (rc != 0)
        return failWithErrno("The folder " + folder.string() + " cannot be synced", error);
    return {};
}

Result<void> makePrivateFile(const std::filesystem::path &file)
{
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return failWithErrno("The file " + file.string() + " cannot be made", errno);
    ::fchmod(fd, 0600);
    ::close(fd);
    return {};
}

Result<void> makePrivateFolder(const std::filesystem::path &folder)
{
    if (::mkdir(folder.c_str(), 0700) == 0)
        return {};
    const int error = errno;
    struct stat st{};
    if (error == EEXIST && ::stat(folder.c_str(), &st) == 0 && S_ISDIR(st.st_mode)) {
        if ((st.st_mode & 0077) != 0 && ::chmod(folder.c_str(), 0700) != 0)
            return failWithErrno("The folder " + folder.string() + " is open to others and cannot be closed", errno);
        return {};
    }
    return failWithErrno("The folder " + folder.string() + " cannot be made", error);
}

Result<std::unique_ptr<FolderLock>> FolderLock::take(const std::filesystem::path &folder, const std::string &holder)
{
    struct statfs fs{};
    if (::statfs(folder.c_str(), &fs) != 0)
        return failWithErrno("The folder " + folder.string() + " cannot be looked at", errno);
    if (isNetworkFileSystem(static_cast<unsigned long>(fs.f_type)))
        return fail(ErrorCode::io, "The folder " + folder.string() +
                                       " is on a network file system, where locks do not hold. Use a local disk.");
    const auto file = folder / "lock";
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return failWithErrno("The lock " + file.string() + " cannot be opened", errno);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        std::array<char, 256> text{};
        const auto n = ::read(fd, text.data(), text.size());
        ::close(fd);
        if (error != EWOULDBLOCK)
            return failWithErrno("The lock " + file.string() + " cannot be taken", error);
        std::string who(text.data(), n > 0 ? std::size_t(n) : 0);
        who = who.substr(0, who.find('\n'));
        return fail(ErrorCode::folder_busy, "The data folder " + folder.string() + " is in use by " +
                                                (who.empty() ? "another program" : who) +
                                                ". Stop that first, or use another folder.");
    }
    const auto text = holder + ", process " + std::to_string(::getpid()) + "\n";
    if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, text.data(), text.size(), 0) != ssize_t(text.size())) {
        // Only the name for people is missing; the lock itself is held.
    }
    return std::unique_ptr<FolderLock>(new FolderLock(fd));
}

FolderLock::~FolderLock()
{
    ::close(m_fd);
}

}  // namespace castellan::store
