// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace castellan::test {

/// The real castellan-server, from CASTELLAN_SERVER, with a data folder of its own.
class ServerProgram {
public:
    static constexpr const char *password = "tidal-Orbit-lantern-88";

    ~ServerProgram();

    struct Run {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
    };
    /// Runs a command to its end.
    static Run run(const QStringList &arguments, const QByteArray &input = {}, const QStringList &environment = {});

    /// Makes the data folder with the administrator `alice`.
    Run init(const QStringList &more = {});
    /// The same from a copy, for tests that need neither an identity of its own nor the making itself.
    [[nodiscard]] bool prepare();
    /// Starts `serve` at a free port; false with `err` if it doesn't get ready.
    bool start(const QStringList &more = {}, const QStringList &environment = {});
    /// SIGTERM; the exit code, or -1 if it had to be killed.
    int stop();
    void kill();

    [[nodiscard]] QString data() const { return m_dir.filePath(QStringLiteral("data")); }
    [[nodiscard]] QString file(const QString &name) const { return m_dir.filePath(name); }
    [[nodiscard]] QString url() const { return ready.value(QStringLiteral("listening")).toString(); }

    QJsonObject ready;  ///< the line that it wrote
    QByteArray err;
    QByteArray restOfOut;

private:
    QTemporaryDir m_dir;
    std::unique_ptr<QProcess> m_process;
};

struct Answer {
    int status = 0;
    QByteArray head;
    QByteArray body;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QString operator[](const char *member) const
    {
        return json().value(QLatin1String(member)).toString();
    }
    [[nodiscard]] QString code() const { return (*this)["code"]; }
};

/// A client that keeps its cookies: curl, an independent implementation.
class Curl {
public:
    explicit Curl(QString url, QString address = QStringLiteral("127.0.0.1"));

    /// Accepts any certificate.
    void trust() { m_always << QStringLiteral("-k"); }

    [[nodiscard]] Answer get(const QString &path) { return send("GET", path); }
    /// Sends `X-CSRF-Token` where there is a session, as scripts by cookie must.
    [[nodiscard]] Answer send(const char *method, const QString &path, const QJsonObject &body);
    [[nodiscard]] Answer send(const char *method, const QString &path) { return run(method, path, {}); }
    /// Sends a token or key instead of the session.
    [[nodiscard]] Answer getBy(const QString &token, const QString &path);
    [[nodiscard]] Answer login(const QString &username,
                               const QString &password = QLatin1String(ServerProgram::password));
    [[nodiscard]] QString cookie(const QByteArray &name) const;

    QString bearer;  ///< a token or key, sent besides the cookies if there is one

private:
    [[nodiscard]] Answer run(const char *method, const QString &path, const QStringList &more);

    QString m_url;
    QString m_address;
    QStringList m_always;
    std::shared_ptr<QTemporaryDir> m_dir = std::make_shared<QTemporaryDir>();
};

}  // namespace castellan::test
