// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/draft_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace castellan;
using namespace castellan::ui;
using namespace Qt::StringLiterals;

class TestDraftFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(u"drafts.json"_s);

    void write(const QByteArray &text)
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private Q_SLOTS:
    void givesBackWhatWasWritten()
    {
        const KeptDrafts kept{QDateTime(QDate(2026, 12, 1), QTime(2, 14, 3, 250), Qt::UTC),
                              {{{u"s1"_s, u"security"_s, {}, {}},
                                u"Factory – Security"_s,
                                {{u"password.minLength"_s, QJsonObject{{u"was"_s, 12}, {u"value"_s, 14}}}}},
                               {{u"s1"_s, u"teams"_s, u"t1"_s, u"settings"_s},
                                u"Factory – Teams"_s,
                                {{u"t1"_s, QJsonObject{{u"settings"_s, QJsonObject{{u"name"_s, u"Ops \u202e"_s}}}}}}}}};
        QVERIFY(writeDrafts(m_path, kept));
        const auto read = readDrafts(m_path);
        QVERIFY(read);
        QCOMPARE(read->at, kept.at);
        QCOMPARE(read->drafts, kept.drafts);
        QCOMPARE(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void leavesNoFileWithoutDrafts()
    {
        write("{}");
        QVERIFY(writeDrafts(m_path, {}));
        QVERIFY(!QFile::exists(m_path));
        QVERIFY(writeDrafts(m_path, {}));
        const auto read = readDrafts(m_path);
        QVERIFY(read && read->drafts.empty());
    }

    void namesWhatCannotBeRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("path");
        const auto corrupt = int(ErrorCode::corrupt);
        const auto in = [](const QByteArray &draft) {
            return QByteArray("{\"version\":1,\"at\":\"2026-12-01T02:14:03.250Z\",\"drafts\":[" + draft + "]}");
        };
        QTest::newRow("nothing") << QByteArray() << corrupt << u"drafts.json"_s;
        QTest::newRow("half") << QByteArray("{\"version\":1,") << corrupt << u"drafts.json"_s;
        QTest::newRow("a list") << QByteArray("[]") << corrupt << u"drafts.json"_s;
        QTest::newRow("newer") << QByteArray("{\"version\":2}") << int(ErrorCode::newer_file) << u"version"_s;
        QTest::newRow("no version") << QByteArray("{}") << corrupt << u"version"_s;
        QTest::newRow("no time") << QByteArray("{\"version\":1}") << corrupt << u"at"_s;
        QTest::newRow("no object") << in("1") << corrupt << u"drafts[0]"_s;
        QTest::newRow("no view") << in("{\"server\":\"s\"}") << corrupt << u"drafts[0].view"_s;
        QTest::newRow("no content")
            << in("{\"server\":\"s\",\"view\":\"v\",\"subject\":\"\",\"part\":\"\",\"title\":\"t\",\"content\":[]}")
            << corrupt << u"drafts[0].content"_s;
    }
    void namesWhatCannotBeRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        QFETCH(QString, path);
        write(text);
        const auto read = readDrafts(m_path);
        QVERIFY(!read);
        QCOMPARE(int(read.error().code), code);
        QCOMPARE(QString::fromStdString(read.error().path), path);
        QVERIFY(!read.error().message.empty());
    }
};

QTEST_GUILESS_MAIN(TestDraftFile)
#include "test_draft_file.moc"
