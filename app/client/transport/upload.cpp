// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/upload.h"

#include <cstring>

namespace castellan::client {

Upload::Upload(std::shared_ptr<const Secret> body, QObject *parent) : QIODevice(parent), m_body(std::move(body))
{
    open(ReadOnly | Unbuffered);
}

qint64 Upload::bytesAvailable() const
{
    return left() + QIODevice::bytesAvailable();
}

qint64 Upload::readData(char *to, qint64 most)
{
    const qint64 n = std::min(most, left());
    if (n <= 0)
        return -1;
    std::memcpy(to, m_body->data() + m_at, std::size_t(n));
    m_at += n;
    return n;
}

}  // namespace castellan::client
