// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/folder_lock.h"

#include "os/files.h"
#include "os/path.h"
#include "os/process.h"

namespace castellan::store {

Failure failBecause(const std::string &what, const std::string &reason)
{
    return fail(ErrorCode::io, what + ": " + reason + ".");
}

Result<void> makePrivateFile(const std::filesystem::path &file)
{
    if (const auto made = os::File::openPrivate(file); !made)
        return failBecause("The file " + os::utf8FromPath(file) + " cannot be made", made.error().message);
    return {};
}

Result<void> makePrivateFolder(const std::filesystem::path &folder)
{
    const auto made = os::createPrivateFolder(folder);
    if (!made)
        return failBecause("The folder " + os::utf8FromPath(folder) + " cannot be made", made.error().message);
    if (*made)
        return {};
    if (const auto closed = os::makePrivate(folder); !closed)
        return failBecause("The folder " + os::utf8FromPath(folder) + " is open to others and cannot be closed",
                           closed.error().message);
    return {};
}

Result<std::unique_ptr<FolderLock>> FolderLock::take(const std::filesystem::path &folder, const std::string &holder)
{
    const auto name = os::utf8FromPath(folder);
    const auto onNetwork = os::isOnNetwork(folder);
    if (!onNetwork)
        return failBecause("The folder " + name + " cannot be looked at", onNetwork.error().message);
    if (*onNetwork)
        return fail(ErrorCode::io,
                    "The folder " + name + " is on a network file system, where locks do not hold. Use a local disk.");
    const auto file = folder / "lock";
    auto lock = os::FileLock::take(file, holder + ", process " + std::to_string(os::processId()));
    if (lock)
        return std::unique_ptr<FolderLock>(new FolderLock(std::move(*lock)));
    const auto &error = lock.error();
    if (error.code != ErrorCode::folder_busy)
        return failBecause("The lock " + os::utf8FromPath(file) + " cannot be taken", error.message);
    return fail(ErrorCode::folder_busy, "The data folder " + name + " is in use by " +
                                            (error.message.empty() ? "another program" : error.message) +
                                            ". Stop that first, or use another folder.");
}

}  // namespace castellan::store
