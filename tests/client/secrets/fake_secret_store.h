// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/secrets/secret_store.h"

#include <map>
#include <optional>

namespace castellan::client {

/// A store whose fault a test sets; entries survive every fault.
class FakeSecretStore final : public SecretStore {
public:
    std::map<QString, Secret> entries;
    std::optional<ErrorCode> trouble;
    /// Takes what it is given and gives back something else.
    bool forgetful = false;
    int reads = 0;
    int writes = 0;

    [[nodiscard]] Future<Secret> read(const QString &name) override
    {
        ++reads;
        if (trouble)
            return ready<Secret>(fail(*trouble, "the store is in trouble"));
        const auto it = entries.find(name);
        if (it == entries.end())
            return ready<Secret>(fail(ErrorCode::secret_not_found, "not there"));
        return ready<Secret>(it->second.clone());
    }
    [[nodiscard]] Future<void> write(const QString &name, Secret secret) override
    {
        ++writes;
        if (trouble)
            return ready<void>(fail(*trouble, "the store is in trouble"));
        entries.insert_or_assign(name, forgetful ? Secret(std::size_t(64)) : std::move(secret));
        return ready<void>({});
    }
    [[nodiscard]] Future<void> remove(const QString &name) override
    {
        if (trouble)
            return ready<void>(fail(*trouble, "the store is in trouble"));
        entries.erase(name);
        return ready<void>({});
    }
};

}  // namespace castellan::client
