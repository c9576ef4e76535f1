// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// The plain listener beside a TLS one: where it leads, and what becomes of what shouldn't have come there.
#include "tests/end_to_end/people.h"
#include "tests/server/http/programs.h"
#include "tests/server/stream/subscriber.h"

#include <QTest>

using namespace castellan::test;
using namespace Qt::StringLiterals;
using castellan::http::test::curl;
using castellan::http::test::run;

namespace {

QStringList header(const QString &line)
{
    return {u"-H"_s, line};
}

QByteArray field(const QByteArray &answer, const QByteArray &name)
{
    for (const auto &line : answer.split('\n'))
        if (line.startsWith(QByteArray(name + ": ")))
            return line.mid(name.size() + 2).trimmed();
    return {};
}

}  // namespace

class TestRedirect : public QObject {
    Q_OBJECT

    ServerProgram m_server;

    [[nodiscard]] QString plain(const QString &path = {}) const
    {
        QString url = m_server.ready[u"redirecting"_s].toString() + path;
        return url;
    }
    [[nodiscard]] QString secured(const QString &path = {}) const
    {
        QString url = m_server.url() + path;
        return url;
    }
    [[nodiscard]] Curl alice() const
    {
        Curl out(m_server.url());
        out.trust();
        need(out.login(u"alice"_s));
        return out;
    }
    [[nodiscard]] QJsonArray entries(const QString &event) const
    {
        return need(alice().get(u"/api/v1/admin/audit-log?limit=100&event="_s + event)).json()[u"log"_s].toArray();
    }
    /// The newest entry of the event that says why.
    [[nodiscard]] QJsonObject explained(const QString &event) const
    {
        for (const auto &row : entries(event))
            if (row.toObject()[u"body"_s].toObject().contains(u"reason"_s))
                return row.toObject();
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto key = m_server.file(u"server.key"_s);
        const auto certificate = m_server.file(u"server.crt"_s);
        const auto made =
            run(u"openssl"_s,
                {u"req"_s, u"-x509"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                 u"ec_paramgen_curve:P-256"_s, u"-subj"_s, u"/CN=server"_s, u"-addext"_s,
                 u"subjectAltName=IP:127.0.0.1,DNS:*.example.org"_s, u"-keyout"_s, key, u"-out"_s, certificate});
        QCOMPARE(made.exitCode, 0);
        QVERIFY(m_server.prepare());
        QVERIFY2(m_server.start({u"--tls-cert"_s, certificate, u"--tls-key"_s, key, u"--redirect-http"_s,
                                 u"127.0.0.1:0"_s, u"--public-host"_s, u"console.example.com:443"_s, u"--public-host"_s,
                                 u"castellan.example.net"_s}),
                 m_server.err.constData());
        QVERIFY(m_server.url().startsWith(u"https://"_s));
        QVERIFY(plain().startsWith(u"http://"_s));
        auto admin = alice();
        liftLimits(admin);
    }

    void f87LeadsPagesToHttps_data()
    {
        QTest::addColumn<QStringList>("asked");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("location");
        const QStringList no;
        QTest::newRow("F87 the root") << no << u"/"_s << u"https://127.0.0.1:PORT/"_s;
        QTest::newRow("F87 HEAD") << QStringList{u"--head"_s} << u"/"_s << u"https://127.0.0.1:PORT/"_s;
        QTest::newRow("F87 a path with a query")
            << no << u"/a%20b/c?x=1%262&y=%C3%A4"_s << u"https://127.0.0.1:PORT/a%20b/c?x=1%262&y=%C3%A4"_s;
        QTest::newRow("F87 no line is broken")
            << no << u"/a?x=%0d%0aSet-Cookie:%20a=b"_s << u"https://127.0.0.1:PORT/a?x=%0D%0ASet-Cookie%3A%20a%3Db"_s;
        QTest::newRow("F87 a name of the certificate")
            << header(u"Host: a.example.org"_s) << u"/"_s << u"https://a.example.org:PORT/"_s;
        QTest::newRow("F87 a public name with its port")
            << header(u"Host: console.example.com"_s) << u"/x"_s << u"https://console.example.com/x"_s;
        QTest::newRow("F87 a public name without one")
            << header(u"Host: castellan.example.net:80"_s) << u"/"_s << u"https://castellan.example.net:PORT/"_s;
    }
    void f87LeadsPagesToHttps()
    {
        QFETCH(QStringList, asked);
        QFETCH(QString, path);
        QFETCH(QString, location);
        location.replace(u"PORT"_s, secured().section(u':', -1));
        const auto answer = curl(asked + QStringList{plain(path)});
        QCOMPARE(answer.status, 308);
        QCOMPARE(field(answer.text, "Location"), location.toUtf8());
        QCOMPARE(field(answer.text, "Set-Cookie"), QByteArray());
        QCOMPARE(field(answer.text, "X-Frame-Options"), QByteArray("DENY"));
        QCOMPARE(field(answer.text, "Strict-Transport-Security"), QByteArray());  // RFC 6797: over TLS only
    }

