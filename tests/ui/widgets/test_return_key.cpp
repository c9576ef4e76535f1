// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/people_world.h"
#include "ui/screens/overview/overview_row.h"
#include "ui/shell/commands.h"
#include "ui/shell/navigation.h"
#include "ui/shell/server_rail.h"

#include <QCheckBox>
#include <QDialog>
#include <QRadioButton>
#include <QSignalSpy>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

/// Return presses the button that has the focus: in every dialog, and in the window itself.
class TestReturnKey : public PeopleWorld {
    Q_OBJECT

    QString m_team;

    static QDialog *dialog() { return qobject_cast<QDialog *>(QApplication::activeModalWidget()); }

    static QList<QAbstractButton *> buttonsOf(QWidget *widget)
    {
        QList<QAbstractButton *> out;
        for (auto *button : widget->findChildren<QAbstractButton *>())
            if (button->isVisible() && button->isEnabled() && (button->focusPolicy() & Qt::TabFocus) != 0 &&
                !qobject_cast<QCheckBox *>(button) && !qobject_cast<QRadioButton *>(button))
                out << button;
        return out;
    }
    bool openCreate(const QString &view, const QString &table, const QString &act)
    {
        return window().go(at(view)) && QTest::qWaitFor([&] { return this->table(table) != nullptr; }) &&
               button(&window(), act) && (click(button(&window(), act)), true);
    }
    bool openRowAct(const QString &act)
    {
        auto *members = table(u"Members"_s);
        members->setFocus();
        members->setCurrentIndex(members->model()->index(rowWith(members, u"ben"_s), 0));
        QTest::keyClick(members, Qt::Key_Delete);
        return QTest::qWaitFor([] { return dialog() != nullptr; }) && dialog()->windowTitle().contains(act);
    }
    bool open(const QByteArray &name)
    {
        if (name == "create user")
            return openCreate(u"users"_s, u"Users"_s, u"Create user"_s);
        if (name == "create team")
            return openCreate(u"teams"_s, u"Teams"_s, u"Create team"_s);
        if (name == "add people")
            return goToMembers(m_team, u"ben"_s) && button(&window(), u"Add people"_s) &&
                   (click(button(&window(), u"Add people"_s)), true);
        if (name == "confirmation")
            return goToMembers(m_team, u"ben"_s) && openRowAct(u"Remove"_s);
        window().commands().action(Command::shortcuts)->trigger();
        return true;
    }

    template <class Entry> void goesSomewhere()
    {
        window().go({{}, u"overview"_s, {}, {}});
        const auto lastOf = [this] {
            Entry *last = nullptr;
            for (auto *button : window().findChildren<QAbstractButton *>())
                if (auto *entry = dynamic_cast<Entry *>(button); entry && entry->isVisible())
                    last = entry;
            return last;
        };
        QTRY_VERIFY(lastOf());
        auto *last = lastOf();
        const auto before = window().place();
        last->setFocus();
        QTest::keyClick(last, Qt::Key_Return);
        QTRY_VERIFY(!(window().place() == before));
    }

private Q_SLOTS:
    void initTestCase()
    {
        start();
        if (QTest::currentTestFailed())
            return;
        m_team = makeTeam(u"Night shift"_s);
        QVERIFY(makeUser(u"ben"_s, u"Ben Otto"_s));
        QVERIFY(addMember(m_team, u"ben"_s, Role::member));
    }
    void cleanupTestCase() { end(); }
    void cleanup() { closeWhatIsOpen(); }

    void pressesEachButtonOfADialog_data()
    {
        QTest::addColumn<int>("least");
        QTest::newRow("create user") << 1;
        QTest::newRow("create team") << 1;
        QTest::newRow("add people") << 1;
        QTest::newRow("confirmation") << 2;
        QTest::newRow("shortcuts") << 1;
    }
    void pressesEachButtonOfADialog()
    {
        QFETCH(int, least);
        int count = 1;
        for (int i = 0; i < count; ++i) {
            QVERIFY(open(QTest::currentDataTag()));
            QTRY_VERIFY(dialog());
            const auto buttons = buttonsOf(dialog());
            count = int(buttons.size());
            QVERIFY(count >= least);
            auto *one = buttons[i];
            const QString name = one->text() + one->accessibleName();
            one->setFocus();
            QTRY_VERIFY2(one->hasFocus(), qPrintable(name));
            // Its own effect follows, and may end it.
            int clicks = 0;
            connect(one, &QAbstractButton::clicked, this, [&clicks] { ++clicks; });
            QTest::keyClick(one, Qt::Key_Return);
            QVERIFY2(clicks == 1, qPrintable(name));
            closeWhatIsOpen();
            QTRY_VERIFY(!dialog());
        }
    }

    void cancelsWhereCancelHasTheFocus()
    {
        QVERIFY(open("create user"));
        QTRY_VERIFY(dialog());
        for (auto *field : dialog()->findChildren<QLineEdit *>())
            if (field->isVisible() && field->isEnabled() && field->text().isEmpty())
                type(field, u"not-yet@plant.example"_s);
        auto *cancel = button(dialog(), u"Cancel"_s);
        QVERIFY(cancel);
        cancel->setFocus();
        QTest::keyClick(cancel, Qt::Key_Enter);
        QTRY_VERIFY(!dialog());
        auto users = client::await(m_server->platform()->users()->list({}));
        QVERIFY(users);
        for (const auto &user : users->users)
            QVERIFY(!user.email || *user.email != "not-yet@plant.example");
    }

    void opensPlacesAndServers()
    {
        goesSomewhere<NavigationEntry>();
        goesSomewhere<RailTile>();
        goesSomewhere<OverviewRow>();
    }
};

QTEST_MAIN(TestReturnKey)
#include "test_return_key.moc"
