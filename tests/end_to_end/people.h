// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/end_to_end/program.h"

#include <QRegularExpression>
#include <QTest>

/// Accounts, and what they hold, at a real server.
namespace castellan::test {

/// The answer, which must have this status: fails the test otherwise.
inline Answer need(Answer answer, int status = 200)
{
    if (answer.status != status) {
        QByteArray text = "expected " + QByteArray::number(status) + ", got " + QByteArray::number(answer.status);
        text += ": " + answer.body;
        QTest::qFail(text.constData(), __FILE__, __LINE__);
    }
    return answer;
}

/// An account with a session of its own.
struct Person {
    QString id;
    QString name;
    QString password = QStringLiteral("Harbour-violin-63-y");
    Curl session;

    Person(Curl &admin, const QString &url, QString username) : name(std::move(username)), session(url)
    {
        const auto first = QStringLiteral("Granite-meadow-42-x");
        QString email = name + QStringLiteral("@example.com");
        id = need(admin.send("POST", QStringLiteral("/api/v1/users"),
                             {{QStringLiteral("username"), name},
                              {QStringLiteral("email"), email},
                              {QStringLiteral("name"), name},
                              {QStringLiteral("password"), first}}))["id"];
        need(session.login(name, first));
        changePassword(session, first, password);
    }
    static void changePassword(Curl &by, const QString &old, const QString &fresh)
    {
        need(by.send("PUT", QStringLiteral("/api/v1/user/change_password"),
                     {{QStringLiteral("old_password"), old}, {QStringLiteral("password"), fresh}}));
    }
    /// Another session.
    [[nodiscard]] Curl elsewhere(const QString &url) const
    {
        Curl out(url);
        need(out.login(name, password));
        return out;
    }
    /// Options of a subscriber by the session.
    [[nodiscard]] QStringList bySession() const
    {
        QString cookie = QStringLiteral("sid=") + session.cookie("sid");
        return {QStringLiteral("--cookie"), cookie};
    }
};

/// Changes security settings at their present revision.
inline void setSecurity(Curl &admin, const QJsonObject &values)
{
    const auto path = QStringLiteral("/api/v1/admin/security");
    const auto revision = need(admin.get(path)).json()[QStringLiteral("revision")];
    need(admin.send("PUT", path, {{QStringLiteral("revision"), revision}, {QStringLiteral("values"), values}}));
}

/// For tests of something else than limits.
inline void liftLimits(Curl &admin)
{
    setSecurity(admin, {{QStringLiteral("limits.login.burst"), 1000},
                        {QStringLiteral("limits.password.burst"), 1000},
                        {QStringLiteral("limits.secondFactor.burst"), 1000},
                        {QStringLiteral("limits.address.burst"), 0},
                        {QStringLiteral("limits.user.burst"), 0},
                        {QStringLiteral("limits.key.burst"), 0},
                        {QStringLiteral("limits.write.burst"), 0},
                        {QStringLiteral("limits.dailyWrite.burst"), 0}});
}

/// oathtool, an independent implementation, as the authenticator.
inline QString oathtool(const QString &secret, const QString &at)
{
    QProcess tool;
    tool.start(QStringLiteral("oathtool"),
               {QStringLiteral("--totp"), QStringLiteral("-b"), QStringLiteral("--now"), at, secret});
    if (!tool.waitForFinished(10'000) || tool.exitCode() != 0)
        qFatal("oathtool: %s", tool.readAllStandardError().constData());
    return QString::fromLatin1(tool.readAllStandardOutput().trimmed());
}

/// Enrols a second factor; its secret.
inline QString enrol(Curl &session, const QString &at = QStringLiteral("now"))
{
    const auto begun = need(session.send("PUT", QStringLiteral("/api/v1/user/mfa"), QJsonObject{}));
    static const QRegularExpression inUrl(QStringLiteral("secret=([A-Z2-7]+)"));
    const auto secret = inUrl.match(begun["url"]).captured(1);
    need(session.send("PUT", QStringLiteral("/api/v1/user/mfa/verify"),
                      {{QStringLiteral("token"), oathtool(secret, at)}}));
    return secret;
}

}  // namespace castellan::test
