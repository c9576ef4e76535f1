// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0

// Secrets of records leave nothing behind in memory, however they are read and written.

#include "core/records/identity.h"
#include "core/records/key.h"
#include "core/records/user.h"
#include "tests/canary.h"
#include "tests/sanitizers.h"

#include <QTest>

using namespace castellan;
using castellan::test::Canary;

namespace {

/// JSON in which the secret stands in the place of `@`.
WipingString textWith(const Canary &canary, std::string_view around)
{
    const auto at = around.find('@');
    WipingString text(around.substr(0, at));
    text.append(canary.secret().view()).append(around.substr(at + 1));
    return text;
}

template <class Record> bool reads(const Canary &canary, std::string_view around)
{
    return json::decodeText<Record>(textWith(canary, around), json::UnknownMembers::refuse).has_value();
}

}  // namespace

class TestSecretMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (test::sanitized)
            QSKIP("a sanitizer's shadow memory is too large to be searched");
    }

    void findsAPlainCopy()
    {
        const Canary canary("Osprey-00-is-plainly-visible");
        QVERIFY(!canary.isInMemory());
        const auto plain = std::make_unique<std::string>(canary.secret().view());
        QVERIFY(canary.isInMemory());
        wipe(*plain);
        QVERIFY(!canary.isInMemory());
    }

    void leavesNothingOfWhatItReads()
    {
        const Canary canary("Osprey-01-reads-the-harbour");
        const bool all = reads<records::Login>(canary, R"({"username":"ann","password":"@"})") &&
                         reads<records::UserCreate>(canary, R"({"username":"ann","password":"@"})") &&
                         reads<records::PasswordChange>(canary, R"({"old_password":"@","password":"x"})") &&
                         reads<records::MfaToken>(canary, R"({"token":"@"})") &&
                         reads<records::StepUp>(canary, R"({"code":"@"})") &&
                         reads<records::PasswordReset>(canary, R"({"username":"a","code":"@","password":"x"})") &&
                         reads<records::BackupCodes>(canary, R"({"codes":["x","@"]})");
        QVERIFY(all);
        QVERIFY(!canary.isInMemory());
    }

    void leavesNothingOfWhatItRefuses()
    {
        const Canary canary("Osprey-02-refuses-the-harbour");
        const bool any = reads<records::Login>(canary, R"({"username":"ann","password":["@"]})") ||
                         reads<records::Login>(canary, R"({"username":"ann","passwrod":"@"})") ||
                         reads<records::Login>(canary, R"({"username":"ann","password":"@","password":"x"})") ||
                         reads<records::Login>(canary, R"({"username":"ann","password":"@")") ||
                         reads<records::Login>(canary, R"({"username":1,"password":"@"})");
        QVERIFY(!any);
        QVERIFY(!canary.isInMemory());
    }

    void leavesNothingOfEscapedText()
    {
        // The parser decodes escapes in a buffer of its own.
        const Canary canary("Osprey-03-\"escapes\"-the-harbour");
        {
            records::Login login{"ann", canary.secret()};
            const auto text = json::encodeText(login);
            QVERIFY(std::string_view(text).find('\\') != std::string_view::npos);
            const auto back = json::decodeText<records::Login>(text, json::UnknownMembers::refuse);
            QVERIFY(back && back->password == login.password);
            QVERIFY(canary.isInMemory());
        }
        QVERIFY(!canary.isInMemory());
    }

    void leavesNothingOfWhatItWrites()
    {
        const Canary canary("Osprey-04-writes-the-harbour");
        {
            records::AccessToken token;
            token.id = "t";
            token.name = "ci";
            token.token = canary.secret();
            records::AccessTokenList list{2, {token, token}};
            const auto text = json::encodeText(list);
            const auto expected = textWith(canary, R"({"count":2,"tokens":[{"id":"t","name":"ci","token":"@"},)");
            QVERIFY(std::string_view(text).starts_with(expected));
            auto copy = list.tokens;
            copy.push_back(token);  // grows
            token = copy.front();
            records::MfaVerified codes{"okay", std::vector<json::SecretText<>>(3, canary.secret())};
            QVERIFY(!json::encodeText(codes).empty());
        }
        QVERIFY(!canary.isInMemory());
    }

    void writesAnyTextAsJson()
    {
        std::string all;
        for (int c = 1; c < 0x80; ++c)
            all += char(c);
        all += "\xc3\xa9\xe2\x82\xac";
        const auto secret = json::encodeText(records::Login{"ann", Secret(all)});
        const auto plain = json::serialize(json::object{{"username", "ann"}, {"password", all}});
        QVERIFY(std::string_view(secret) == plain);
    }

    void comparesAndBoundsSecrets()
    {
        const json::SecretText<> one{std::string_view("abc")};
        QVERIFY(one == json::SecretText<>(Secret("abc")));
        QVERIFY(!(one == json::SecretText<>(Secret("abd"))));
        QVERIFY(!(one == json::SecretText<>()));
        const auto login = [](std::size_t size) {
            const auto text = textWith(Canary(std::string(size, 'x')), R"({"username":"a","password":"@"})");
            return json::decodeText<records::Login>(text, json::UnknownMembers::refuse);
        };
        QVERIFY(login(1024));
        QCOMPARE(login(1025).error().message, std::string("password: expected at most 1024 bytes"));
    }
};

QTEST_GUILESS_MAIN(TestSecretMemory)
#include "test_secret_memory.moc"
