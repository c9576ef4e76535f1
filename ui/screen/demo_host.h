// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/when_done.h"

#include <QObject>

namespace castellan::client {
class Server;
}

namespace castellan::ui {

/// A server full of made-up data to look around in, of which nothing is kept. Implemented where the program is
/// composed; the console talks to it over HTTP as to any other.
class DemoHost : public QObject {
    Q_OBJECT
public:
    explicit DemoHost(QObject *parent = nullptr) : QObject(parent) {}

    /// Its row in the server list; null while there is none.
    [[nodiscard]] virtual client::Server *server() const = 0;
    /// Fills a server and adds its row; answers with the one that runs if there is one. ErrorCode::busy while one is
    /// being filled, cancelled if it was ended meanwhile.
    [[nodiscard]] virtual client::Future<client::Server *> start() = 0;
    /// Takes the row away at once; the data go in the background.
    virtual void end() = 0;
};

}  // namespace castellan::ui
