// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "castellan/demo/demo_run.h"
#include "client/servers/server_list.h"
#include "ui/screen/demo_host.h"

#include <memory>

namespace castellan::demo {

/// The demo of this console, one at a time: runs it on a thread of its own and keeps its row in the list of servers.
class EmbeddedDemo final : public ui::DemoHost {
    Q_OBJECT
public:
    /// `folder` is the demo's alone: what an earlier process left in it is removed.
    EmbeddedDemo(client::ServerList &servers, QString folder, Random &random, Pace pace = {},
                 QObject *parent = nullptr);
    ~EmbeddedDemo() override;  // waits until nothing is left

    [[nodiscard]] client::Server *server() const override;
    [[nodiscard]] client::Future<client::Server *> start() override;
    void end() override;

private:
    [[nodiscard]] Result<client::Server *> attach(DemoUp up);

    client::ServerList &m_servers;
    QString m_folder;
    Random &m_random;
    Pace m_pace;
    DemoRun *m_run = nullptr;  ///< the one that is up or on its way; those that end are children too
};

}  // namespace castellan::demo
