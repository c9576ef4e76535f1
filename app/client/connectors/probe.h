// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/when_done.h"
#include "core/json/codec.h"

#include <QHash>
#include <QString>

namespace castellan::client {

class Transport;

/// Requests to a server without a session, for detection. Each is sent once for all connectors.
class Probe {
public:
    explicit Probe(Transport &transport) : m_transport(transport) {}

    [[nodiscard]] Future<json::value> get(const QString &path);
    /// Context of continuations.
    [[nodiscard]] QObject *context() const;
    /// Host and port, for sentences.
    [[nodiscard]] QString host() const;

private:
    Transport &m_transport;
    QHash<QString, Result<json::value>> m_answers;
};

}  // namespace castellan::client
