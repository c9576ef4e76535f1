// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <utility>

/// Files and folders, as far as operating systems differ.
///
/// A file or folder is *private* when its owner alone may use it: mode 0600 or 0700 here, an access list on Windows.
/// An error's message is the system's reason alone ("Permission denied"): the caller knows what the file was for.
namespace castellan::os {

/// The accounts that may use a file besides its owner and the system's administrators.
enum class Reach : std::uint8_t {
    owner,     ///< no other account
    group,     ///< a group or named accounts may read it, and may not change it
    everyone,  ///< any account may use it, or a group may change it
};

/// An open file. Child processes don't inherit it.
class File {
public:
    /// ErrorCode::not_found, io.
    [[nodiscard]] static Result<File> openToRead(const std::filesystem::path &path);
    /// A new private file, to be written. ErrorCode::already_exists (a link with this name, too), io.
    [[nodiscard]] static Result<File> createPrivate(const std::filesystem::path &path);
    /// The file to be written, made private; a new one if there is none. Never what a link leads to. ErrorCode::io.
    [[nodiscard]] static Result<File> openPrivate(const std::filesystem::path &path);
    /// A new private file whose name is `path` with something random at its end, and this name. ErrorCode::io.
    struct Named;
    [[nodiscard]] static Result<Named> createBeside(const std::filesystem::path &path);

    ~File();
    File(File &&other) noexcept : m_handle(std::exchange(other.m_handle, none)) {}
    File &operator=(File &&other) noexcept;
    File(const File &) = delete;
    File &operator=(const File &) = delete;

    /// Asked of the open file, not of its path: what is checked is what is read.
    struct Status {
        bool ordinary = false;  ///< no folder, pipe or device
        Reach reach = Reach::everyone;
    };
    [[nodiscard]] Result<Status> status() const;

    /// From where the last read ended to the end of the file, but at most so many bytes.
    [[nodiscard]] Result<Secret> read(std::size_t atMost);
    [[nodiscard]] Result<void> write(std::string_view bytes);
    /// Takes the space of a file of this size, so that filling it can't fail for want of space.
    [[nodiscard]] Result<void> reserve(std::uint64_t size);
    /// Until what was written is on the disk.
    [[nodiscard]] Result<void> sync();

private:
    static constexpr std::intptr_t none = -1;
    explicit File(std::intptr_t handle) : m_handle(handle) {}
    std::intptr_t m_handle;
};

struct File::Named {
    File file;
    std::filesystem::path path;
};

/// A private folder; its parent must exist. False: there is a folder, which was left as it is. ErrorCode::io.
[[nodiscard]] Result<bool> createPrivateFolder(const std::filesystem::path &path);
/// Takes away the rights of all accounts but the owner. ErrorCode::io.
[[nodiscard]] Result<void> makePrivate(const std::filesystem::path &path);

/// Whether this process may make files in the folder.
[[nodiscard]] bool mayWriteIn(const std::filesystem::path &folder);

/// Makes the names of the files in a folder durable. ErrorCode::io.
[[nodiscard]] Result<void> syncFolder(const std::filesystem::path &folder);
/// Gives a file the name of another in the same folder, which it replaces: at every moment, a power failure included,
/// the name is that of the one or the other. ErrorCode::io.
[[nodiscard]] Result<void> renameDurably(const std::filesystem::path &from, const std::filesystem::path &to);
/// A private file with these bytes in the place of the file `path`, as renameDurably. ErrorCode::io.
[[nodiscard]] Result<void> replaceWithPrivate(const std::filesystem::path &path, std::string_view bytes);

/// Gives `file` to the account that `from` belongs to. Not an error if that is this process's own. ErrorCode::io.
[[nodiscard]] Result<void> copyOwner(const std::filesystem::path &from, const std::filesystem::path &file);

/// Another file by this name, or other content, has another stamp.
struct Stamp {
    std::uint64_t file = 0;
    std::uint64_t size = 0;
    std::int64_t changed = 0;  ///< in the finest unit that the file system has
    [[nodiscard]] bool operator==(const Stamp &) const = default;
};
/// ErrorCode::not_found, io.
[[nodiscard]] Result<Stamp> stampOf(const std::filesystem::path &file);

/// Whether a folder is on another machine's disk, where locks and shared memory can't be relied on. ErrorCode::io.
[[nodiscard]] Result<bool> isOnNetwork(const std::filesystem::path &folder);

}  // namespace castellan::os
