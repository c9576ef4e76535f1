// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policy.h"
#include "core/random.h"
#include "ui/screens/users/initial_password.h"

#include <QTest>

#include <set>

using namespace castellan;

class TestInitialPassword : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aThousandOfAThousandPassTheStrictestPolicy()
    {
        PasswordPolicy strictest;
        strictest.minimum = 15;
        strictest.requireLower = strictest.requireUpper = strictest.requireDigit = strictest.requireSpecial = true;
        strictest.strength = 4;
        OpenSslRandom random;
        std::set<std::string> drawn;
        for (int i = 0; i < 1000; ++i) {
            const auto password = ui::initialPassword(random);
            const auto checked = checkPassword(strictest, password, {});
            QVERIFY2(checked, checked ? "" : checked.error().message.c_str());
            drawn.emplace(password.view());
        }
        QCOMPARE(drawn.size(), std::size_t(1000));
    }

    /// They are read out over the phone and typed from paper.
    void noCharacterLooksLikeAnother()
    {
        OpenSslRandom random;
        for (int i = 0; i < 200; ++i)
            QVERIFY(ui::initialPassword(random).view().find_first_of("0O1lIuvUV") == std::string_view::npos);
    }
};

QTEST_GUILESS_MAIN(TestInitialPassword)
#include "test_initial_password.moc"
