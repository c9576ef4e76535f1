// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/secrets/sealed_file_store.h"

#include "client/on_worker.h"
#include "client/private_file.h"
#include "core/crypto/base64url.h"
#include "core/crypto/digest.h"
#include "core/crypto/passphrase.h"
#include "core/crypto/seal.h"
#include "core/json/codec.h"
#include "core/json/wiping_memory.h"
#include "core/try.h"
#include "core/wiping.h"
#include "os/locked_memory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace castellan::client {

namespace {

constexpr std::size_t saltSize = 16;
constexpr std::size_t shortestPassphrase = 12;
constexpr std::uint32_t mostMemoryKiB = 1024 * 1024;
constexpr std::uint32_t mostPasses = 64;

std::string base64Of(std::string_view bytes)
{
    return toBase64Url(bytesOf(bytes));
}

Failure corrupt(const char *member)
{
    return fail(ErrorCode::corrupt,
                SealedFileStore::tr("The sealed file can't be read: its “%1” is not as it should be.")
                    .arg(QLatin1String(member))
                    .toStdString())
        .at(member);
}

Error locked()
{
    return Error(ErrorCode::secret_store_locked,
                 SealedFileStore::tr("The secrets file is locked. Enter its passphrase to continue.").toStdString());
}

Error notFound()
{
    return Error(ErrorCode::secret_not_found, SealedFileStore::tr("The sealed file has no such entry.").toStdString());
}

}  // namespace

