// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/store/faulty_vfs.h"

#include <sqlcipher/sqlite3.h>

#include <atomic>
#include <cstring>
#include <fstream>
#include <iterator>

namespace castellan::test {
namespace {

/// One open file; the real file's state follows it in memory.
struct File {
    sqlite3_file base;
    FaultyVfs *vfs;
    std::string *path;  ///< null for files that SQLite deletes by itself

    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

File *of(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file);
}

sqlite3_vfs *realVfs(sqlite3_vfs *vfs)
{
    return sqlite3_vfs_find("unix") != nullptr && vfs != nullptr ? sqlite3_vfs_find("unix") : nullptr;
}

template <auto Member, class... A> int pass(sqlite3_file *file, A... arguments)
{
    auto *real = of(file)->real();
    return (real->pMethods->*Member)(real, arguments...);
}

int closeFile(sqlite3_file *file)
{
    const int rc = pass<&sqlite3_io_methods::xClose>(file);
    delete of(file)->path;
    return rc;
}

int writeFile(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
    auto *f = of(file);
    const std::lock_guard lock(f->vfs->mutex);
    if (const int rc = f->vfs->change(); rc != SQLITE_OK)
        return rc == SQLITE_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    if (f->path != nullptr)
        f->vfs->disks[*f->path].pending.push_back(
            {offset, std::string(static_cast<const char *>(bytes), std::size_t(count)), false});
    return pass<&sqlite3_io_methods::xWrite>(file, bytes, count, offset);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    auto *f = of(file);
    const std::lock_guard lock(f->vfs->mutex);
    if (f->vfs->change() != SQLITE_OK)
        return SQLITE_IOERR_TRUNCATE;
    if (f->path != nullptr)
        f->vfs->disks[*f->path].pending.push_back({size, {}, true});
    return pass<&sqlite3_io_methods::xTruncate>(file, size);
}

void applyPending(FaultyVfs::Disk &disk)
{
    for (const auto &one : disk.pending) {
        const auto at = std::size_t(one.offset);
        if (one.truncates) {
            disk.content.resize(at);
            continue;
        }
        if (disk.content.size() < at + one.bytes.size())
            disk.content.resize(at + one.bytes.size());
        std::memcpy(disk.content.data() + at, one.bytes.data(), one.bytes.size());
    }
    disk.pending.clear();
}

int syncFile(sqlite3_file *file, int flags)
{
    auto *f = of(file);
    const std::lock_guard lock(f->vfs->mutex);
    if (f->vfs->change() != SQLITE_OK)
        return SQLITE_IOERR_FSYNC;
    if (f->path != nullptr)
        applyPending(f->vfs->disks[*f->path]);
    return pass<&sqlite3_io_methods::xSync>(file, flags);
}

const sqlite3_io_methods methods = {
    3,
    closeFile,
    [](sqlite3_file *f, void *to, int n, sqlite3_int64 at) { return pass<&sqlite3_io_methods::xRead>(f, to, n, at); },
    writeFile,
    truncateFile,
    syncFile,
    [](sqlite3_file *f, sqlite3_int64 *size) { return pass<&sqlite3_io_methods::xFileSize>(f, size); },
    [](sqlite3_file *f, int level) { return pass<&sqlite3_io_methods::xLock>(f, level); },
    [](sqlite3_file *f, int level) { return pass<&sqlite3_io_methods::xUnlock>(f, level); },
    [](sqlite3_file *f, int *out) { return pass<&sqlite3_io_methods::xCheckReservedLock>(f, out); },
    [](sqlite3_file *f, int op, void *argument) { return pass<&sqlite3_io_methods::xFileControl>(f, op, argument); },
    [](sqlite3_file *f) { return pass<&sqlite3_io_methods::xSectorSize>(f); },
    [](sqlite3_file *f) { return pass<&sqlite3_io_methods::xDeviceCharacteristics>(f); },
    [](sqlite3_file *f, int page, int size, int extend, void volatile **out) {
        return pass<&sqlite3_io_methods::xShmMap>(f, page, size, extend, out);
    },
    [](sqlite3_file *f, int at, int n, int flags) { return pass<&sqlite3_io_methods::xShmLock>(f, at, n, flags); },
    [](sqlite3_file *f) { of(f)->real()->pMethods->xShmBarrier(of(f)->real()); },
    [](sqlite3_file *f, int remove) { return pass<&sqlite3_io_methods::xShmUnmap>(f, remove); },
    [](sqlite3_file *, sqlite3_int64, int, void **out) {
        *out = nullptr;
        return SQLITE_OK;
    },
    [](sqlite3_file *, sqlite3_int64, void *) { return SQLITE_OK; },
};

FaultyVfs *owner(sqlite3_vfs *vfs)
{
    return static_cast<FaultyVfs *>(vfs->pAppData);
}

int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    auto *f = of(file);
    std::memset(f, 0, std::size_t(vfs->szOsFile));
    auto *self = owner(vfs);
    const std::lock_guard lock(self->mutex);
    if ((flags & SQLITE_OPEN_CREATE) != 0 && self->change() != SQLITE_OK)
        return SQLITE_CANTOPEN;
    const int rc = realVfs(vfs)->xOpen(realVfs(vfs), name, f->real(), flags, outFlags);
    if (f->real()->pMethods != nullptr)
        f->base.pMethods = &methods;
    f->vfs = self;
    if (rc != SQLITE_OK || name == nullptr)
        return rc;
    f->path = new std::string(name);
    if (!self->disks.contains(name)) {
        std::ifstream in(name, std::ios::binary);
        self->disks[name].content.assign(std::istreambuf_iterator<char>(in), {});
    }
    return rc;
}

int deleteFile(sqlite3_vfs *vfs, const char *name, int syncFolder)
{
    auto *self = owner(vfs);
    const std::lock_guard lock(self->mutex);
    if (self->change() != SQLITE_OK)
        return SQLITE_IOERR_DELETE;
    self->disks.erase(name);
    return realVfs(vfs)->xDelete(realVfs(vfs), name, syncFolder);
}

}  // namespace

