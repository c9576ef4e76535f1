// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/secrets/secret_store.h"
#include "core/random.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace QKeychain {
class Job;
}

namespace castellan::client {

/// The desktop's keychain.
///
/// A locked keyring says "not found" to a read and "done" to a removal. So neither is believed by itself: first a
/// canary is written, read back and removed, then the question is asked again. What is written is read back.
class KeychainStore final : public QObject, public SecretStore {
    Q_OBJECT
public:
    struct Deadlines {
        std::chrono::milliseconds quiet{10'000};
        /// While the keychain asks for its password.
        std::chrono::milliseconds prompting{120'000};
    };

    /// `service` names this program in the keychain. `promptOnScreen` tells whether the desktop is asking for the
    /// keychain's password just now; without it every silence counts as a fault.
    KeychainStore(QString service, Random &random, Deadlines deadlines, std::function<bool()> promptOnScreen = {},
                  QObject *parent = nullptr);
    ~KeychainStore() override;

    [[nodiscard]] Future<Secret> read(const QString &name) override;
    [[nodiscard]] Future<void> write(const QString &name, Secret secret) override;
    [[nodiscard]] Future<void> remove(const QString &name) override;

private:
    struct Waiting;
    [[nodiscard]] Future<Secret> ask(const QString &name);
    [[nodiscard]] Future<bool> put(const QString &name, const Secret &secret);
    [[nodiscard]] Future<bool> drop(const QString &name);
    /// Writes, reads back and compares.
    [[nodiscard]] Future<bool> keep(const QString &name, const std::shared_ptr<const Secret> &secret);
    [[nodiscard]] Future<bool> canary();
    void start(QKeychain::Job *job, std::function<void(Result<QKeychain::Job *>)> then);
    void lookAgain(const std::shared_ptr<Waiting> &waiting);

    QString m_service;
    Random &m_random;
    Deadlines m_deadlines;
    std::function<bool()> m_promptOnScreen;
};

}  // namespace castellan::client
