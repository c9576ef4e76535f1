// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/common_passwords.h"
#include "core/crypto/base32.h"
#include "core/crypto/password.h"
#include "core/crypto/totp.h"
#include "core/policy.h"
#include "core/random.h"

#include <QTest>

#include <array>

using namespace castellan;

namespace {

QByteArray q(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

Secret secret(const QByteArray &text)
{
    return Secret{std::string_view(text.constData(), std::size_t(text.size()))};
}

class TestCodesAndPasswords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // RFC 4226 appendix D
    void f32CountsAsRfc4226Says()
    {
        const auto key = secret("12345678901234567890");
        constexpr std::array codes{"755224", "287082", "359152", "969429", "338314",
                                   "254676", "287922", "162583", "399871", "520489"};
        for (std::size_t i = 0; i < codes.size(); ++i)
            QCOMPARE(q(totp::codeAt(key, i)), QByteArray(codes.at(i)));
    }

    // RFC 6238 appendix B: eight digits, and a key as long as each hash
    void f32CountsTimeAsRfc6238Says_data()
    {
        QTest::addColumn<qint64>("time");
        QTest::addColumn<QByteArray>("sha1");
        QTest::addColumn<QByteArray>("sha256");
        QTest::addColumn<QByteArray>("sha512");
        const auto row = [](qint64 time, const char *a, const char *b, const char *c) {
            QTest::addRow("F32 %lld", static_cast<long long>(time))
                << time << QByteArray(a) << QByteArray(b) << QByteArray(c);
        };
        row(59, "94287082", "46119246", "90693936");
        row(1111111109, "07081804", "68084774", "25091201");
        row(1111111111, "14050471", "67062674", "99943326");
        row(1234567890, "89005924", "91819424", "93441116");
        row(2000000000, "69279037", "90698825", "38618901");
        row(20000000000, "65353130", "77737706", "47863826");
    }
    void f32CountsTimeAsRfc6238Says()
    {
        QFETCH(qint64, time);
        QFETCH(QByteArray, sha1);
        QFETCH(QByteArray, sha256);
        QFETCH(QByteArray, sha512);
        const auto step = std::uint64_t(totp::stepOf(fromMicros(time * 1'000'000)));
        const QByteArray digits = QByteArray("1234567890").repeated(7);
        QCOMPARE(q(totp::codeAt(secret(digits.left(20)), step, 8, totp::Algorithm::sha1)), sha1);
        QCOMPARE(q(totp::codeAt(secret(digits.left(32)), step, 8, totp::Algorithm::sha256)), sha256);
        QCOMPARE(q(totp::codeAt(secret(digits.left(64)), step, 8, totp::Algorithm::sha512)), sha512);
    }

    void f32TakesOneStepEitherSideAndNothingOld()
    {
        const auto key = secret("12345678901234567890");
        const auto now = fromMicros(1'795'321'902'000'000);
        const auto step = totp::stepOf(now);
        for (int away = -3; away <= 3; ++away) {
            const auto code = totp::codeAt(key, std::uint64_t(step + away));
            QCOMPARE(totp::stepOfCode(key, code, now, 1, 0).has_value(), std::abs(away) <= 1);
            QVERIFY(!totp::stepOfCode(key, code, now, 1, step + 1).has_value());
        }
        const auto code = totp::codeAt(key, std::uint64_t(step));
        QCOMPARE(*totp::stepOfCode(key, code.substr(0, 3) + " " + code.substr(3), now, 1, 0), step);
        QVERIFY(!totp::stepOfCode(key, code, now, 1, step).has_value());
        for (const char *wrong : {"", "12345", "1234567", "12345a", "-12345", "\xd9\xa1\xd9\xa2\xd9\xa3"})
            QVERIFY(!totp::stepOfCode(key, wrong, now, 1, 0).has_value());
    }

    void f33TheUriIsTheOneThatAuthenticatorsRead()
    {
        const auto uri = totp::keyUri("Castellan", "ann b@x", secret("12345678901234567890"));
        QCOMPARE(q(uri.view()),
                 QByteArray("otpauth://totp/Castellan:ann%20b%40x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                            "&issuer=Castellan&algorithm=SHA1&digits=6&period=30"));
    }

    // RFC 4648 §10
    void base32HasOneSpellingAndReadsWhatPeopleType()
    {
        for (const auto &[plain, text] : {std::pair{"", ""},
                                          {"f", "MY"},
                                          {"fo", "MZXQ"},
                                          {"foo", "MZXW6"},
                                          {"foob", "MZXW6YQ"},
                                          {"fooba", "MZXW6YTB"},
                                          {"foobar", "MZXW6YTBOI"}}) {
            QCOMPARE(q(toBase32(secret(plain).bytes())), QByteArray(text));
            QCOMPARE(q(fromBase32(text)->view()), QByteArray(plain));
        }
        QCOMPARE(q(fromBase32("mzxw 6ytb-oi======")->view()), QByteArray("foobar"));
        for (const char *wrong : {"M", "MZX", "MZ1Q", "MZXR", "MZXW6YTBO", "M!"})
            QVERIFY(!fromBase32(wrong).has_value());
    }

    void passwordsFollowThePolicy_data()
    {
        QTest::addColumn<int>("minimum");
        QTest::addColumn<bool>("special");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("rule");  // what the answer names; empty: good
        QTest::newRow("F3 seven") << 8 << false << QByteArray("Corr1xy") << QByteArray("too short");
        QTest::newRow("F3 eight") << 8 << false << QByteArray("Corr1xyq") << QByteArray();
        QTest::newRow("F4 eleven") << 12 << false << QByteArray("Corr1xyqvzh") << QByteArray("too short");
        QTest::newRow("F4 twelve") << 12 << false << QByteArray("Corr1xyqvzhk") << QByteArray();
        QTest::newRow("F5 no upper") << 8 << false << QByteArray("alllowercase1") << QByteArray("upper-case");
        QTest::newRow("F5 no lower") << 8 << false << QByteArray("ALLUPPERCASE1") << QByteArray("lower-case");
        QTest::newRow("F5 no digit") << 8 << false << QByteArray("NoDigitsHere") << QByteArray("digit");
        QTest::newRow("F5 good") << 8 << false << QByteArray("Correct1x") << QByteArray();
        QTest::newRow("F6 no special") << 12 << true << QByteArray("Corr1xyqvzhk") << QByteArray("special");
        QTest::newRow("F6 no upper") << 12 << true << QByteArray("corr1xyqvzh-") << QByteArray("upper-case");
        QTest::newRow("F6 no lower") << 12 << true << QByteArray("CORR1XYQVZH-") << QByteArray("lower-case");
        QTest::newRow("F6 no digit") << 12 << true << QByteArray("Corrixyqvzh-") << QByteArray("digit");
        QTest::newRow("F6 good") << 12 << true << QByteArray("Corr1xyqvzh-") << QByteArray();
        QTest::newRow("F9 common") << 8 << false << QByteArray("Welcome2024!") << QByteArray("most common");
        QTest::newRow("F7 128 characters") << 12 << false << QByteArray("kZ7!qW2$").repeated(16) << QByteArray();
        QTest::newRow("F7 129 characters")
            << 12 << false << QByteArray("kZ7!qW2$").repeated(16) + 'x' << QByteArray("too long");
    }
    void passwordsFollowThePolicy()
    {
        QFETCH(int, minimum);
        QFETCH(bool, special);
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, rule);
        PasswordPolicy policy;
        policy.minimum = std::size_t(minimum);
        policy.requireSpecial = special;
        policy.strength = 0;  // the rules, not the guesses
        const auto checked = checkPassword(policy, secret(password), {});
        QCOMPARE(checked.has_value(), rule.isEmpty());
        if (checked)
            return;
        QVERIFY(checked.error().code == ErrorCode::password_too_weak);
        QVERIFY2(q(checked.error().message).contains(rule), checked.error().message.c_str());
        QVERIFY(!q(checked.error().message).contains(password));
    }

    void f9TenThousandCommonPasswordsAreKnown()
    {
        QCOMPARE(commonPasswordCount(), std::size_t(10'000));
        for (const char *known : {"123456", "password", "PassWord1", "qwerty123", "iloveyou", "P@ssw0rd", "!@#$%^&*",
                                  "zxcvbnm", "monkey123", "Summer2025!", "000000"})
            QVERIFY2(isCommonPassword(known), known);
        for (const char *other : {"", "tidal-Orbit-lantern-88", "passwore", "zzzzzzz9"})
            QVERIFY2(!isCommonPassword(other), other);
        QVERIFY(!isCommonPassword(std::string(100'000, 'a')));
    }

    void f7NothingIsCutOff()
    {
        OpenSslRandom random;
        constexpr PasswordCost cheap{64, 1, 1};
        const QByteArray long72 = QByteArray("kZ7!qW2$").repeated(9);
        const auto hash = hashPassword(secret(long72 + "A"), random, cheap);
        QVERIFY(hash.has_value());
        QVERIFY(verifyPassword(secret(long72 + "A"), *hash));
        QVERIFY(!verifyPassword(secret(long72 + "B"), *hash));
        QVERIFY(!verifyPassword(secret(long72), *hash));
        QVERIFY(!verifyPassword(secret(" " + long72 + "A"), *hash));
        // Look-alike characters make another password: the bytes count.
        const auto composed = hashPassword(secret("caf\xc3\xa9-Caf\xc3\xa9-1"), random, cheap);
        QVERIFY(!verifyPassword(secret("cafe\xcc\x81-Cafe\xcc\x81-1"), *composed));
        // A hash of those 72 bytes by crypt(3): longer ones, which bcrypt itself can't tell from it, are refused.
        const std::string foreign = "$2b$04$abcdefghijklmnopqrstuuBuRNJrIboFkBeqZWN3dMSHsuayUBCAu";
        QVERIFY(verifyPassword(secret(long72), foreign));
        QVERIFY(!verifyPassword(secret(long72 + "A"), foreign));
    }

    void f8BcryptIsHashedAgain()
    {
        QVERIFY(needsRehash("$2b$10$abcdefghijklmnopqrstuu5Oeg5bVZZ7JkIGn9Ul3Nf4FZT2oxcNi"));
        OpenSslRandom random;
        const auto hash = hashPassword(secret("x"), random, {64, 1, 1});
        QVERIFY(!needsRehash(*hash, {64, 1, 1}));
        QVERIFY(needsRehash(*hash, {128, 1, 1}));
        QVERIFY(needsRehash(*hash, {64, 2, 1}));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestCodesAndPasswords)
#include "test_codes_and_passwords.moc"
