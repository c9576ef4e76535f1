// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/when_done.h"

#include <QObject>
#include <QString>

namespace castellan::client {
class Server;
}

namespace castellan::ui {

/// The server that runs inside this console. Implemented where the program is composed; the console talks to the
/// server itself over HTTP as to any other.
class LocalHost : public QObject {
    Q_OBJECT
public:
    explicit LocalHost(QObject *parent = nullptr) : QObject(parent) {}

    struct Started {
        client::Server *server = nullptr;  ///< its row in the server list
        /// Only after the data folder was created: shown once, then forgotten.
        QString recoveryKey;
    };

    /// There is a data folder from before.
    [[nodiscard]] virtual bool hasData() const = 0;
    [[nodiscard]] virtual bool isRunning() const = 0;
    /// Creates keys and data folder if there are none, starts the server on a loopback port, signs the local person in.
    [[nodiscard]] virtual client::Future<Started> start() = 0;
    /// Puts the keys back from the recovery key (they were lost, the data are there), then starts.
    [[nodiscard]] virtual client::Future<Started> recover(const QString &recoveryKey) = 0;
    virtual void stop() = 0;
    /// Where the key of the data is: in the file that a passphrase opens, or (false) in the keychain.
    [[nodiscard]] virtual bool keepsKeyInFile() const = 0;
    /// From the next start() or recover() on; for a desktop without a keychain.
    virtual void keepKeyInFile(bool on) = 0;

Q_SIGNALS:
    void runningChanged(bool running);
    /// It stopped without being asked; `why` is a sentence.
    void died(const QString &why);
};

}  // namespace castellan::ui
