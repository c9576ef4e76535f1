// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/journal/journal.h"
#include "server/store/store.h"
#include "server/system_clock.h"

#include <QCryptographicHash>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <memory>
#include <string>
#include <vector>

namespace castellan::test {

inline const QByteArray password = "correct-Horse-battery-9x";

struct Ran {
    int exit = -1;
    QByteArray out;
    QByteArray err;
    [[nodiscard]] std::string all() const { return QByteArray(out + "|" + err).toStdString(); }
};

/// A folder made by the program itself.
struct ProgramFolder {
    QTemporaryDir dir;
    SystemClock clock;
    OpenSslRandom random;
    NoLog log;
    QMap<QString, QString> variables{};  ///< that the program's environment has besides the test's

    [[nodiscard]] QString path(const QString &name = QStringLiteral("data")) const { return dir.filePath(name); }

    Ran run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.remove(QStringLiteral("CREDENTIALS_DIRECTORY"));
        for (const auto &[name, value] : variables.asKeyValueRange())
            environment.insert(name, value);
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("CASTELLAN_SERVER"), arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(30'000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    /// `words` separated by spaces; `%` stands for this data folder, `~` for the one around it.
    Ran run(const char *words, const QByteArray &input = {}) const
    {
        auto arguments = QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        for (auto &argument : arguments)
            argument.replace(QLatin1Char('%'), path()).replace(QLatin1Char('~'), dir.path());
        return run(arguments, input);
    }
    Ran init(const QByteArray &input = password) const
    {
        return run("init --data % --username ann --email ann@example.com --name Ann --password-stdin", input);
    }
    [[nodiscard]] store::Options options(const QString &name = QStringLiteral("data")) const
    {
        store::Options options;
        options.folder = path(name).toStdString();
        options.ballast = 0;
        options.holder = "the test";
        return options;
    }
    /// The keys as the file has them: two lines of base64url after a heading.
    [[nodiscard]] StoreKeys keys() const
    {
        QFile file(path() + QStringLiteral("/castellan.key"));
        (void)file.open(QIODevice::ReadOnly);
        const auto lines = file.readAll().split('\n');
        const auto key = [&](int line) {
            const auto bytes = QByteArray::fromBase64(lines.value(line), QByteArray::Base64UrlEncoding);
            return Secret(std::string_view(bytes.constData(), std::size_t(bytes.size())));
        };
        return {key(1), key(2)};
    }
    [[nodiscard]] Result<std::unique_ptr<store::Store>> open()
    {
        return store::Store::open(options(), keys(), clock, random, log);
    }
    [[nodiscard]] std::vector<journal::JournalRow> journal()
    {
        auto store = open();
        if (!store)
            return {};
        auto journal = journal::Journal::open(**store);
        if (!journal)
            return {};
        auto rows = (*store)->read([&](store::Reader &r) { return (*journal)->readFrom(r, 0, 1000); });
        return rows ? *rows : std::vector<journal::JournalRow>();
    }
    [[nodiscard]] QByteArray fingerprint() const
    {
        QByteArray all;
        for (const auto *name : {"/castellan.db", "/castellan.key"}) {
            QFile file(path() + QString::fromLatin1(name));
            if (file.open(QIODevice::ReadOnly))
                all += QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
        }
        return all;
    }
};

inline unsigned modeOf(const QString &file)
{
    struct stat st{};
    return ::stat(file.toLocal8Bit().constData(), &st) == 0 ? st.st_mode & 0777U : 0;
}

}  // namespace castellan::test

#define REQUIRE_EXIT(ran, code)                                                                                        \
    do {                                                                                                               \
        const auto &ran_ = (ran);                                                                                      \
        QVERIFY2(ran_.exit == (code), (std::to_string(ran_.exit) + " " + ran_.all()).c_str());                         \
    } while (false)
