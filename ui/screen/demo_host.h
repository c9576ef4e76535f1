// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/when_done.h"

#include <QObject>

namespace castellan::client {
class Server;
}

namespace castellan::ui {

/// A server with sample data, all of which is deleted afterwards. Implemented where the program is
/// composed; the console talks to it over HTTP as to any other.
class DemoHost : public QObject {
    Q_OBJECT
public:
    explicit DemoHost(QObject *parent = nullptr) : QObject(parent) {}

    /// Its row in the server list; null while there is none.
    [[nodiscard]] virtual client::Server *server() const = 0;
    /// Fills a server and adds its row; answers with the running one if there is one. ErrorCode::busy while a start is
    /// under way, cancelled if end() was called meanwhile.
    [[nodiscard]] virtual client::Future<client::Server *> start() = 0;
    /// Removes the row at once; the data is deleted in the background.
    virtual void end() = 0;
};

}  // namespace castellan::ui
