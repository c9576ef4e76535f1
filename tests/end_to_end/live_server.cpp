// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/end_to_end/live_server.h"

#include <QTest>

#include <algorithm>

namespace castellan::test {

bool LiveServer::init()
{
    if (!m_program.prepare() || !m_program.start())
        return false;
    m_admin = std::make_unique<Curl>(url());
    if (m_admin->login(QStringLiteral("alice")).status != 200)
        return false;
    m_token = tokenOf(*m_admin, true);
    return !m_token.isEmpty();
}

bool LiveServer::start()
{
    return m_program.start(
        {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:") + QString::number(QUrl(url()).port())});
}

QString LiveServer::streamUrl() const
{
    return QStringLiteral("ws") + url().mid(4) + QStringLiteral("/api/v1/audit/stream");
}

QString LiveServer::tokenOf(Curl &client, bool asAdmin)
{
    QJsonObject body{{QStringLiteral("name"), QStringLiteral("stream")}, {QStringLiteral("scope"), QString()}};
    if (asAdmin)
        body[QStringLiteral("adminOptIn")] = true;
    return client.send("POST", QStringLiteral("/api/v1/user/tokens"), body)["token"];
}

void LiveServer::act(int count)
{
    const QUrl at(url());
    // An administrator's account is changed by a session only.
    const auto session = m_admin->cookie("sid");
    m_acts.start(QStringLiteral("/usr/bin/python3"), {QFINDTESTDATA("acts.py"), at.host(), QString::number(at.port()),
                                                      session, QString::number(m_acted), QString::number(count)});
    m_acted += count;
    m_acts.waitForStarted();
}

int LiveServer::acknowledged()
{
    while (m_acts.canReadLine() || m_acts.waitForReadyRead(0)) {
        if (!m_acts.canReadLine())
            break;
        m_acts.readLine();
        ++m_acknowledged;
    }
    return m_acknowledged;
}

void LiveServer::endActs()
{
    m_acts.waitForFinished(20'000);
    (void)acknowledged();
}

QList<qint64> LiveServer::table()
{
    QList<qint64> rows;
    QString cursor;
    do {
        const auto page = m_admin->get(QStringLiteral("/api/v1/admin/audit-log?limit=1000") +
                                       (cursor.isEmpty() ? QString() : QStringLiteral("&cursor=") + cursor));
        const auto log = page.json()[QStringLiteral("log")].toArray();
        for (const auto &entry : log)
            rows.prepend(entry.toObject()[QStringLiteral("seq")].toInteger());
        cursor = page.json()[QStringLiteral("meta")].toObject()[QStringLiteral("next_cursor")].toString();
    } while (!cursor.isEmpty());
    return rows;
}

}  // namespace castellan::test
