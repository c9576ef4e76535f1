// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/end_to_end/program.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

using namespace castellan::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// oathtool, which owes nothing to this project, as the authenticator.
QString oathtool(const QString &secret, int secondsFromNow = 0)
{
    QProcess tool;
    const auto at = QDateTime::currentDateTimeUtc().addSecs(secondsFromNow).toString(u"yyyy-MM-dd hh:mm:ss 'UTC'"_s);
    tool.start(u"oathtool"_s, {u"--totp"_s, u"-b"_s, u"--now"_s, at, secret});
    if (!tool.waitForFinished(10'000) || tool.exitCode() != 0)
        qFatal("oathtool: %s", tool.readAllStandardError().constData());
    return QString::fromLatin1(tool.readAllStandardOutput().trimmed());
}

class TestSecondFactor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f32AForeignAuthenticatorSignsIn()
    {
        ServerProgram server;
        QVERIFY(server.prepare());
        QVERIFY2(server.start(), server.err.constData());
        Curl alice(server.url());
        QCOMPARE(alice.login(u"alice"_s).status, 200);

        const auto begun = alice.send("PUT", u"/api/v1/user/mfa"_s, QJsonObject{});
        QVERIFY2(begun.status == 200, begun.body.constData());
        static const QRegularExpression uri(
            u"^otpauth://totp/Castellan:alice\\?secret=([A-Z2-7]{32})&issuer=Castellan&algorithm=SHA1&digits=6&period=30$"_s);
        const auto match = uri.match(begun["url"]);
        QVERIFY2(match.hasMatch(), begun.body.constData());
        const auto secret = match.captured(1);
        const auto on = alice.send("PUT", u"/api/v1/user/mfa/verify"_s, {{u"token"_s, oathtool(secret)}});
        QVERIFY2(on.status == 200, on.body.constData());
        QCOMPARE(on.json()[u"codes"_s].toArray().size(), 10);

        Curl again(server.url(), u"127.0.0.2"_s);
        const auto half = again.login(u"alice"_s);
        QCOMPARE(half.status, 403);
        QCOMPARE(half.code(), u"mfa_required"_s);
        QCOMPARE(again.get(u"/api/v1/user"_s).status, 401);
        // The code of this step was shown at the enrolment; the next one's is within the window.
        const auto whole = again.send("POST", u"/account/login/token"_s, {{u"token"_s, oathtool(secret, 30)}});
        QVERIFY2(whole.status == 200, whole.body.constData());
        QCOMPARE(again.get(u"/api/v1/user"_s)["username"], u"alice"_s);

        // The operator of the machine helps a user who lost the phone.
        QCOMPARE(server.stop(), 0);
        const auto reset =
            ServerProgram::run({u"user"_s, u"reset-mfa"_s, u"--data"_s, server.data(), u"--username"_s, u"alice"_s});
        QVERIFY2(reset.exitCode == 0, reset.err.constData());
        QVERIFY2(reset.out.contains("without a second factor"), reset.out.constData());
        QVERIFY2(server.start(), server.err.constData());
        Curl late(server.url(), u"127.0.0.3"_s);
        QCOMPARE(late.login(u"alice"_s).status, 200);
        const auto log = late.get(u"/api/v1/admin/audit-log?limit=10"_s).body;
        QVERIFY2(log.contains("users.reset-mfa"), log.constData());
        QVERIFY(!log.contains(secret.toLatin1()));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestSecondFactor)
#include "test_e2e_second_factor.moc"
