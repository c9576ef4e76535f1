// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/private_file.h"

#include "os/files.h"
#include "os/path.h"

#include <QFileInfo>

namespace castellan::client {

Result<void> writePrivateFile(const QString &path, std::string_view bytes)
{
    const QFileInfo info(path);
    const QString target = info.isSymLink() ? info.symLinkTarget() : path;
    return os::replaceWithPrivate(os::pathFromUtf8(target.toStdString()), bytes);
}

}  // namespace castellan::client
