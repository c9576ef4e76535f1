// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"

#include <QSet>
#include <QString>

namespace castellan::client::own {

/// What a server offers, read from its own description rather than from its name.
class Offers {
public:
    /// `description`: an OpenAPI document.
    explicit Offers(const json::object &description);
    /// Each as "get /api/v1/users/*".
    explicit Offers(QSet<QString> operations) : m_operations(std::move(operations)) {}

    /// `method` in small letters; in `path`, "*" stands for a parameter of any name: has("get", "/api/v1/users/*").
    [[nodiscard]] bool has(const char *method, const char *path) const;

private:
    QSet<QString> m_operations;
};

}  // namespace castellan::client::own