SealedFileStore::SealedFileStore(QString path, Random &random, PasswordCost cost, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_random(random), m_cost(cost)
{
}

SealedFileStore::~SealedFileStore() = default;

bool SealedFileStore::exists() const
{
    return QFile::exists(m_path);
}

std::string SealedFileStore::authenticated(const Header &header)
{
    return "castellan sealed file 1 argon2id " + std::to_string(header.cost.memoryKiB) + ' ' +
           std::to_string(header.cost.passes) + ' ' + std::to_string(header.cost.lanes) + ' ' + base64Of(header.salt);
}

Result<std::pair<SealedFileStore::Header, std::string>> SealedFileStore::parse(const QByteArray &file)
{
    const auto parsed = json::parse({file.constData(), std::size_t(file.size())});
    if (!parsed || !parsed->is_object())
        return corrupt("file");
    const auto &o = parsed->get_object();
    const auto number = [&](const char *name, std::uint32_t most) -> std::optional<std::uint32_t> {
        const auto *v = o.if_contains(name);
        if (!v || !v->is_int64() || v->get_int64() < 1 || v->get_int64() > most)
            return std::nullopt;
        return std::uint32_t(v->get_int64());
    };
    const auto bytes = [&](const char *name) -> std::optional<std::string> {
        const auto *v = o.if_contains(name);
        const auto decoded = v && v->is_string() ? fromBase64Url(std::string(v->get_string())) : std::nullopt;
        if (!decoded)
            return std::nullopt;
        return std::string(reinterpret_cast<const char *>(decoded->data()), decoded->size());
    };
    if (const auto version = number("version", 0xffff); !version)
        return corrupt("version");
    else if (*version != 1)
        return fail(ErrorCode::newer_file,
                    tr("The sealed file was written by a newer version of this program.").toStdString())
            .at("version");
    const auto *kdf = o.if_contains("kdf");
    if (!kdf || !kdf->is_string() || kdf->get_string() != "argon2id")
        return corrupt("kdf");
    const auto memory = number("memoryKiB", mostMemoryKiB);
    const auto passes = number("passes", mostPasses);
    const auto lanes = number("lanes", 16);
    const auto salt = bytes("salt");
    const auto sealed = bytes("sealed");
    if (!memory)
        return corrupt("memoryKiB");
    if (!passes)
        return corrupt("passes");
    if (!lanes)
        return corrupt("lanes");
    if (!salt || salt->size() < saltSize)
        return corrupt("salt");
    if (!sealed)
        return corrupt("sealed");
    return std::pair{Header{{*memory, *passes, *lanes}, *salt}, *sealed};
}

Result<SealedFileStore::Opened> SealedFileStore::open(const Header &header, const std::string &sealed, Secret key)
{
    const auto plain = aesGcmOpen(key, bytesOf(sealed), bytesOf(authenticated(header)));
    if (!plain)
        return fail(ErrorCode::passphrase_wrong, tr("The passphrase is wrong, or the file was altered.").toStdString());
    Opened opened{std::move(key), {}};
    json::WipingMemory memory;
    const auto parsed = json::parseIn(memory, plain->view());
    if (!parsed || !parsed->is_object())
        return corrupt("sealed");
    for (const auto &item : parsed->get_object()) {
        const auto bytes = item.value().is_string() ? fromBase64Url(item.value().get_string()) : std::nullopt;
        if (!bytes)
            return corrupt("sealed");
        opened.entries.insert_or_assign(QString::fromStdString(std::string(item.key())), Secret(std::span(*bytes)));
    }
    return opened;
}

Future<Secret> SealedFileStore::derive(Secret passphrase, const Header &header)
{
    const auto held = std::make_shared<Secret>(std::move(passphrase));
    return onWorker([held, header] { return keyFromPassphrase(*held, bytesOf(header.salt), header.cost); });
}

Future<void> SealedFileStore::unlock(Secret passphrase)
{
    QFile file(m_path);
    if (!file.exists())
        return ready<void>(fail(notFound()));
    if (!file.open(QIODevice::ReadOnly))
        return ready<void>(fail(ErrorCode::io, tr("Cannot read %1: %2").arg(m_path, file.errorString()).toStdString()));
    auto parsed = parse(file.readAll());
    if (!parsed)
        return ready<void>(fail(std::move(parsed).error()));
    const Header header = std::move(parsed->first);
    const std::string sealed = std::move(parsed->second);
    return mapped(this, derive(std::move(passphrase), header),
                  [this, header, sealed](Result<Secret> key) -> Result<void> {
                      if (!key)
                          return fail(std::move(key).error());
                      auto opened = TRY(open(header, sealed, std::move(*key)));
                      m_header = header;
                      take(std::move(opened.key));
                      m_entries = std::move(opened.entries);
                      Q_EMIT lockedChanged(false);
                      return {};
                  });
}

Future<void> SealedFileStore::create(Secret passphrase)
{
    if (exists())
        return ready<void>(
            fail(ErrorCode::already_exists, tr("There is a sealed file already: unlock it instead.").toStdString()));
    if (passphrase.size() < shortestPassphrase)
        return ready<void>(fail(ErrorCode::password_too_weak,
                                tr("A passphrase has at least %1 characters; four random words are good.")
                                    .arg(shortestPassphrase)
                                    .toStdString())
                               .at("passphrase"));
    Header header{m_cost, std::string(saltSize, '\0')};
    m_random.fill(std::as_writable_bytes(std::span(header.salt)));
    return mapped(this, derive(std::move(passphrase), header), [this, header](Result<Secret> key) -> Result<void> {
        if (!key)
            return fail(std::move(key).error());
        m_header = header;
        take(std::move(*key));
        m_entries.clear();
        auto saved = save(m_entries);
        if (saved)
            Q_EMIT lockedChanged(false);
        else
            lock();
        return saved;
    });
}

void SealedFileStore::take(Secret key)
{
    m_key = std::move(key);
    // As good as the system allows: its limit of locked memory may be small.
    (void)os::lockInMemory(m_key->bytes());
}

void SealedFileStore::lock()
{
    m_key.reset();
    m_entries.clear();
    Q_EMIT lockedChanged(true);
}

SealedFileStore::Entries SealedFileStore::clone(const Entries &entries)
{
    Entries out;
    for (const auto &[name, secret] : entries)
        out.emplace(name, secret.clone());
    return out;
}

Result<void> SealedFileStore::save(const Entries &entries)
{
    // Written by hand, because a JSON value doesn't wipe itself; base64url needs no escapes and names are ours.
    WipingString plain("{");
    for (const auto &[name, secret] : entries) {
        plain.append(plain.size() > 1 ? "," : "").append(json::serialize(json::value(name.toStdString())));
        plain.append(":\"").append(Wiped<std::string>(toBase64Url(secret.bytes()))).append("\"");
    }
    plain += '}';
    const std::string sealed = aesGcmSeal(*m_key, bytesOf(plain), bytesOf(authenticated(m_header)), m_random);
    json::object o{{"version", 1},
                   {"kdf", "argon2id"},
                   {"memoryKiB", m_header.cost.memoryKiB},
                   {"passes", m_header.cost.passes},
                   {"lanes", m_header.cost.lanes},
                   {"salt", base64Of(m_header.salt)},
                   {"sealed", base64Of(sealed)}};
    const std::string bytes = json::serialize(o);
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    if (const auto written = writePrivateFile(m_path, bytes); !written)
        return fail(
            ErrorCode::io,
            tr("Cannot write %1: %2").arg(m_path, QString::fromStdString(written.error().message)).toStdString());
    return {};
}

Future<Secret> SealedFileStore::read(const QString &name)
{
    if (!m_key)
        return ready<Secret>(fail(locked()));
    const auto it = m_entries.find(name);
    if (it == m_entries.end())
        return ready<Secret>(fail(notFound()));
    return ready<Secret>(it->second.clone());
}

Future<void> SealedFileStore::write(const QString &name, Secret secret)
{
    if (!m_key)
        return ready<void>(fail(locked()));
    auto next = clone(m_entries);
    next.insert_or_assign(name, std::move(secret));
    auto saved = save(next);
    if (saved)
        m_entries = std::move(next);
    return ready<void>(std::move(saved));
}

Future<void> SealedFileStore::remove(const QString &name)
{
    if (!m_key)
        return ready<void>(fail(locked()));
    if (!m_entries.contains(name))
        return ready<void>({});
    auto next = clone(m_entries);
    next.erase(name);
    auto saved = save(next);
    if (saved)
        m_entries = std::move(next);
    return ready<void>(std::move(saved));
}

}  // namespace castellan::client
