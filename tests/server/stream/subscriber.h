// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>

namespace castellan::test {

/// subscriber.py: a WebSocket client that shares no code with the server, in a process of its own.
class Subscriber {
public:
    Subscriber(const QString &url, const QStringList &options)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("/usr/bin/python3"), QStringList{QFINDTESTDATA("subscriber.py"), url} + options);
        m_process.waitForStarted();
    }
    ~Subscriber()
    {
        ::kill(pid_t(m_process.processId()), SIGCONT);
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(3000))
            m_process.kill();
        m_process.waitForFinished();
    }

    /// Takes up what it said since.
    void read()
    {
        while (m_process.canReadLine() || m_process.waitForReadyRead(0)) {
            if (!m_process.canReadLine())
                break;
            take(QJsonDocument::fromJson(m_process.readLine()).object());
        }
    }
    [[nodiscard]] bool has(const char *kind)
    {
        read();
        return std::ranges::any_of(said, [&](const QJsonObject &line) {
            return line[QStringLiteral("kind")].toString() == QLatin1StringView(kind);
        });
    }
    [[nodiscard]] QJsonObject last(const char *kind)
    {
        read();
        for (auto it = said.rbegin(); it != said.rend(); ++it)
            if ((*it)[QStringLiteral("kind")].toString() == QLatin1StringView(kind))
                return *it;
        return {};
    }
    [[nodiscard]] int closeCode() { return last("close")[QStringLiteral("code")].toInt(); }
    [[nodiscard]] qint64 to()
    {
        read();
        return m_to;
    }
    void freeze() { ::kill(pid_t(m_process.processId()), SIGSTOP); }
    void thaw() { ::kill(pid_t(m_process.processId()), SIGCONT); }

    /// Sequence numbers of all rows it was sent, in order.
    [[nodiscard]] QList<qint64> rows()
    {
        read();
        return m_rows;
    }

    QList<QJsonObject> said;
    QString cursor;
    QString broken;  ///< a batch whose `from` was not the last `to`, or rows out of order

private:
    void take(const QJsonObject &line)
    {
        const auto kind = line[QStringLiteral("kind")].toString();
        if (kind == QStringLiteral("welcome")) {
            cursor = line[QStringLiteral("cursor")].toString();
            m_to = cursor.section(u':', 1, 1).toLongLong();
        } else if (kind == QStringLiteral("batch")) {
            if (line[QStringLiteral("from")].toInteger() != m_to)
                broken = QStringLiteral("from %1 after to %2").arg(line[QStringLiteral("from")].toInteger()).arg(m_to);
            for (const auto &seq : line[QStringLiteral("seqs")].toArray()) {
                if (seq.toInteger() <= (m_rows.isEmpty() ? 0 : m_rows.last()))
                    broken = QStringLiteral("row %1 after %2").arg(seq.toInteger()).arg(m_rows.last());
                m_rows.append(seq.toInteger());
            }
            m_to = line[QStringLiteral("to")].toInteger();
            cursor = line[QStringLiteral("cursor")].toString();
        }
        said.append(line);
    }

    QProcess m_process;
    QList<qint64> m_rows;
    qint64 m_to = -1;
};

/// first, first + 1, … last
[[nodiscard]] inline QList<qint64> rowsFromTo(qint64 first, qint64 last)
{
    QList<qint64> out;
    for (auto n = first; n <= last; ++n)
        out.append(n);
    return out;
}

}  // namespace castellan::test
