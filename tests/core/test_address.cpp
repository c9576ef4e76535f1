// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/address.h"

#include <QTest>

#ifdef Q_OS_WIN
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#endif

#include <random>

using namespace castellan;

namespace {

/// The result of the system's parser for a text without a zone.
std::optional<Address> bySystem(const std::string &text)
{
    Address out;
    if (inet_pton(AF_INET6, text.c_str(), out.bytes.data()) == 1)
        return out;
    out.bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0};
    if (inet_pton(AF_INET, text.c_str(), &out.bytes[12]) == 1)
        return out;
    return std::nullopt;
}

std::string textBySystem(const Address &address)
{
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (address.isV4())
        inet_ntop(AF_INET, &address.bytes[12], out.data(), out.size());
    else
        inet_ntop(AF_INET6, address.bytes.data(), out.data(), out.size());
    return out.data();
}

}  // namespace

class TestAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAsTheSystemDoes_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const auto *text : {"",
                                 "0.0.0.0",
                                 "192.0.2.1",
                                 "255.255.255.255",
                                 "256.0.0.1",
                                 "1.2.3",
                                 "1.2.3.",
                                 "1.2.3.4.",
                                 ".1.2.3",
                                 "1..2.3",
                                 "1.2.3.4.5",
                                 "01.2.3.4",
                                 "1.2.3.00",
                                 "1.2.3.0x4",
                                 "1.2.3.-4",
                                 "+1.2.3.4",
                                 " 1.2.3.4",
                                 "1.2.3.4 ",
                                 "1",
                                 "::",
                                 "::1",
                                 "1::",
                                 ":::",
                                 ":",
                                 "1:",
                                 ":1",
                                 "1:2:3:4:5:6:7:8",
                                 "1:2:3:4:5:6:7:8:9",
                                 "1:2:3:4:5:6:7",
                                 "1:2:3:4:5:6:7::",
                                 "::2:3:4:5:6:7:8",
                                 "1:2:3:4:5:6:7:8::",
                                 "::1:2:3:4:5:6:7:8",
                                 "1::3::5",
                                 "1:::3",
                                 "2001:db8::1",
                                 "2001:DB8::A",
                                 "12345::",
                                 "::12345",
                                 "g::",
                                 "::-1",
                                 "::0x1",
                                 "::ffff:192.0.2.1",
                                 "::192.0.2.1",
                                 "1:2:3:4:5:6:192.0.2.1",
                                 "1:2:3:4:5:6:7:192.0.2.1",
                                 "1:2:3:4:5:192.0.2.1",
                                 "192.0.2.1::",
                                 "::192.0.2.1:1",
                                 "::192.0.2",
                                 "::192.0.2.01",
                                 "::192.0.2.256",
                                 "64:ff9b::192.0.2.33",
                                 "[::1]",
                                 "1:2:3:4:5:6:7:192.0.2.1",
                                 "fe80::1/64",
                                 "::.1.2.3.4",
                                 "::1.2.3.4.",
                                 "0:0:0:0:0:0:0:0"})
            QTest::newRow(text) << QByteArray(text);
    }
    void readsAsTheSystemDoes()
    {
        QFETCH(QByteArray, text);
        QVERIFY(addressFrom(text.toStdString()) == bySystem(text.toStdString()));
    }

    void readsChangedTextsAsTheSystemDoes()
    {
        std::mt19937 random(1);  // the same texts in every run
        const std::array<std::string, 6> seeds{"192.0.2.1",       "2001:db8::1",           "::ffff:192.0.2.1",
                                               "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:192.0.2.1", "::"};
        constexpr std::string_view alphabet = "0123456789abcdefAF::::....g x";
        const auto below = [&](std::size_t most) { return std::size_t(random() % most); };
        int valid = 0;
        for (int i = 0; i < 300'000; ++i) {
            auto text = seeds.at(below(seeds.size()));
            for (auto changes = 1 + below(4); changes > 0; --changes) {
                const auto at = below(text.size() + 1);
                const auto kind = below(3);
                if (kind == 0)
                    text.insert(at, 1, alphabet[below(alphabet.size())]);
                else if (kind == 1)
                    text.erase(at, 1 + below(3));
                else if (at < text.size())
                    text[at] = alphabet[below(alphabet.size())];
            }
            const auto ours = addressFrom(text);
            QVERIFY2(ours == bySystem(text), text.c_str());
            valid += ours ? 1 : 0;
        }
        QVERIFY(valid > 30'000);  // enough of both kinds
        QVERIFY(valid < 270'000);
    }

    void aPrefixCountsTheBitsOfItsNotation_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<QByteArray>("inside");
        QTest::addColumn<QByteArray>("outside");
        QTest::newRow("dotted") << QByteArray("192.0.2.0/24") << QByteArray("192.0.2.9") << QByteArray("192.0.3.9");
        QTest::newRow("IPv4-mapped") << QByteArray("::ffff:192.0.2.0/120") << QByteArray("192.0.2.9")
                                     << QByteArray("192.0.3.9");
        QTest::newRow("IPv4-mapped in groups")
            << QByteArray("::ffff:c000:200/120") << QByteArray("192.0.2.9") << QByteArray("192.0.3.9");
        QTest::newRow("all of IPv4") << QByteArray("::ffff:0:0/96") << QByteArray("203.0.113.1")
                                     << QByteArray("2001:db8::1");
        QTest::newRow("one address") << QByteArray("::ffff:192.0.2.1") << QByteArray("192.0.2.1")
                                     << QByteArray("192.0.2.2");
        QTest::newRow("IPv4-mapped with a prefix of IPv4")
            << QByteArray("::ffff:192.0.2.0/24") << QByteArray() << QByteArray();
        QTest::newRow("zone of IPv4") << QByteArray("192.0.2.1%eth0") << QByteArray() << QByteArray();
    }
    void aPrefixCountsTheBitsOfItsNotation()
    {
        QFETCH(QByteArray, range);
        QFETCH(QByteArray, inside);
        QFETCH(QByteArray, outside);
        const auto parsed = addressRangeFrom(range.toStdString());
        QCOMPARE(parsed.has_value(), !inside.isEmpty());
        if (!parsed)
            return;
        QVERIFY(parsed->contains(*addressFrom(inside.toStdString())));
        QVERIFY(!parsed->contains(*addressFrom(outside.toStdString())));
    }

    void writesAsTheSystemDoes()
    {
        std::mt19937 random(2);
        for (int i = 0; i < 200'000; ++i) {
            Address address;
            for (std::size_t group = 0; group < 8; ++group) {
                const auto kind = random() % 4;
                const auto value = kind < 2 ? 0U : kind == 2 ? random() % 0x100U : random() % 0x10000U;
                address.bytes[2 * group] = std::uint8_t(value >> 8U);
                address.bytes[2 * group + 1] = std::uint8_t(value & 0xFFU);
            }
            if (i % 5 == 0)
                std::fill(address.bytes.begin(), address.bytes.begin() + 10, std::uint8_t{0});
            if (i % 10 == 0)
                address.bytes[10] = address.bytes[11] = 0xFF;
            const auto text = toText(address);
            QCOMPARE(text, textBySystem(address));
            QVERIFY2(addressFrom(text) == address, text.c_str());
        }
    }

    void leavesAZoneOut()
    {
        QVERIFY(addressFrom("fe80::1%eth0") == addressFrom("fe80::1"));
        QVERIFY(!addressFrom("%eth0"));
    }

    void refusesATextThatGoesOnAfterAZeroByte()
    {
        QVERIFY(!addressFrom(std::string_view("::1\0", 4)));
        QVERIFY(!addressFrom(std::string_view("192.0.2.1\0x", 11)));
    }
};

QTEST_GUILESS_MAIN(TestAddress)
#include "test_address.moc"