struct FaultyVfs::Impl {
    sqlite3_vfs vfs{};
};

FaultyVfs::FaultyVfs() : m_impl(std::make_unique<Impl>())
{
    static std::atomic<int> number = 0;
    m_name = "faulty" + std::to_string(++number);
    sqlite3_initialize();
    auto &vfs = m_impl->vfs;
    vfs = *sqlite3_vfs_find("unix");
    vfs.pNext = nullptr;
    vfs.zName = m_name.c_str();
    vfs.pAppData = this;
    vfs.szOsFile += int(sizeof(File));
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    sqlite3_vfs_register(&vfs, 0);
}

FaultyVfs::~FaultyVfs()
{
    sqlite3_vfs_unregister(&m_impl->vfs);
}

int FaultyVfs::change()
{
    if (m_left == 0)
        return SQLITE_OK;
    if (m_left > 1) {
        --m_left;
        return SQLITE_OK;
    }
    m_failed = true;
    if (!m_forEver)
        m_left = 0;
    return m_fault == Fault::full ? SQLITE_FULL : SQLITE_IOERR;
}

void FaultyVfs::failFrom(std::int64_t nth, Fault fault, bool forEver)
{
    const std::lock_guard lock(mutex);
    m_left = nth;
    m_fault = fault;
    m_forEver = forEver;
    m_failed = false;
}

void FaultyVfs::failNothing()
{
    const std::lock_guard lock(mutex);
    m_left = 0;
}

bool FaultyVfs::failed()
{
    const std::lock_guard lock(mutex);
    return m_failed;
}

void FaultyVfs::crashInto(const std::filesystem::path &folder)
{
    std::filesystem::create_directories(folder);
    const std::lock_guard lock(mutex);
    for (const auto &[path, disk] : disks) {
        if (path.ends_with("-shm"))
            continue;
        std::ofstream out(folder / std::filesystem::path(path).filename(), std::ios::binary);
        out.write(disk.content.data(), std::streamsize(disk.content.size()));
    }
}

}  // namespace castellan::test
