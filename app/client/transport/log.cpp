// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

namespace castellan::client {

namespace {
Q_LOGGING_CATEGORY(transportLog, "castellan.transport", QtWarningMsg)
}

QString toLine(const ExchangeLine &line)
{
    QJsonObject o{{QStringLiteral("method"), QString::fromLatin1(line.method)},
                  {QStringLiteral("path"), line.path},
                  {QStringLiteral("status"), line.status},
                  {QStringLiteral("ms"), qint64(line.took.count())},
                  {QStringLiteral("id"), QString::fromLatin1(line.id)}};
    if (!line.queryNames.isEmpty())
        o.insert(QStringLiteral("query"), QJsonArray::fromStringList(line.queryNames));
    if (!line.error.isEmpty())
        o.insert(QStringLiteral("error"), line.error);
    if (line.attempt > 1)
        o.insert(QStringLiteral("attempt"), line.attempt);
    return QString::fromUtf8(QJsonDocument(o).toJson(QJsonDocument::Compact));
}

void log(const ExchangeLine &line)
{
    qCInfo(transportLog).noquote() << toLine(line);
}

}  // namespace castellan::client
