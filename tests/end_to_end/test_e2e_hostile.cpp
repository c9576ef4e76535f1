// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/end_to_end/program.h"
#include "tests/sanitizers.h"
#include "tests/server/http/raw_client.h"

#include <QMap>
#include <QRegularExpression>
#include <QTest>

using namespace castellan::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using castellan::http::test::RawClient;

namespace {

/// Random numbers that are the same in each run.
class Chance {
public:
    std::uint32_t below(std::size_t n)
    {
        m_state = m_state * 1664525U + 1013904223U;
        return std::uint32_t((m_state >> 8U) % n);
    }
    std::string changed(std::string bytes)
    {
        static const std::vector<std::string> pieces{"\r\n",
                                                     "\r\n\r\n",
                                                     "\n",
                                                     std::string(1, '\0'),
                                                     ":",
                                                     " ",
                                                     "\t",
                                                     "%",
                                                     "%00",
                                                     "../",
                                                     "\"",
                                                     "{",
                                                     "}",
                                                     "[",
                                                     "\\u0000",
                                                     "-1",
                                                     "18446744073709551616",
                                                     "Content-Length: 1\r\n",
                                                     "Transfer-Encoding: chunked\r\n",
                                                     "Host: evil\r\n",
                                                     "\x80",
                                                     "\xff"};
        for (auto edits = below(3) == 0 ? below(4) + 1 : 1; edits > 0 && !bytes.empty(); --edits) {
            const auto at = below(bytes.size());
            switch (below(5)) {
            case 0:
                bytes[at] = char(below(256));
                break;
            case 1:
                bytes.erase(at, below(8));
                break;
            case 2:
                bytes.insert(at, std::string(below(8), char(below(256))));
                break;
            case 3:
                bytes.insert(at, pieces[below(pieces.size())]);
                break;
            default:
                bytes.insert(at, bytes.substr(below(bytes.size()), below(40)));
            }
        }
        return bytes;
    }

private:
    std::uint32_t m_state = 20260101;
};

/// A masked frame with a zero mask, so that what is written is what travels.
std::string frame(const std::string &text)
{
    return "\x81" + std::string(1, char(0x80U | unsigned(text.size()))) + std::string(4, '\0') + text;
}

}  // namespace

/// The real program under randomly mutated requests, over real sockets.
class TestHostile : public QObject {
    Q_OBJECT

    ServerProgram m_server;
    std::uint16_t m_port = 0;
    std::string m_session;
    std::string m_csrf;

    /// Requests as clients really send them: with a header, with a cookie, in chunks, pipelined, as a WebSocket.
    [[nodiscard]] std::vector<std::string> requests() const
    {
        const std::string host = " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(m_port) + "\r\n";
        const std::string bearer = "Authorization: Bearer " + m_session + "\r\n";
        const std::string json = "Content-Type: application/json\r\n";
        const auto body = [&](const std::string &text) {
            return json + "Content-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
        };
        const std::string update = "{\"name\":\"Alice\",\"email\":\"alice@example.com\"}";
        return {
            "GET /api/v1/user" + host + bearer + "\r\n",
            "GET /api/v1/users?limit=10&query=al%20ice&cursor=" + host + bearer + "\r\n",
            "GET /api/v1/admin/audit-log?limit=5&event=account.login&event=users.created-user&username=alice" + host +
                bearer + "\r\n",
            "PUT /api/v1/user" + host + "Cookie: sid=" + m_session + "; csrf=" + m_csrf +
                "\r\nX-CSRF-Token: " + m_csrf + "\r\n" + body(update),
            "PUT /api/v1/user" + host + bearer + json + "Transfer-Encoding: chunked\r\n\r\n10\r\n" +
                update.substr(0, 16) + "\r\n" + QByteArray::number(qsizetype(update.size()) - 16, 16).toStdString() +
                "\r\n" + update.substr(16) + "\r\n0\r\n\r\n",
            "POST /api/v1/teams/check-slug" + host + bearer + body("{\"slug\":\"line-one\"}"),
            "POST /api/v1/user/tokens" + host + bearer + "Idempotency-Key: once\r\n" +
                body("{\"name\":\"t\",\"scope\":\"\",\"addresses\":[\"127.0.0.0/8\"],\"expiresAt\":null}"),
            "HEAD /healthz" + host + "\r\nOPTIONS * " + host.substr(1) + "\r\nGET /api/v1/settings" + host + "\r\n",
            "GET /api/v1/audit/stream" + host + bearer +
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: audit.v1.json\r\n\r\n",
            "GET /api/v1/identity?nonce=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" + host + "\r\n",
        };
    }

