// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/flowfuse/api.h"
#include "client/platform/platform.h"

namespace castellan::client::flowfuse {

class FlowFuseUsers : public FacetOver<Users> {
public:
    using FacetOver::FacetOver;
    [[nodiscard]] Future<records::UserPage> list(const PageRequest &page) override;
    [[nodiscard]] Future<records::User> read(const QString &id) override;
    [[nodiscard]] Change<records::User> create(records::UserCreate user) override;
    [[nodiscard]] Change<records::User> update(const QString &id, records::UserUpdate update) override;
    [[nodiscard]] Change<void> remove(const QString &id) override;
    /// Teams that the account alone is in go with it, unless there are instances or devices in them. Entries of the log
    /// keep a reference only, which then leads nowhere.
    [[nodiscard]] Future<AccountDeletion> deletion(const QString &id) override;
    [[nodiscard]] bool unlocks() const override { return false; }
    [[nodiscard]] Change<records::User> unlock(const QString &id) override;
    [[nodiscard]] bool erases() const override { return false; }
    [[nodiscard]] Change<records::Erasure> erase(const QString &id) override;
};

class FlowFuseAccessTokens final : public FacetOver<AccessTokens> {
public:
    using FacetOver::FacetOver;
    [[nodiscard]] Future<std::vector<records::AccessToken>> list() override;
    [[nodiscard]] Change<records::AccessToken> create(records::AccessTokenCreate token) override;
    [[nodiscard]] Change<void> remove(const QString &id) override;
};

/// Query of a list: limit, cursor, query.
[[nodiscard]] QUrlQuery queryOf(const PageRequest &page);
/// Adds a value typed by the user. QUrlQuery does not encode `+`, which servers read as a space.
void addTo(QUrlQuery &query, const QString &name, const QString &value);

}  // namespace castellan::client::flowfuse
