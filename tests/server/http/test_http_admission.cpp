// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/admission.h"

#include <QTest>

#include <deque>

using namespace castellan::http;

namespace {

std::array<unsigned char, 16> v6(unsigned char network, unsigned char host)
{
    std::array<unsigned char, 16> out{0x20, 0x01, 0x0d, 0xb8};
    out[7] = network;
    out[15] = host;
    return out;
}

}  // namespace

class TestHttpAdmission : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAnIpv6NetworkAsOneAddress()
    {
        const Limits limits{.connectionsPerAddress = 2};
        Admission admission(limits);
        const auto first = admission.admit(AddressKey::ofV6(v6(1, 1)));
        const auto second = admission.admit(AddressKey::ofV6(v6(1, 2)));
        QVERIFY(admission.full(AddressKey::ofV6(v6(1, 3))) == Admission::Full::address);
        QVERIFY(!admission.full(AddressKey::ofV6(v6(2, 1))));
    }

    void tellsTheFamiliesApart()
    {
        const Limits limits{.connectionsPerAddress = 1};
        Admission admission(limits);
        const auto four = admission.admit(AddressKey::ofV4(1));
        QVERIFY(!admission.full(AddressKey{1, true}));
        QVERIFY(admission.full(AddressKey::ofV4(1)) == Admission::Full::address);
    }

    void givesEveryPlaceBack()
    {
        const Limits limits{.connections = 3, .connectionsPerAddress = 3, .anonymousWebSocketsPerAddress = 1};
        Admission admission(limits);
        const auto key = AddressKey::ofV4(7);
        for (int round = 0; round < 10; ++round) {
            std::deque<Admission::Ticket> held;
            for (int i = 0; i < 3; ++i) {
                QVERIFY(!admission.full(key));
                held.push_back(admission.admit(key));
            }
            QVERIFY(admission.full(key).has_value());
            QVERIFY(held[0].becomeWebSocket());
            QVERIFY(!held[1].becomeWebSocket());
            held[1].authenticate();
            held[1].authenticate();
            QVERIFY(held[1].authenticated());
            QVERIFY(held[1].becomeWebSocket());
            QVERIFY(!admission.full(key));
        }
        QVERIFY(!admission.full(key));
    }

    void countsATrustedProxyInAllButNotByItsAddress()
    {
        using From = Admission::From;
        const Limits limits{.connections = 6, .connectionsPerAddress = 2, .anonymousWebSocketsPerAddress = 1};
        Admission admission(limits);
        const auto key = AddressKey::ofV4(7);
        std::deque<Admission::Ticket> held;
        for (int i = 0; i < 6; ++i) {
            QVERIFY(!admission.full(key, From::proxy));
            held.push_back(admission.admit(key, From::proxy));
        }
        QVERIFY(admission.full(key, From::proxy) == Admission::Full::total);
        QVERIFY(held[0].becomeWebSocket());
        QVERIFY(held[1].becomeWebSocket());
        for (int i = 2; i < 6; ++i) {
            held[std::size_t(i)].authenticate();
            QVERIFY(held[std::size_t(i)].authenticated());
        }
        // A client at that address that is no longer a proxy counts like any other.
        QVERIFY(admission.full(key) == Admission::Full::address);
        held.clear();
        QVERIFY(!admission.full(key));
    }

    void leavesTheAuthenticatedTheirOwnRoom()
    {
        const Limits limits{.connections = 2, .connectionsPerAddress = 2};
        Admission admission(limits);
        std::deque<Admission::Ticket> known;
        for (unsigned i = 0; i < 2; ++i) {
            known.push_back(admission.admit(AddressKey::ofV4(i)));
            known.back().authenticate();
        }
        const auto third = admission.admit(AddressKey::ofV4(8));
        const auto fourth = admission.admit(AddressKey::ofV4(9));
        QVERIFY(admission.full(AddressKey::ofV4(10)) == Admission::Full::total);
        known.pop_back();
        QVERIFY(admission.full(AddressKey::ofV4(10)) == Admission::Full::total);
    }
};

QTEST_GUILESS_MAIN(TestHttpAdmission)
#include "test_http_admission.moc"
