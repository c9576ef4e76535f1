// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/codec.h"
#include "core/records/audit.h"
#include "core/records/team.h"

#include <QTest>

using namespace castellan;

class TestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTheWrongMemberByItsPath()
    {
        const auto list = json::decodeText<records::MemberList>(
            R"({"count":1,"members":[{"id":"a","username":"ann","role":"x"}]})", json::UnknownMembers::ignore);
        QVERIFY(!list);
        QCOMPARE(list.error().path, std::string("members[0].role"));
        QCOMPARE(list.error().message, std::string("members[0].role: expected a whole number"));
    }

    void refusesWhatIsNotStrictJson_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("duplicate key") << QByteArray(R"({"role":1,"role":2})");
        QTest::newRow("duplicate key, escaped") << QByteArray(R"({"role":1,"r\u006fle":2})");
        QTest::newRow("infinite") << QByteArray(R"({"role":1e400})");
        QTest::newRow("F130 too deep") << QByteArray(65, '[') + QByteArray(65, ']');
        QTest::newRow("trailing text") << QByteArray(R"({"role":1} x)");
        QTest::newRow("bad UTF-8") << QByteArray("{\"role\":\"\xff\"}");
        QTest::newRow("empty") << QByteArray();
    }
    void refusesWhatIsNotStrictJson()
    {
        QFETCH(QByteArray, text);
        const auto parsed = json::parse({text.constData(), std::size_t(text.size())});
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::invalid_json);
    }

    void takesColonsAndQuotesInsideStrings()
    {
        const auto parsed = json::parse("{\"a\":\"x:\\\"y\\\":z\\\\\",\"b\":[{\"c\":\":\"}]}");
        QVERIFY(parsed);
    }

    void refusesUnknownMembersOnlyWhenAsked()
    {
        const std::string text = R"({"role":10,"more":1})";
        QVERIFY(!json::decodeText<records::RoleChange>(text, json::UnknownMembers::refuse));
        QVERIFY(json::decodeText<records::RoleChange>(text, json::UnknownMembers::ignore));
    }

    void boundsStringsOfRequests()
    {
        const auto text = "{\"username\":\"" + std::string(255, 'x') + "\"}";
        QVERIFY(!json::decodeText<records::Login>(text, json::UnknownMembers::refuse));
        QVERIFY(json::decodeText<records::Login>(text, json::UnknownMembers::ignore));
    }

    void namesNoMoreOfAnUnknownMemberThanNeeded()
    {
        const auto text =
            "{\"username\":\"a\",\"" + std::string(63, 'x') + "\xc3\xa9" + std::string(3000, 'y') + "\":1}";
        const auto read = json::decodeText<records::Login>(text, json::UnknownMembers::refuse);
        QVERIFY(!read);
        QCOMPARE(read.error().path, std::string(63, 'x'));
    }

    void tellsAbsentNullAndValueApart()
    {
        const auto update =
            json::decodeText<records::UserUpdate>(R"({"name":null,"email":"a@b.c"})", json::UnknownMembers::refuse);
        QVERIFY(update);
        QVERIFY(update->name.isNull());
        QVERIFY(update->email.hasValue());
        QVERIFY(!update->username.present());
        const std::string expected = R"({"name":null,"email":"a@b.c"})";
        QCOMPARE(std::string(json::encodeText(*update)), expected);
    }

    void keepsTheRawRecord()
    {
        const auto entry = json::decodeText<records::AuditEntry>(
            R"({"id":"a","createdAt":"t","event":"e","later":{"x":1}})", json::UnknownMembers::ignore);
        QVERIFY(entry);
        QVERIFY(entry->raw.contains("later"));
    }

    void writesTrailingUnderscoresAway()
    {
        const std::string expected = R"({"key":"role","old":1,"new":2,"dif":"updated"})";
        QCOMPARE(std::string(json::encodeText(records::AuditUpdate{"role", json::value(1), json::value(2), "updated"})),
                 expected);
    }
};

QTEST_APPLESS_MAIN(TestJson)
#include "test_json.moc"
