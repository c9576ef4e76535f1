// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/utf8.h"
#include "tests/server/api/pipeline/asked.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;

/// Foreign text on its way through the API: what is taken comes back valid, and names are visible.
class TestApiText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// RFC 8259, 8.1: JSON is UTF-8. One byte of a stranger must not make a page unreadable.
    void aStrangersHeaderLeavesEveryPageReadable()
    {
        ApiUnderTest api;
        api.liftLimits();
        api.addUser("ann", true);
        const auto login = [&](const std::string &password) {
            return api.ask({.method = http::Method::post,
                            .path = "/account/login",
                            .body = text({{"username", "ann"}, {"password", password}}),
                            .client = "\xff\xc3 \xed\xa0\x80"});
        };
        QCOMPARE(login("wrong").status, 401U);
        const auto session = granted(login(goodPassword));
        const auto token = api.signIn("ann");
        for (const auto *const path : {"/api/v1/admin/audit-log", "/api/v1/user/sessions"}) {
            const auto page = api.get(path, token);
            QCOMPARE(page.status, 200U);
            QVERIFY(isUtf8(page.body));
            QVERIFY2(page.body.find("\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD") != std::string::npos, page.body.c_str());
        }
    }

    void aLongParameterOfAPathIsCutAtTheBoundaryOfACharacter()
    {
        ApiUnderTest api;
        const auto bob = api.addSignedIn("bob");
        const auto before = api.head();
        const std::string name = std::string(63, 'a') + "ä";
        QVERIFY(api.ask({.method = http::Method::del, .path = "/api/v1/users/" + name, .bearer = bob}).status >= 400);
        const auto rows = api.rowsAfter(before);
        QCOMPARE(rows.size(), std::size_t(1));
        const auto body = json::parse(rows.front().body);
        REQUIRE(body);
        QCOMPARE(std::string(body->at("target").at("userId").as_string()), std::string(63, 'a'));
    }
};

QTEST_GUILESS_MAIN(TestApiText)
#include "test_api_text.moc"
