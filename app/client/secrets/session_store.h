// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/secrets/secret_store.h"

#include <map>

namespace castellan::client {

/// In memory, until the program ends. For sign-ins only: a data key here would be lost with the process.
class SessionStore final : public SecretStore {
public:
    [[nodiscard]] Future<Secret> read(const QString &name) override;
    [[nodiscard]] Future<void> write(const QString &name, Secret secret) override;
    [[nodiscard]] Future<void> remove(const QString &name) override;

private:
    std::map<QString, Secret> m_held;
};

}  // namespace castellan::client