    /// The first message of a client on its open WebSocket.
    [[nodiscard]] static std::string messages()
    {
        return frame("{\"type\":\"hello\",\"scope\":\"platform\",\"cursor\":\"tail:3\"}") +
               frame("{\"type\":\"ack\",\"to\":1}");
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.prepare());
        QVERIFY2(m_server.start(), m_server.err.constData());
        m_port = m_server.url().section(u':', -1).toUShort();
        Curl alice(m_server.url());
        QCOMPARE(alice.login(u"alice"_s).status, 200);
        m_session = alice.cookie("sid").toStdString();
        m_csrf = alice.cookie("csrf").toStdString();
        // The parsers are under test, not the limits.
        QJsonObject wide;
        for (const auto *limit : {"address", "user", "write"})
            wide[u"limits.%1.burst"_s.arg(QLatin1String(limit))] = 0;
        QCOMPARE(alice.send("PUT", u"/api/v1/admin/security"_s, {{u"revision"_s, 0}, {u"values"_s, wide}}).status, 200);
    }

    void s1UnchangedTheRequestsAreTaken()
    {
        for (const auto &request : requests()) {
            RawClient client(m_port);
            client.send(request);
            const auto answer =
                client.answer(request.starts_with("HEAD") || request.find("Upgrade") != std::string::npos);
            QVERIFY2(answer && (answer->status == 200 || answer->status == 101),
                     (request + (answer ? answer->body : "")).c_str());
        }
    }

    /// CASTELLAN_MUTATIONS sets how many; `./dev fuzz` sends a hundred thousand.
    void s1ServesOnWhateverRequestsChanceMakes()
    {
        bool given = false;
        const int wanted = qEnvironmentVariableIntValue("CASTELLAN_MUTATIONS", &given);
        const int rounds = given ? wanted : 20'000;
        const auto originals = requests();
        Chance chance;
        QMap<QByteArray, int> statuses;
        for (int round = 0; round < rounds; ++round) {
            const auto &original = originals[chance.below(originals.size())];
            auto bytes = chance.changed(original);
            const auto address = "127.1." + std::to_string(round / 200 % 250) + "." + std::to_string(1 + round % 200);
            RawClient client(m_port, address);
            QVERIFY2(client.connected(), QByteArray::number(round).constData());
            // A WebSocket that is open: chance speaks on it.
            if (original.find("Upgrade: websocket") != std::string::npos && chance.below(2) == 0) {
                client.send(original);
                const auto opened = client.answer(true);
                QVERIFY2(opened && opened->status == 101, QByteArray::number(round).constData());
                ++statuses["101"];
                bytes = chance.changed(messages());
            }
            client.send(bytes);
            client.shutdownSend();
            const auto said = client.untilClosed(20s);
            QVERIFY2(said, bytes.c_str());
            if (!said->starts_with("HTTP/1.1 ")) {
                ++statuses[said->empty() ? "silence" : "frames"];
                continue;
            }
            const auto status = QByteArray::fromStdString(said->substr(9, 3));
            QVERIFY2(!status.startsWith('5') || status == "501" || status == "505", (bytes + "\n" + *said).c_str());
            ++statuses[status];
        }
        QByteArray summary;
        for (auto it = statuses.cbegin(); it != statuses.cend(); ++it)
            summary += ' ' + it.key() + ": " + QByteArray::number(it.value());
        qInfo("%d requests;%s", rounds, summary.constData());
        // Chance leaves some as they must be, and breaks others: neither alone would show anything.
        QVERIFY2(statuses["200"] > rounds / 20, summary.constData());
        QVERIFY2(statuses["400"] > rounds / 20, summary.constData());
        QVERIFY2(statuses["frames"] > rounds / 100, summary.constData());
    }

    void s1TheSameProcessEndsWell()
    {
        QFile status(u"/proc/%1/status"_s.arg(m_server.ready[u"pid"_s].toInteger()));
        QVERIFY(status.open(QIODevice::ReadOnly));
        const auto process = status.readAll();
        QVERIFY2(process.startsWith("Name:\tcastellan-serve"), process.constData());
        static const QRegularExpression resident(u"\nVmRSS:\\s+(\\d+) kB\n"_s);
        const auto kilobytes = resident.match(QString::fromLatin1(process)).captured(1).toInt();
        QVERIFY2(kilobytes > 0 && (castellan::test::sanitized || kilobytes < 256 * 1024), process.constData());
        Curl alice(m_server.url());
        QCOMPARE(alice.get(u"/healthz"_s).status, 200);
        const auto exitCode = m_server.stop();
        QVERIFY2(exitCode == 0, m_server.err.right(3000).constData());
        QVERIFY2(!m_server.err.contains("ERROR: "), m_server.err.right(3000).constData());
        const auto verified = ServerProgram::run({u"verify"_s, u"--data"_s, m_server.data()});
        QVERIFY2(verified.exitCode == 0, verified.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestHostile)
#include "test_e2e_hostile.moc"
