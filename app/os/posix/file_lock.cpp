// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/file_lock.h"

#include "os/posix/descriptor.h"
#include "os/posix/reason.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

namespace castellan::os {
namespace {

std::string firstLine(int fd)
{
    std::array<char, 256> text{};
    const auto size = ::read(fd, text.data(), text.size());
    const std::string line(text.data(), size > 0 ? std::size_t(size) : 0);
    return line.substr(0, line.find('\n'));
}

}  // namespace

Result<FileLock> FileLock::take(const std::filesystem::path &file, std::string_view holder)
{
    posix::Descriptor fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (fd.get() < 0)
        return posix::failWithErrno(errno);
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return fail(ErrorCode::folder_busy, firstLine(fd.get()));
        return posix::failWithErrno(errno);
    }
    const auto text = std::string(holder) + "\n";
    if (::ftruncate(fd.get(), 0) != 0 || ::pwrite(fd.get(), text.data(), text.size(), 0) != ssize_t(text.size())) {
        // Only the name for people is missing; the lock itself is held.
    }
    return FileLock(fd.release());
}

FileLock::~FileLock()
{
    if (m_handle != none)
        ::close(int(m_handle));
}

}  // namespace castellan::os
