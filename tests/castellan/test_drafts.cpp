// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/castellan/whole_console.h"
#include "tests/ui/hands.h"
#include "ui/shell/commands.h"

#include <QCheckBox>
#include <QFile>
#include <QProcess>
#include <QSettings>

namespace castellan::ui {

using client::ConnectionState;
using test::WholeConsole;
using namespace Qt::StringLiterals;

/// What is typed and not applied, when the program ends: by the person, by the system, or by a crash.
class TestDrafts : public QObject {
    Q_OBJECT

    std::unique_ptr<WholeConsole> m_console;

    MainWindow &window() { return m_console->window(); }
    client::Server *server() { return m_console->console->servers().servers().front(); }
    QString draftFile() { return m_console->folder() + u"/config/drafts.json"_s; }
    [[nodiscard]] static QDialog *closing() { return qobject_cast<QDialog *>(QApplication::activeModalWidget()); }

    /// The first switch of the security settings.
    QCheckBox *policySwitch()
    {
        window().go({server()->profile().id, u"security"_s, {}, {}});
        QCheckBox *found = nullptr;
        (void)QTest::qWaitFor([&] {
            for (auto *box : window().screen()->findChildren<QCheckBox *>())
                if (box->isEnabled() && !found)
                    found = box;
            return found != nullptr;
        });
        return found;
    }
    void typeDrafts()
    {
        auto *box = policySwitch();
        QVERIFY(box);
        box->click();
        QVERIFY(window().screen()->hasDraft());
        window().go({server()->profile().id, u"account"_s, {}, {}});
        QTRY_VERIFY(m_console->field(u"name"_s) && !m_console->field(u"name"_s)->text().isEmpty());
        QVERIFY(m_console->type(u"name"_s, u"Alice of the Tide"_s));
        QVERIFY(window().screen()->hasDraft());
    }
    void isRestored()
    {
        QTRY_VERIFY(m_console->button(u"restoreDrafts"_s));
        QTRY_COMPARE_WITH_TIMEOUT(server()->state(), ConnectionState::connected, 20'000);
        test::picture(&window(), u"drafts-offered"_s);
        QVERIFY(m_console->press(u"restoreDrafts"_s));
        QVERIFY(!m_console->button(u"restoreDrafts"_s));
        window().go({server()->profile().id, u"account"_s, {}, {}});
        QTRY_COMPARE(m_console->field(u"name"_s)->text(), u"Alice of the Tide"_s);
        window().go({server()->profile().id, u"security"_s, {}, {}});
        QTRY_VERIFY(window().screen()->hasDraft());
        QTRY_VERIFY(m_console->button(u"review"_s));
    }

private Q_SLOTS:
    void init()
    {
        m_console = std::make_unique<WholeConsole>(*qApp);
        QVERIFY(m_console->press(u"Start a local server"_s));
        QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget(), 30'000);
        QVERIFY(m_console->press(u"I have saved the recovery key"_s));
        QVERIFY(m_console->press(u"done"_s));
        QTRY_VERIFY(!QApplication::activeModalWidget());
        QTRY_VERIFY_WITH_TIMEOUT(!m_console->console->servers().servers().empty() &&
                                     server()->state() == ConnectionState::connected,
                                 20'000);
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }
    void cleanup() { m_console.reset(); }

    void closeWithoutAQuestionIfThereAreNone()
    {
        QVERIFY(window().close());
        QVERIFY(!QFile::exists(draftFile()));
    }

    void areKeptByTheirAuthor()
    {
        typeDrafts();
        QVERIFY(!window().close());
        QTRY_VERIFY(closing());
        test::picture(closing(), u"closing-with-drafts"_s);
        QVERIFY(m_console->press(u"Cancel"_s));
        QTRY_VERIFY(!closing());
        QVERIFY(window().isVisible());
        QCOMPARE(m_console->field(u"name"_s)->text(), u"Alice of the Tide"_s);
        window().close();
        QTRY_VERIFY(closing());
        QVERIFY(m_console->press(u"keepAndClose"_s));
        QTRY_VERIFY(!window().isVisible());
        m_console->restart();
        isRestored();
    }

    void areDiscardedByTheirAuthor()
    {
        typeDrafts();
        window().close();
        QTRY_VERIFY(closing());
        QVERIFY(m_console->press(u"discardAndClose"_s));
        QTRY_VERIFY(!window().isVisible());
        QVERIFY(!QFile::exists(draftFile()));
        m_console->restart();
        QVERIFY(!m_console->button(u"restoreDrafts"_s));
    }

    void areOfferedAfterACrash()
    {
        typeDrafts();
        // Written every ten seconds, and by nothing else: this console ends without a word.
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(draftFile()), 15'000);
        QFile file(draftFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto written = file.readAll();
        QVERIFY(written.contains("Alice of the Tide"));
        m_console->restart();
        isRestored();
    }

    void areOfferedAgainUntilDecided()
    {
        typeDrafts();
        window().save();
        m_console->restart();
        QTRY_VERIFY(m_console->button(u"restoreDrafts"_s));
        window().save();
        m_console->restart();
        QTRY_VERIFY(m_console->button(u"discardDrafts"_s));
        QVERIFY(m_console->press(u"discardDrafts"_s));
        QVERIFY(!m_console->button(u"discardDrafts"_s));
        QVERIFY(!QFile::exists(draftFile()));
    }

    void areNotOverwrittenIfUnreadable()
    {
        m_console->console.reset();
        QFile file(draftFile());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"version\":7}");
        file.close();
        m_console->restart();
        QFile aside(draftFile() + u".unreadable"_s);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), QByteArray("{\"version\":7}"));
        QVERIFY(!QFile::exists(draftFile()));
    }

    /// Clock, random and log end with the console; the start on a worker must not outlive them.
    void endTheConsoleWhileTheLocalServerStarts()
    {
        for (const int turns : {0, 1, 5, 20}) {
            m_console->restart();
            for (int i = 0; i < turns; ++i)
                QCoreApplication::processEvents();
        }
    }

    /// The program itself: it ends in order, with what the next start needs on disk.
    void survivesARequestToEnd()
    {
#ifdef Q_OS_UNIX
        const QTemporaryDir folder;
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(qEnvironmentVariable("CASTELLAN_CONSOLE"), {u"--folder"_s, folder.path()});
        QVERIFY(program.waitForStarted());
        const QString settings = folder.filePath(u"config/console.ini"_s);
        // From here on it watches.
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.filePath(u"config/console.lock"_s)), 20'000);
        program.terminate();
        QVERIFY(program.waitForFinished(20'000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(!QSettings(settings, QSettings::IniFormat).value(u"window/geometry"_s).toByteArray().isEmpty());
#endif
    }
};

}  // namespace castellan::ui

int main(int argc, char **argv)
{
    return castellan::test::runConsoleTest<castellan::ui::TestDrafts>(argc, argv);
}

#include "test_drafts.moc"
