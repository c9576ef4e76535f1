// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/ballast.h"

#include "os/files.h"

#include <string>
#include <system_error>
#include <utility>

namespace castellan::store {
namespace {

constexpr const char *fileName = "ballast";

}  // namespace

Ballast::Ballast(std::filesystem::path folder, std::uint64_t size, Log &log)
    : m_folder(std::move(folder)), m_file(m_folder / fileName), m_size(size), m_log(log)
{
}

std::uintmax_t Ballast::freeBytes() const
{
    std::error_code ec;
    const auto space = std::filesystem::space(m_folder, ec);
    return ec ? 0 : space.available;
}

bool Ballast::allocate() const
{
    auto file = os::File::openPrivate(m_file);
    if (!file)
        return false;
    if (file->reserve(m_size))
        return true;
    std::error_code ec;
    std::filesystem::remove(m_file, ec);
    return false;
}

bool Ballast::giveUpIn(const std::filesystem::path &folder)
{
    std::error_code ec;
    return std::filesystem::remove(folder / fileName, ec);
}

void Ballast::make(bool givenUp)
{
    if (m_size == 0)
        return;
    if (givenUp) {
        m_givenUp = true;
        return;
    }
    std::error_code ec;
    if (std::filesystem::file_size(m_file, ec) == m_size && !ec) {
        m_made = true;
        return;
    }
    m_made = freeBytes() >= 2 * m_size && allocate();
    if (!m_made)
        m_log.warning("store",
                      "too little room on the disk for the reserve of " + std::to_string(m_size >> 20U) + " MiB");
}

void Ballast::giveUp()
{
    if (!m_made)
        return;
    std::error_code ec;
    std::filesystem::remove(m_file, ec);
    m_made = false;
    m_givenUp = true;
    m_looked.reset();
    m_log.error("store", "the disk is full; the reserve was given up. Changes are refused until " +
                             std::to_string(m_size >> 20U) + " MiB are free, rights can still be taken away");
}

bool Ballast::missing(Tick now)
{
    if (!m_givenUp)
        return false;
    if (m_looked && now - *m_looked < std::chrono::milliseconds(250))
        return true;
    m_looked = now;
    // A little more than its own size: else the next write would be the one that fills the disk again.
    if (freeBytes() < m_size + m_size / 8 || !allocate())
        return true;
    m_givenUp = false;
    m_made = true;
    m_log.info("store", "there is room again; changes are taken");
    return false;
}

}  // namespace castellan::store
