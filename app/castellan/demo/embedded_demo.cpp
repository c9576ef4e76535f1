// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/demo/embedded_demo.h"

#include "core/version.h"
#include "server/server.h"

#include <QDir>

namespace castellan::demo {
namespace {

const QString rowId = QStringLiteral("demo");

}  // namespace

EmbeddedDemo::EmbeddedDemo(client::ServerList &servers, QString folder, Random &random, Pace pace, QObject *parent)
    : DemoHost(parent), m_servers(servers), m_folder(std::move(folder)), m_random(random), m_pace(pace)
{
    QDir(m_folder).removeRecursively();
}

EmbeddedDemo::~EmbeddedDemo()
{
    end();
    // All are asked before the first is waited for.
    const auto runs = findChildren<DemoRun *>(QString(), Qt::FindDirectChildrenOnly);
    for (DemoRun *run : runs)
        delete run;
}

client::Server *EmbeddedDemo::server() const
{
    return m_servers.byId(rowId);
}

client::Future<client::Server *> EmbeddedDemo::start()
{
    if (client::Server *running = server())
        return client::ready<client::Server *>(running);
    if (m_run)
        return client::ready<client::Server *>(
            fail(ErrorCode::busy, tr("The demo is starting already.").toStdString()));
    auto *run = new DemoRun(m_folder, m_random, m_pace, this);
    m_run = run;
    connect(run, &QThread::finished, this, [this, run] {
        if (m_run == run)
            m_run = nullptr;
        run->deleteLater();
    });
    return client::mapped(this, run->begin(), [this, run](Result<DemoUp> up) -> Result<client::Server *> {
        if (!up)
            return fail(std::move(up).error());
        if (m_run != run)
            return fail(ErrorCode::cancelled, tr("The demo was ended.").toStdString());
        return attach(std::move(*up));
    });
}

Result<client::Server *> EmbeddedDemo::attach(DemoUp up)
{
    client::Profile profile;
    profile.id = rowId;
    profile.name = tr("Demo");
    profile.url = up.access.url;
    profile.environment = client::Environment::demo;
    profile.secretPlace = client::SecretPlace::session;
    profile.username = up.username;
    profile.product = QStringLiteral("Castellan");
    profile.productVersion = QString::fromUtf8(version().data(), qsizetype(version().size()));
    profile.embedded = true;
    profile.temporary = true;
    return m_servers.attachEmbedded(profile, std::move(up.access));
}

void EmbeddedDemo::end()
{
    if (server())
        client::whenDone(this, m_servers.remove(rowId), [](const Result<void> &) {});
    if (DemoRun *run = std::exchange(m_run, nullptr))
        run->end();
}

}  // namespace castellan::demo