    void f87LeadsNothingElse_data()
    {
        QTest::addColumn<QStringList>("asked");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        const QStringList no;
        const auto token = header(u"Authorization: Bearer ffpat_nobody"_s);
        const QStringList post{u"-X"_s, u"POST"_s};
        QTest::newRow("F87 POST with a token") << QStringList(token + post) << u"/api/v1/teams"_s << 403;
        QTest::newRow("F87 a page with a token") << token << u"/"_s << 403;
        QTest::newRow("F87 a page with a cookie") << header(u"Cookie: __Host-sid=x"_s) << u"/"_s << 403;
        QTest::newRow("F87 the API") << no << u"/api/v1/user"_s << 403;
        QTest::newRow("F87 the API's own name") << no << u"/api"_s << 403;
        QTest::newRow("F87 POST to a page") << post << u"/"_s << 403;
        QTest::newRow("F87 a body of a form") << QStringList{u"-d"_s, u"password=x"_s} << u"/account/login"_s << 403;
        const auto upgrade = QStringList(header(u"Connection: Upgrade"_s) + header(u"Upgrade: websocket"_s) +
                                         header(u"Sec-WebSocket-Version: 13"_s) +
                                         header(u"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="_s));
        QTest::newRow("F87 a stream") << upgrade << u"/api/v1/audit/stream"_s << 403;
        QTest::newRow("F87 a stream where pages are") << upgrade << u"/"_s << 403;
        QTest::newRow("F87 a foreign name") << header(u"Host: evil.example"_s) << u"/"_s << 421;
        QTest::newRow("F87 a name that leads elsewhere") << header(u"Host: evil/.example.org"_s) << u"/"_s << 421;
        QTest::newRow("F87 a name with a user") << header(u"Host: evil@a.example.org"_s) << u"/"_s << 421;
    }
    void f87LeadsNothingElse()
    {
        QFETCH(QStringList, asked);
        QFETCH(QString, path);
        QFETCH(int, status);
        const auto answer = curl(asked + QStringList{plain(path)});
        QCOMPARE(answer.status, status);
        QCOMPARE(field(answer.text, "Location"), QByteArray());
        QVERIFY(!answer.text.contains("nobody"));
        if (status == 403)
            QVERIFY2(answer.text.contains("\"https_required\""), answer.text.constData());
    }

    void f86EndsASessionThatWasSentInClear()
    {
        auto session = alice();
        const auto sid = session.cookie("__Host-sid");
        QVERIFY(!sid.isEmpty());
        Subscriber stream(u"wss"_s + secured(u"/api/v1/audit/stream"_s).mid(5),
                          {u"--insecure"_s, u"--cookie"_s, u"__Host-sid="_s + sid});
        QTRY_VERIFY_WITH_TIMEOUT(stream.has("welcome"), 10'000);
        QCOMPARE(curl(header(u"Cookie: __Host-sid="_s + sid) + QStringList{plain(u"/"_s)}).status, 403);
        QTRY_COMPARE_WITH_TIMEOUT(session.get(u"/api/v1/user"_s).status, 401, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(stream.closeCode(), 4401, 10'000);
        const auto entry = explained(u"account.session.ended"_s);
        QCOMPARE(entry[u"body"_s][u"reason"_s].toString(), u"sent without encryption"_s);
        QCOMPARE(entry[u"body"_s][u"user"_s][u"username"_s].toString(), u"alice"_s);
        QVERIFY(!entry[u"address"_s].toString().isEmpty());
        QVERIFY(!QJsonDocument(entry).toJson().contains(sid.toUtf8()));
    }

    void f86DisablesATokenThatWasSentInClear_data()
    {
        QTest::addColumn<QString>("route");
        QTest::addColumn<QString>("scope");
        QTest::addColumn<QString>("event");
        QTest::newRow("F86 a personal token") << u"/api/v1/user/tokens"_s << u""_s << u"user.pat.updated"_s;
        QTest::newRow("F86 a service key") << u"/api/v1/admin/keys"_s << u"read"_s << u"platform.key.updated"_s;
    }
    void f86DisablesATokenThatWasSentInClear()
    {
        QFETCH(QString, route);
        QFETCH(QString, scope);
        QFETCH(QString, event);
        auto admin = alice();
        const auto made = need(admin.send("POST", route, {{u"name"_s, u"forgetful"_s}, {u"scope"_s, scope}}));
        const auto token = made["token"];
        QCOMPARE(admin.getBy(token, u"/api/v1/teams"_s).status != 401, true);
        QCOMPARE(curl(header(u"Authorization: Bearer "_s + token) + QStringList{plain(u"/api/v1/teams"_s)}).status,
                 403);
        QTRY_COMPARE_WITH_TIMEOUT(admin.getBy(token, u"/api/v1/teams"_s).status, 401, 10'000);
        const auto listed = need(admin.get(route)).body;
        QVERIFY2(listed.contains("\"enabled\":false"), listed.constData());
        const auto entry = explained(event);
        QCOMPARE(entry[u"body"_s][u"reason"_s].toString(), u"sent without encryption"_s);
        QVERIFY(!QJsonDocument(entry).toJson().contains(token.toUtf8()));
        // Its owner may enable it again after a look at the script.
        need(admin.send("POST", route + u'/' + made["id"] + u"/enable"_s, {}));
        QVERIFY(admin.getBy(token, u"/api/v1/teams"_s).status != 401);
    }

    void f86LeavesAloneWhatIsNoCredential()
    {
        auto session = alice();
        const auto before = entries(u"account.session.ended"_s).size();
        const auto token = session.cookie("__Host-sid");
        QString wrong = token;
        wrong[10] = wrong[10] == u'a' ? u'b' : u'a';
        QCOMPARE(curl(header(u"Authorization: Bearer "_s + wrong) + QStringList{plain(u"/"_s)}).status, 403);
        QCOMPARE(curl(header(u"Authorization: Basic YWxpY2U6eA=="_s) + QStringList{plain(u"/"_s)}).status, 403);
        QCOMPARE(session.get(u"/api/v1/user"_s).status, 200);
        QCOMPARE(entries(u"account.session.ended"_s).size(), before);
    }
};

QTEST_GUILESS_MAIN(TestRedirect)
#include "test_e2e_redirect.moc"
