// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/servers/transport_secrets.h"
#include "tests/client/await.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace castellan;
using namespace castellan::client;
using namespace Qt::StringLiterals;

class TestTransportSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A file that answers late, such as one on a network share, stands as a pipe that is not written yet.
    void aKeyFileThatAnswersLateDoesNotHoldUpTheCaller()
    {
        QTemporaryDir folder;
        Profile profile;
        profile.clientCertificate = folder.filePath(u"console.pem"_s);
        profile.clientKey = folder.filePath(u"console.key"_s);
        QCOMPARE(mkfifo(QFile::encodeName(profile.clientKey).constData(), 0600), 0);
        TransportSecretsUpdate update;
        update.keyPassphrase = Secret(std::string_view("open it"));
        auto next = updated(this, profile, {}, std::move(update));
        QTest::qWait(50);
        QVERIFY(!next.isFinished());
        QFile key(profile.clientKey);
        QVERIFY(key.open(QIODevice::WriteOnly));
        key.write("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        key.close();
        const auto secrets = await(next);
        OK(secrets);
        QCOMPARE(secrets->keyPassphrase.view(), std::string_view("open it"));
    }

    void aKeyWithoutEncryptionKeepsNoPassphrase()
    {
        QTemporaryDir folder;
        Profile profile;
        profile.clientCertificate = folder.filePath(u"console.pem"_s);
        QFile key(profile.clientCertificate);
        QVERIFY(key.open(QIODevice::WriteOnly));
        key.write("-----BEGIN PRIVATE KEY-----\n");
        key.close();
        TransportSecretsUpdate update;
        update.keyPassphrase = Secret(std::string_view("open it"));
        const auto secrets = await(updated(this, profile, {}, std::move(update)));
        OK(secrets);
        QVERIFY(secrets->keyPassphrase.empty());
    }
};

QTEST_GUILESS_MAIN(TestTransportSecrets)
#include "test_transport_secrets.moc"
