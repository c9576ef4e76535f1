// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/client/await.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

/// The keychain store against a real gnome-keyring, on a session bus and in a home of its own for each test. In every
/// trouble the entry is there all the time, and must be there afterwards.
class TestKeychain : public QObject {
    Q_OBJECT

    const QString m_lock = QStringLiteral(
        "run dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets "
        "org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null");
    const QString m_restart = QStringLiteral(
        "run kill $(cat $HOME/pid); sleep 0.3; printf test | gnome-keyring-daemon --unlock --components=secrets "
        ">/dev/null 2>&1; sleep 0.3; pgrep -n gnome-keyring-d >$HOME/pid");

    /// Starts bus, keyring and probe; feeds the lines; gives the probe's answers without those to `run`.
    QStringList talk(const QStringList &lines, const QString &config = {}, const QString &before = {}) const
    {
        QTemporaryDir home;
        QProcess session;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), home.path());
        environment.insert(QStringLiteral("XDG_DATA_HOME"), home.filePath(QStringLiteral("data")));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), home.filePath(QStringLiteral("run")));
        environment.insert(QStringLiteral("PROMPT_ON_SCREEN"), home.filePath(QStringLiteral("prompt")));
        environment.remove(QStringLiteral("DISPLAY"));
        environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
        environment.remove(QStringLiteral("GNOME_KEYRING_CONTROL"));
        session.setProcessEnvironment(environment);
        const QString keyring = QStringLiteral(
            "mkdir -p $XDG_DATA_HOME; mkdir -m 700 -p $XDG_RUNTIME_DIR; "
            "printf test | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 & "
            "echo $! >$HOME/pid; sleep 0.5; ");
        const QString after = QStringLiteral("; kill -CONT $(cat $HOME/pid); kill $(cat $HOME/pid)");
        QStringList arguments;
        if (!config.isEmpty()) {
            QFile file(home.filePath(QStringLiteral("bus.conf")));
            if (!file.open(QIODevice::WriteOnly))
                return {};
            file.write(config.toUtf8());
            arguments << QStringLiteral("--config-file=") + file.fileName();
        }
        arguments << QStringLiteral("--") << QStringLiteral("bash") << QStringLiteral("-c")
                  << (before.isEmpty() ? keyring : before) + QStringLiteral(KEYCHAIN_PROBE) +
                         (before.isEmpty() ? after : QString());
        session.start(QStringLiteral("dbus-run-session"), arguments);
        session.write(lines.join(QLatin1Char('\n')).toUtf8() + '\n');
        session.closeWriteChannel();
        if (!castellan::client::ended(session, 60'000))
            return {QStringLiteral("the session did not end")};
        auto out = QString::fromUtf8(session.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        out.removeAll(QStringLiteral("ran"));
        return out;
    }

    static QString bus(const QString &more)
    {
        return QStringLiteral("<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
                              "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">"
                              "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>"
                              "<policy context=\"default\"><allow send_destination=\"*\"/><allow own=\"*\"/>"
                              "<allow eavesdrop=\"true\"/>%1</policy></busconfig>")
            .arg(more);
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const char *tool : {"dbus-run-session", "dbus-send", "gnome-keyring-daemon", "bash"}) {
            if (QStandardPaths::findExecutable(QLatin1String(tool)).isEmpty())
                QSKIP(tool);
        }
    }

    void keepsReadsAndRemoves()
    {
        const auto said = talk({QStringLiteral("write a one two"), QStringLiteral("read a"),
                                QStringLiteral("write a three"), QStringLiteral("read a"), QStringLiteral("read b"),
                                QStringLiteral("remove a"), QStringLiteral("read a"), QStringLiteral("remove a")});
        QCOMPARE(said, (QStringList{QStringLiteral("ok"), QStringLiteral("ok one two"), QStringLiteral("ok"),
                                    QStringLiteral("ok three"), QStringLiteral("not found"), QStringLiteral("ok"),
                                    QStringLiteral("not found"), QStringLiteral("ok")}));
    }

    void leavesNoCanaryBehind()
    {
        const auto said =
            talk({QStringLiteral("read a"),
                  QStringLiteral("run dbus-send --session --print-reply --dest=org.freedesktop.secrets "
                                 "/org/freedesktop/secrets/collection/login org.freedesktop.DBus.Properties.Get "
                                 "string:org.freedesktop.Secret.Collection string:Items | grep -c 'object path' "
                                 "; true")});
        QCOMPARE(said, (QStringList{QStringLiteral("not found"), QStringLiteral("0")}));
    }

    void saysLockedNotNotFound()
    {
        const auto said = talk({QStringLiteral("write a one"), m_lock, QStringLiteral("read a"),
                                QStringLiteral("read b"), QStringLiteral("write c x"), QStringLiteral("remove a"),
                                m_restart, QStringLiteral("run echo read a | " KEYCHAIN_PROBE)});
        QCOMPARE(said, (QStringList{QStringLiteral("ok"), QStringLiteral("locked"), QStringLiteral("locked"),
                                    QStringLiteral("locked"), QStringLiteral("locked"), QStringLiteral("ok one")}));
    }

    void saysAbsentAfterTheKeychainRestarted()
    {
        // The back-end library keeps its session for the life of the process.
        const auto said = talk({QStringLiteral("write a one"), m_restart, QStringLiteral("read a"),
                                QStringLiteral("read b"), QStringLiteral("write b two"), QStringLiteral("remove a"),
                                QStringLiteral("run echo read a | " KEYCHAIN_PROBE)});
        QCOMPARE(said, (QStringList{QStringLiteral("ok"), QStringLiteral("absent"), QStringLiteral("absent"),
                                    QStringLiteral("absent"), QStringLiteral("absent"), QStringLiteral("ok one")}));
    }

    void saysSlowWhenItHangs()
    {
        const auto said = talk({QStringLiteral("write a one"), QStringLiteral("run kill -STOP $(cat $HOME/pid)"),
                                QStringLiteral("read a"), QStringLiteral("run kill -CONT $(cat $HOME/pid); sleep 0.2"),
                                QStringLiteral("read a")});
        QCOMPARE(said, (QStringList{QStringLiteral("ok"), QStringLiteral("slow"), QStringLiteral("ok one")}));
    }

    void waitsLongerWhileThePasswordIsAskedFor()
    {
        const auto said =
            talk({QStringLiteral("write a one"),
                  QStringLiteral("run touch $HOME/prompt; kill -STOP $(cat $HOME/pid); (sleep 3; kill -CONT "
                                 "$(cat $HOME/pid)) >/dev/null 2>&1 &"),
                  QStringLiteral("read a")});
        QCOMPARE(said, (QStringList{QStringLiteral("ok"), QStringLiteral("ok one")}));
    }

    void saysAbsentWithoutASecretService()
    {
        // A bus that knows no services and starts none.
        const auto said = talk({QStringLiteral("read a"), QStringLiteral("write a x"), QStringLiteral("remove a")},
                               bus({}), QStringLiteral("true; "));
        QCOMPARE(said, (QStringList{QStringLiteral("absent"), QStringLiteral("absent"), QStringLiteral("absent")}));
    }

    void saysAbsentWithoutABus()
    {
        const auto said = talk({QStringLiteral("read a"), QStringLiteral("write a x"), QStringLiteral("remove a")}, {},
                               QStringLiteral("export DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere; "));
        QCOMPARE(said, (QStringList{QStringLiteral("absent"), QStringLiteral("absent"), QStringLiteral("absent")}));
    }

    void saysDeniedWhenTheBusForbidsIt()
    {
        const auto said = talk({QStringLiteral("read a"), QStringLiteral("write a x"), QStringLiteral("remove a")},
                               bus(QStringLiteral("<deny send_destination=\"org.freedesktop.secrets\"/>")));
        QCOMPARE(said, (QStringList{QStringLiteral("denied"), QStringLiteral("denied"), QStringLiteral("denied")}));
    }
};

QTEST_GUILESS_MAIN(TestKeychain)
#include "test_keychain.moc"
