// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"

#include <QIODevice>

#include <memory>

namespace castellan::client {

/// A request's body that can be read once. Qt resends a request whose connection is lost before the response,
/// unless its body can't be rewound; so every write has one of these, empty or not.
class Upload final : public QIODevice {
    Q_OBJECT
public:
    Upload(std::shared_ptr<const Secret> body, QObject *parent);

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] bool atEnd() const override { return left() == 0; }
    /// Always refused: an empty body that could be rewound would be sent again, too.
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }

protected:
    qint64 readData(char *to, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    [[nodiscard]] qint64 left() const { return qint64(m_body->size()) - m_at; }

    std::shared_ptr<const Secret> m_body;
    qint64 m_at = 0;
};

}  // namespace castellan::client
