// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/when_done.h"

#include <QProcess>
#include <QTest>

namespace castellan::client {

/// Runs the event loop until the future has finished.
template <class T> Result<T> await(Future<T> answer, int ms = 30'000)
{
    if (!QTest::qWaitFor([&] { return answer.isFinished(); }, ms))
        return fail(ErrorCode::timed_out, "the test waited in vain");
    if (answer.isCanceled() || answer.resultCount() == 0)
        return fail(ErrorCode::cancelled, "cancelled");
    return answer.takeResult();
}

/// Runs the event loop until the process has ended.
inline bool ended(const QProcess &process, int ms)
{
    return QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, ms);
}

/// The error as text, for QVERIFY2.
template <class T> QByteArray why(const Result<T> &result)
{
    if (result)
        return "ok";
    return QByteArray::fromStdString(result.error().message + " [" + std::string(wireWord(result.error().code)) + "] " +
                                     result.error().detail);
}

}  // namespace castellan::client

/// The result is a value; if not, the test fails here and says what went wrong.
#define OK(result)                                                                                                     \
    do {                                                                                                               \
        const auto &okResult = (result);                                                                               \
        QVERIFY2(okResult, ::castellan::client::why(okResult).constData());                                            \
    } while (false)

/// The result is an error with this code.
#define FAILS(result, expected)                                                                                        \
    do {                                                                                                               \
        const auto &failedResult = (result);                                                                           \
        QVERIFY2(!failedResult && failedResult.error().code == (expected),                                             \
                 ::castellan::client::why(failedResult).constData());                                                  \
    } while (false)
