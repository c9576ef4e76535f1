// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/secrets/secret_store.h"
#include "core/crypto/password.h"
#include "core/random.h"

#include <QObject>

#include <map>
#include <optional>

namespace castellan::client {

/// Secrets in one file (0600), sealed with a passphrase: Argon2id makes the key, AES-256-GCM seals all entries
/// together.
///
///     {"version":1,"kdf":"argon2id","memoryKiB":…,"passes":…,"lanes":…,"salt":"…","sealed":"…"}   (base64url)
///
/// Everything but `sealed` is authenticated with it. Closed until unlock(): every call is then secret_store_locked.
class SealedFileStore final : public QObject, public SecretStore {
    Q_OBJECT
public:
    SealedFileStore(QString path, Random &random, PasswordCost cost = {}, QObject *parent = nullptr);
    ~SealedFileStore() override;

    [[nodiscard]] bool exists() const;
    [[nodiscard]] bool isUnlocked() const { return m_key.has_value(); }
    /// Opens the file. ErrorCode::passphrase_wrong; corrupt names the member; secret_not_found if there is no file.
    [[nodiscard]] Future<void> unlock(Secret passphrase);
    /// Starts an empty file; at least 12 characters. ErrorCode::already_exists rather than replacing one.
    [[nodiscard]] Future<void> create(Secret passphrase);
    void lock();

    [[nodiscard]] Future<Secret> read(const QString &name) override;
    [[nodiscard]] Future<void> write(const QString &name, Secret secret) override;
    [[nodiscard]] Future<void> remove(const QString &name) override;

Q_SIGNALS:
    void lockedChanged(bool locked);

private:
    using Entries = std::map<QString, Secret>;
    struct Header {
        PasswordCost cost;
        std::string salt;
    };
    struct Opened {
        Secret key;
        Entries entries;
    };
    [[nodiscard]] static std::string authenticated(const Header &header);
    [[nodiscard]] static Result<Opened> open(const Header &header, const std::string &sealed, Secret key);
    [[nodiscard]] static Result<std::pair<Header, std::string>> parse(const QByteArray &file);
    [[nodiscard]] Future<Secret> derive(Secret passphrase, const Header &header);
    void take(Secret key);
    [[nodiscard]] Result<void> save(const Entries &entries);
    [[nodiscard]] static Entries clone(const Entries &entries);

    QString m_path;
    Random &m_random;
    PasswordCost m_cost;
    Header m_header;
    std::optional<Secret> m_key;
    Entries m_entries;
};

}  // namespace castellan::client
