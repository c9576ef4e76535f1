// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

namespace castellan::http::test {

struct Ran {
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

/// Runs a program to its end (at most 60 s); exit code -1 if it didn't start or end.
inline Ran run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForStarted(10'000))
        return {};
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished(5'000);
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

struct CurlAnswer {
    int exitCode = -1;
    int status = 0;   ///< 0: no answer
    QByteArray text;  ///< headers and body
};

/// curl, with the given arguments, one URL among them.
inline CurlAnswer curl(const QStringList &arguments, const QStringList &before = {})
{
    auto all = before +
               QStringList{QStringLiteral("curl"),       QStringLiteral("-sS"), QStringLiteral("-i"),
                           QStringLiteral("--max-time"), QStringLiteral("20"),  QStringLiteral("--noproxy"),
                           QStringLiteral("*"),          QStringLiteral("-w"),  QStringLiteral("\n%{http_code}")} +
               arguments;
    const auto program = all.takeFirst();
    const auto ran = run(program, all);
    const auto end = ran.output.lastIndexOf('\n');
    return {ran.exitCode, ran.output.mid(end + 1).toInt(), ran.output.left(end)};
}

}  // namespace castellan::http::test
