// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/console.h"
#include "castellan/keyring_prompt.h"
#include "castellan/single_instance.h"
#include "client/secrets/keychain_store.h"
#include "core/version.h"
#include "os/print.h"
#include "os/process.h"
#include "os/termination.h"
#include "server/system_clock.h"
#include "translations/languages.h"
#include "ui/theme/icons.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>

#include <cstdio>

namespace {

void nameTheProgram()
{
    QApplication::setApplicationName(QStringLiteral("castellan"));
    QApplication::setApplicationDisplayName(QStringLiteral("Castellan"));
    QApplication::setApplicationVersion(
        QString::fromUtf8(castellan::version().data(), qsizetype(castellan::version().size())));
    QApplication::setDesktopFileName(QStringLiteral("io.github.castellan.Castellan"));
}

castellan::ConsoleFolders foldersFrom(const QCommandLineParser &arguments)
{
    const QString folder = arguments.value(QStringLiteral("folder"));
    if (folder.isEmpty())
        return castellan::standardFolders();
    const QString at = QDir(folder).absolutePath();
    return {at + QStringLiteral("/config"), at + QStringLiteral("/data")};
}

// A machine without a screen may ask for the version too, and Qt ends the process when it finds no display.
void answerWithoutADisplay(QCommandLineParser &arguments, int argc, char **argv)
{
    QStringList words;
    for (int i = 0; i < argc; ++i)
        words << QString::fromLocal8Bit(argv[i]);
    if (arguments.parse(words) &&
        (arguments.isSet(QStringLiteral("version")) || arguments.isSet(QStringLiteral("help")))) {
        const QCoreApplication program(argc, argv);
        arguments.process(program);
    }
}

void complain(const std::string &sentence)
{
    castellan::os::printLine(stderr, "castellan: " + sentence);
}

}  // namespace

int main(int argc, char **argv)
{
    castellan::os::disableCoreDumps();
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    nameTheProgram();

    QCommandLineParser arguments;
    arguments.setApplicationDescription(QStringLiteral("Console for people who run self-hosted platform servers."));
    arguments.addHelpOption();
    arguments.addVersionOption();
    arguments.addOption({QStringLiteral("folder"),
                         QStringLiteral("Keep settings and local data below <folder> instead of the home folder."),
                         QStringLiteral("folder")});
    answerWithoutADisplay(arguments, argc, argv);

    QApplication application(argc, argv);
    castellan::installLanguages(application);
    arguments.process(application);

    const castellan::ConsoleFolders folders = foldersFrom(arguments);
    if (!QDir().mkpath(folders.config)) {
        complain("the folder " + folders.config.toStdString() + " cannot be made");
        return 1;
    }
    QApplication::setWindowIcon(castellan::ui::applicationIcon());

    // Asked before the console is there, it ends as soon as it is.
    castellan::Console *running = nullptr;
    const castellan::os::TerminationWatch termination([&running, &application] {
        QMetaObject::invokeMethod(&application, [&running] { running->end(); }, Qt::QueuedConnection);
    });
    castellan::SingleInstance instance(folders.config);
    if (!instance.claim()) {
        if (!instance.reachedOther())
            complain("another console runs on " + folders.config.toStdString() + " but does not answer");
        return instance.reachedOther() ? 0 : 1;
    }

    castellan::SystemClock clock;
    castellan::OpenSslRandom random;
    castellan::LocalServerLog log;
    const castellan::KeyringPrompt prompt;
    castellan::client::KeychainStore keychain(QStringLiteral("castellan"), random, {},
                                              [&prompt] { return prompt.isOnScreen(); });
    castellan::Console console(application, folders, keychain, clock, random, log);
    QObject::connect(&instance, &castellan::SingleInstance::raiseRequested, &console, &castellan::Console::raise);
    running = &console;
    console.open();
    return QApplication::exec();
}
