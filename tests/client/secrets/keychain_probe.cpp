// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/secrets/keychain_store.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTextStream>

#include <cstdio>

using namespace castellan;
using namespace castellan::client;

/// Does to the real keychain what its input says, line by line, and prints one line for each: `ok`, `ok VALUE`, or the
/// error's word. A process of its own, because a process keeps its first connection to the keychain for life.
///
///     write NAME VALUE | read NAME | remove NAME | run SHELL COMMAND
namespace {

template <class T> Result<T> wait(const Future<T> &answer)
{
    Result<T> out = fail(ErrorCode::cancelled, "");
    QEventLoop loop;
    QObject context;
    whenDone(&context, answer, [&](Result<T> r) {
        out = std::move(r);
        loop.quit();
    });
    loop.exec();
    return out;
}

void say(const QByteArray &line)
{
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
}

QByteArray wordOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::secret_store_locked:
        return "locked";
    case ErrorCode::secret_store_absent:
        return "absent";
    case ErrorCode::secret_store_denied:
        return "denied";
    case ErrorCode::secret_store_slow:
        return "slow";
    case ErrorCode::secret_not_found:
        return "not found";
    default:
        return QByteArray::fromStdString("other: " + error.message + " / " + error.detail);
    }
}

}  // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    OpenSslRandom random;
    const QString promptFile = qEnvironmentVariable("PROMPT_ON_SCREEN");
    KeychainStore store(QStringLiteral("castellan-test"), random,
                        {std::chrono::milliseconds(1500), std::chrono::milliseconds(6000)},
                        [promptFile] { return !promptFile.isEmpty() && QFile::exists(promptFile); });
    QTextStream in(stdin);
    for (QString line = in.readLine(); !line.isNull(); line = in.readLine()) {
        const QString verb = line.section(QLatin1Char(' '), 0, 0);
        const QString rest = line.section(QLatin1Char(' '), 1);
        const QString name = rest.section(QLatin1Char(' '), 0, 0);
        if (verb == QLatin1String("run")) {
            QProcess::execute(QStringLiteral("bash"), {QStringLiteral("-c"), rest});
            say("ran");
        } else if (verb == QLatin1String("read")) {
            const auto r = wait(store.read(name));
            say(r ? "ok " + QByteArray(reinterpret_cast<const char *>(r->data()), qsizetype(r->size()))
                  : wordOf(r.error()));
        } else if (verb == QLatin1String("write")) {
            const auto r =
                wait(store.write(name, Secret(std::string_view(rest.section(QLatin1Char(' '), 1).toStdString()))));
            say(r ? QByteArray("ok") : wordOf(r.error()));
        } else if (verb == QLatin1String("remove")) {
            const auto r = wait(store.remove(name));
            say(r ? QByteArray("ok") : wordOf(r.error()));
        }
    }
    return 0;
}
