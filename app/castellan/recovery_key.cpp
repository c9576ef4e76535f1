// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/recovery_key.h"

#include "client/secrets/data_key.h"
#include "core/crypto/digest.h"

#include <QCoreApplication>

#include <vector>

namespace castellan {
namespace {

constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t checkSize = 4;
constexpr qsizetype group = 5;

struct RecoveryKey {
    Q_DECLARE_TR_FUNCTIONS(RecoveryKey)
};

Failure wrong(const QString &why)
{
    return fail(ErrorCode::validation, why.toStdString()).at("recoveryKey");
}

int valueOf(QChar c)
{
    switch (c.toUpper().unicode()) {
    case u'O':
        return 0;
    case u'I':
    case u'L':
        return 1;
    default:
        break;
    }
    for (int i = 0; i < 32; ++i) {
        if (c.toUpper() == QLatin1Char(alphabet[i]))
            return i;
    }
    return -1;
}

}  // namespace

QString recoveryKeyOf(const Secret &key)
{
    const Digest check = sha256(key.bytes());
    Secret all(key.size() + checkSize);
    std::copy(key.bytes().begin(), key.bytes().end(), all.writable().begin());
    std::copy_n(check.begin(), checkSize, all.writable().begin() + std::ptrdiff_t(key.size()));
    QString text;
    unsigned buffer = 0;
    int bits = 0;
    qsizetype written = 0;
    const auto put = [&](unsigned value) {
        if (written > 0 && written % group == 0)
            text += QLatin1Char('-');
        text += QLatin1Char(alphabet[value & 31U]);
        ++written;
    };
    for (const std::byte byte : all.bytes()) {
        buffer = (buffer << 8U) | std::to_integer<unsigned>(byte);
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            put(buffer >> unsigned(bits));
        }
    }
    if (bits > 0)
        put(buffer << unsigned(5 - bits));
    return text;
}

Result<Secret> keyFromRecovery(const QString &text)
{
    Secret all(client::dataKeySize + checkSize);
    std::size_t at = 0;
    unsigned buffer = 0;
    int bits = 0;
    for (const QChar c : text) {
        if (c.isSpace() || c == QLatin1Char('-'))
            continue;
        const int value = valueOf(c);
        if (value < 0)
            return wrong(RecoveryKey::tr("“%1” cannot be part of a recovery key.").arg(c));
        buffer = (buffer << 5U) | unsigned(value);
        bits += 5;
        if (bits < 8)
            continue;
        bits -= 8;
        if (at == all.size())
            return wrong(RecoveryKey::tr("The recovery key is too long."));
        all.writable()[at++] = std::byte((buffer >> unsigned(bits)) & 0xFFU);
    }
    if (at < all.size())
        return wrong(RecoveryKey::tr("The recovery key is too short: some of its groups are missing."));
    Secret key(all.bytes().first(client::dataKeySize));
    const Digest check = sha256(key.bytes());
    if (!std::equal(check.begin(), check.begin() + checkSize, all.bytes().begin() + client::dataKeySize))
        return wrong(RecoveryKey::tr("The recovery key has a typing error: compare it with your copy."));
    return key;
}

}  // namespace castellan
