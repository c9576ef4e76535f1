// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/base64url.h"
#include "core/crypto/digest.h"
#include "core/crypto/ed25519.h"
#include "core/crypto/password.h"
#include "core/crypto/seal.h"
#include "core/crypto/token.h"
#include "core/policy.h"
#include "core/random.h"

#include <QTest>

#include <array>
#include <set>

using namespace castellan;

namespace {

std::vector<std::byte> hex(const char *text)
{
    const auto bytes = QByteArray::fromHex(text);
    std::vector<std::byte> out;
    for (const char c : bytes)
        out.push_back(std::byte(c));
    return out;
}

QByteArray q(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

constexpr PasswordCost cheap{64, 1, 1};

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

void checkEd25519(const QByteArray &privateKey, const QByteArray &publicKey, const QByteArray &message,
                  const QByteArray &signature)
{
    const Secret key(view(privateKey));
    QCOMPARE(q(ed25519::publicKey(key).value_or("")), publicKey);
    QCOMPARE(q(ed25519::sign(key, bytesOf(view(message))).value_or("")), signature);
    QVERIFY(ed25519::verify(bytesOf(view(publicKey)), bytesOf(view(message)), bytesOf(view(signature))));
    QVERIFY(!ed25519::verify(bytesOf(view(publicKey)), bytesOf("another"), bytesOf(view(signature))));
    QByteArray wrong = signature;
    wrong[0] = char(wrong[0] ^ 1);
    QVERIFY(!ed25519::verify(bytesOf(view(publicKey)), bytesOf(view(message)), bytesOf(view(wrong))));
}

class TestCrypto : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // RFC 4231
    void hmacAnswersTheRfcsVectors()
    {
        QCOMPARE(q(toHex(hmacSha256(std::vector<std::byte>(20, std::byte{0x0b}), bytesOf("Hi There")))),
                 QByteArray("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
        QCOMPARE(q(toHex(hmacSha256(bytesOf("Jefe"), bytesOf("what do ya want for nothing?")))),
                 QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        QCOMPARE(q(toHex(hmacSha256(std::vector<std::byte>(131, std::byte{0xaa}),
                                    bytesOf("Test Using Larger Than Block-Size Key - Hash Key First")))),
                 QByteArray("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    }

    // RFC 5869
    void hkdfAnswersTheRfcsVectors()
    {
        const auto ikm = hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
        QCOMPARE(q(toHex(hkdfSha256(ikm, hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9"), 42).bytes())),
                 QByteArray("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
        QCOMPARE(q(toHex(hkdfSha256(ikm, {}, {}, 42).bytes())),
                 QByteArray("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
    }

    // FIPS 180-4
    void sha256AnswersTheStandardsVectors()
    {
        QCOMPARE(q(toHex(sha256({}))), QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(q(toHex(sha256(bytesOf("abc")))),
                 QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    // Test vectors of the Argon2 reference for Argon2id, version 0x13.
    void s3Argon2VerifiesTheReferencesHashes_data()
    {
        QTest::addColumn<QByteArray>("parameters");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<QByteArray>("hash");
        const auto row = [](const char *parameters, const char *password, const char *salt, const char *hash) {
            QTest::addRow("S-3 %s %s %s", parameters, password, salt)
                << QByteArray(parameters) << QByteArray(password) << QByteArray(salt) << QByteArray(hash);
        };
        row("m=65536,t=2,p=1", "password", "somesalt",
            "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
        row("m=256,t=2,p=1", "password", "somesalt",
            "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe");
        row("m=256,t=2,p=2", "password", "somesalt",
            "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037");
        row("m=65536,t=1,p=1", "password", "somesalt",
            "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98");
        row("m=65536,t=4,p=1", "password", "somesalt",
            "9025d48e68ef7395cca9079da4c4ec3affb3c8911fe4f86d1a2520856f63172c");
        row("m=65536,t=2,p=1", "differentpassword", "somesalt",
            "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde");
        row("m=65536,t=2,p=1", "password", "diffsalt",
            "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c");
    }
    void s3Argon2VerifiesTheReferencesHashes()
    {
        QFETCH(QByteArray, parameters);
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, salt);
        QFETCH(QByteArray, hash);
        const auto stored =
            QByteArray("$argon2id$v=19$" + parameters + '$' + salt.toBase64(QByteArray::OmitTrailingEquals) + '$' +
                       QByteArray::fromHex(hash).toBase64(QByteArray::OmitTrailingEquals))
                .toStdString();
        QVERIFY(verifyPassword(Secret{std::string_view(password.constData(), std::size_t(password.size()))}, stored));
        QVERIFY(!verifyPassword(Secret{std::string_view("another")}, stored));
    }

    // RFC 8032, 7.1, tests 1 and 2
    void s3Ed25519AnswersTheRfcsVectors_data()
    {
        QTest::addColumn<QByteArray>("privateKey");
        QTest::addColumn<QByteArray>("publicKey");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("S-3 empty") << QByteArray("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
                                   << QByteArray("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
                                   << QByteArray()
                                   << QByteArray("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                                                 "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        QTest::newRow("S-3 one byte") << QByteArray("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
                                      << QByteArray("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
                                      << QByteArray("72")
                                      << QByteArray("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                                    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    }
    void s3Ed25519AnswersTheRfcsVectors()
    {
        QFETCH(QByteArray, privateKey);
        QFETCH(QByteArray, publicKey);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, signature);
        checkEd25519(QByteArray::fromHex(privateKey), QByteArray::fromHex(publicKey), QByteArray::fromHex(message),
                     QByteArray::fromHex(signature));
    }

    // RFC 8037, appendices A.1, A.2 and A.4: a key and a signed text (RFC 7515) as the web writes them
    void s3Ed25519SignsAsTheWebWritesIt()
    {
        const auto plain = [](const char *text) {
            return QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        };
        checkEd25519(plain("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"),
                     plain("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
                     "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
                     plain("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"));
    }

    void argon2HashesSaltAndVerify()
    {
        OpenSslRandom random;
        const Secret password{std::string_view("correct horse")};
        const auto one = hashPassword(password, random);
        const auto two = hashPassword(password, random);
        QVERIFY(one && two);
        QVERIFY(q(*one).startsWith("$argon2id$v=19$m=65536,t=3,p=1$"));
        QVERIFY(*one != *two);
        QVERIFY(verifyPassword(password, *one));
        QVERIFY(!verifyPassword(Secret{std::string_view("correct horsf")}, *one));
        QVERIFY(!needsRehash(*one));
    }

    void cheaperHashesAreMadeAgain()
    {
        OpenSslRandom random;
        const auto stored = hashPassword(Secret{std::string_view("x")}, random, cheap);
        QVERIFY(stored.has_value());
        QVERIFY(needsRehash(*stored));
        QVERIFY(!needsRehash(*stored, cheap));
        QVERIFY(needsRehash("$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"));
    }

    // Vectors of Openwall's bcrypt.
    void bcryptHashesFromElsewhereVerify()
    {
        const std::string stored = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
        QVERIFY(verifyPassword(Secret{std::string_view("U*U")}, stored));
        QVERIFY(!verifyPassword(Secret{std::string_view("U*V")}, stored));
        QVERIFY(!verifyPassword(Secret{std::string_view("U*U\0tail", 8)}, stored));
    }

    void nothingMatchesWhatIsNoHash_data()
    {
        QTest::addColumn<QByteArray>("stored");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("star") << QByteArray("*");
        QTest::newRow("plain text") << QByteArray("secret");
        QTest::newRow("cut") << QByteArray("$argon2id$v=19$m=64,t=1,p=1$AAAA");
        QTest::newRow("would take 4 TiB") << QByteArray(
            "$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
        QTest::newRow("cut bcrypt") << QByteArray("$2b$05$CCCC");
    }
    void nothingMatchesWhatIsNoHash()
    {
        QFETCH(QByteArray, stored);
        QVERIFY(!verifyPassword(Secret{std::string_view("secret")}, stored.toStdString()));
        QVERIFY(!verifyPassword(Secret{}, stored.toStdString()));
    }

    void theHashForUnknownUsersIsWellFormedAndCurrent()
    {
        QVERIFY(!needsRehash(unmatchableHash()));
        QVERIFY(!verifyPassword(Secret{}, unmatchableHash(cheap)));
        QElapsedTimer clock;
        clock.start();
        QVERIFY(!verifyPassword(Secret{std::string_view("secret")}, unmatchableHash()));
        QVERIFY2(clock.elapsed() > 20, "it must do the work of a real one");
    }

    // RFC 4648 §10, in the alphabet of §5
    void base64UrlAnswersTheRfcsVectors()
    {
        const std::array<std::pair<std::string_view, std::string_view>, 7> vectors{{{"", ""},
                                                                                    {"f", "Zg"},
                                                                                    {"fo", "Zm8"},
                                                                                    {"foo", "Zm9v"},
                                                                                    {"foob", "Zm9vYg"},
                                                                                    {"fooba", "Zm9vYmE"},
                                                                                    {"foobar", "Zm9vYmFy"}}};
        for (const auto &[plain, text] : vectors) {
            QCOMPARE(q(toBase64Url(bytesOf(plain))), q(text));
            const auto back = fromBase64Url(text);
            QVERIFY(back.has_value());
            QCOMPARE(QByteArray(reinterpret_cast<const char *>(back->data()), qsizetype(back->size())), q(plain));
        }
        QCOMPARE(q(toBase64Url(hex("fbff"))), QByteArray("-_8"));
    }

    void base64UrlHasOneSpelling()
    {
        for (const auto *bad : {"Zg==", "Zh", "Z", "Zm9+", "Zm 9", "Zm9"})
            QVERIFY2(!fromBase64Url(bad), bad);
    }

    void tokensCarryKindAndChecksum()
    {
        OpenSslRandom random;
        std::set<std::string> seen;
        for (const auto kind : {TokenKind::session, TokenKind::personal}) {
            const auto token = newToken(kind, random);
            QCOMPARE(token.size(), tokenPrefix(kind).size() + 1 + 48);
            QVERIFY(tokenKind(token.view()) == kind);
            QVERIFY(seen.insert(std::string(token.view())).second);
            for (std::size_t i = 0; i < token.size(); ++i) {
                auto altered = std::string(token.view());
                altered[i] = altered[i] == 'A' ? 'B' : 'A';
                QVERIFY2(!tokenKind(altered), altered.c_str());
            }
            QVERIFY(!tokenKind(token.view().substr(0, token.size() - 1)));
        }
        QVERIFY(!tokenKind(""));
        QVERIFY(!tokenKind("ffu_"));
    }

    // NIST's GCM vectors (gcmEncryptExtIV256), test case 16 of the GCM specification.
    void gcmOpensTheSpecificationsVector()
    {
        const Secret key{hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")};
        const auto plain =
            hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6"
                "b525b16aedf5aa0de657ba637b39");
        const auto sealed =
            hex("cafebabefacedbaddecaf888"
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056"
                "828838c5f61e6393ba7a0abcc9f662"
                "76fc6ece0f4e1768cddf8853bb2d551b");
        const auto opened = aesGcmOpen(key, sealed, hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
        QVERIFY(opened.has_value());
        QVERIFY(std::ranges::equal(opened->bytes(), plain));
        QVERIFY(!aesGcmOpen(key, sealed, hex("feedface")));
    }

    void aSealedTextIsBoundToKeyPurposeAndContext()
    {
        OpenSslRandom random;
        Secret master(32);
        random.fill(master.writable());
        Secret other(32);
        random.fill(other.writable());
        const Sealer sealer("totp", 7, master);
        const Secret plain{std::string_view("JBSWY3DPEHPK3PXP")};
        const auto sealed = sealer.seal(plain, "user:abc", random);
        QVERIFY(!q(sealed).contains("JBSW"));
        QVERIFY(sealed != sealer.seal(plain, "user:abc", random));
        const auto opened = sealer.open(sealed, "user:abc");
        QVERIFY(opened && *opened == plain);
        QVERIFY(sealer.open(sealed, "user:abd").error().code == ErrorCode::key_wrong);
        QVERIFY(Sealer("upstream", 7, master).open(sealed, "user:abc").error().code == ErrorCode::key_wrong);
        QVERIFY(Sealer("totp", 8, master).open(sealed, "user:abc").error().code == ErrorCode::key_missing);
        for (std::size_t i = 0; i < sealed.size(); ++i) {
            auto altered = sealed;
            altered[i] = char(altered[i] ^ 1);
            QVERIFY(!sealer.open(altered, "user:abc"));
        }
        QVERIFY(!sealer.open(sealed.substr(0, 20), "user:abc"));

        Sealer rotated("totp", 8, other);
        rotated.addOld(7, master);
        QVERIFY(rotated.isOld(sealed));
        QVERIFY(rotated.open(sealed, "user:abc").has_value());
        QVERIFY(!rotated.isOld(rotated.seal(plain, "user:abc", random)));
    }

    void passwordsArePolicedByLengthAndGuesses_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<bool>("good");
        QTest::newRow("eleven") << QByteArray("kZ7!qW2$xP9") << false;
        QTest::newRow("twelve") << QByteArray("kZ7!qW2$xP9v") << true;
        QTest::newRow("twelve code points, 21 bytes") << QString::fromUtf8("żółćęśąźńaB1").toUtf8() << true;
        QTest::newRow("six code points in twelve bytes") << QString::fromUtf8("żółćęś").toUtf8() << false;
        QTest::newRow("128") << QByteArray("kZ7!qW2$").repeated(16) << true;
        QTest::newRow("129") << QByteArray("kZ7!qW2$").repeated(16) + 'x' << false;
        QTest::newRow("common") << QByteArray("password1234") << false;
        QTest::newRow("repeated") << QByteArray("aaaaaaaaaaaaaa") << false;
        QTest::newRow("keyboard") << QByteArray("qwertyuiop12") << false;
        QTest::newRow("the user's own name") << QByteArray("margarethe-w") << false;
        QTest::newRow("phrase") << QByteArray("tidal-Orbit-lantern-88") << true;
        QTest::newRow("NUL") << QByteArray("kZ7!qW2$xP9\0vv", 14) << false;
    }
    void passwordsArePolicedByLengthAndGuesses()
    {
        QFETCH(QByteArray, password);
        QFETCH(bool, good);
        const std::array<std::string, 1> personal{"margarethe-w"};
        const auto checked =
            checkPassword({}, Secret{std::string_view(password.constData(), std::size_t(password.size()))}, personal);
        QCOMPARE(checked.has_value(), good);
        if (!good) {
            QVERIFY(checked.error().code == ErrorCode::password_too_weak);
            QVERIFY(!q(checked.error().message).contains(password));
        }
    }
};

}  // namespace

QTEST_APPLESS_MAIN(TestCrypto)
#include "test_crypto.moc"
