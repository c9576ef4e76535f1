// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/posix/network_file_systems.h"

#include <algorithm>
#include <array>

namespace castellan::os::posix {

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
    return std::ranges::find(known, type & 0xFFFFFFFFUL) != known.end();
}

}  // namespace castellan::os::posix
