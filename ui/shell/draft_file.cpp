// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/draft_file.h"

#include "client/display_text.h"
#include "client/private_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace castellan::ui {
namespace {

struct DraftFile {
    Q_DECLARE_TR_FUNCTIONS(DraftFile)
};

constexpr int knownVersion = 1;

Failure corrupt(const QString &member, const QString &expected)
{
    return fail(ErrorCode::corrupt, DraftFile::tr("Cannot read the kept changes: %1: %2.", "%1 a member of a file")
                                        .arg(member, expected)
                                        .toStdString())
        .at(member.toStdString());
}

Result<Draft> draftOf(const QJsonValue &value, const QString &at)
{
    if (!value.isObject())
        return corrupt(at, DraftFile::tr("expected an object"));
    const auto object = value.toObject();
    Draft draft;
    for (const auto &[name, text] : {std::pair("server", &draft.place.serverId), std::pair("view", &draft.place.view),
                                     std::pair("subject", &draft.place.subject), std::pair("part", &draft.place.part),
                                     std::pair("title", &draft.title)}) {
        const auto member = object[QLatin1StringView(name)];
        if (!member.isString())
            return corrupt(QString(at % u'.' % QLatin1StringView(name)), DraftFile::tr("expected a string"));
        *text = member.toString();
    }
    draft.content = object[u"content"].toObject();
    if (draft.content.isEmpty())
        return corrupt(QString(at % QLatin1StringView(".content")), DraftFile::tr("expected an object with members"));
    return draft;
}

QJsonObject objectOf(const Draft &draft)
{
    return {{QStringLiteral("server"), draft.place.serverId}, {QStringLiteral("view"), draft.place.view},
            {QStringLiteral("subject"), draft.place.subject}, {QStringLiteral("part"), draft.place.part},
            {QStringLiteral("title"), draft.title},           {QStringLiteral("content"), draft.content}};
}

}  // namespace

Result<KeptDrafts> readDrafts(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return KeptDrafts();
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::io, DraftFile::tr("Cannot read %1: %2").arg(path, file.errorString()).toStdString());
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject())
        return corrupt(QStringLiteral("drafts.json"), error.error == QJsonParseError::NoError
                                                          ? DraftFile::tr("expected an object")
                                                          : error.errorString());
    const auto object = document.object();
    const int version = object[u"version"].toInt();
    if (version > knownVersion)
        return fail(ErrorCode::newer_file,
                    DraftFile::tr("The kept changes were written by a newer version of this program.").toStdString())
            .at("version");
    if (version < 1)
        return corrupt(QStringLiteral("version"), QStringLiteral("1"));
    KeptDrafts kept{QDateTime::fromString(object[u"at"].toString(), Qt::ISODateWithMs), {}};
    if (!kept.at.isValid())
        return corrupt(QStringLiteral("at"), DraftFile::tr("expected a time"));
    const auto drafts = object[u"drafts"].toArray();
    for (qsizetype i = 0; i < drafts.size(); ++i) {
        auto draft = draftOf(drafts[i], QStringLiteral("drafts[%1]").arg(i));
        if (!draft)
            return fail(std::move(draft).error());
        kept.drafts.push_back(std::move(*draft));
    }
    return kept;
}

Result<void> writeDrafts(const QString &path, const KeptDrafts &kept)
{
    if (kept.drafts.empty()) {
        if (QFile file(path); file.exists() && !file.remove())
            return fail(ErrorCode::io,
                        DraftFile::tr("Cannot remove %1: %2").arg(path, file.errorString()).toStdString());
        return {};
    }
    QJsonArray drafts;
    for (const auto &draft : kept.drafts)
        drafts.append(objectOf(draft));
    const auto bytes = QJsonDocument(QJsonObject{{QStringLiteral("version"), knownVersion},
                                                 {QStringLiteral("at"), kept.at.toUTC().toString(Qt::ISODateWithMs)},
                                                 {QStringLiteral("drafts"), drafts}})
                           .toJson();
    if (const auto written = client::writePrivateFile(path, {bytes.constData(), std::size_t(bytes.size())}); !written)
        return fail(
            ErrorCode::io,
            DraftFile::tr("Cannot write %1: %2").arg(path, client::displayText(written.error().message)).toStdString());
    return {};
}

}  // namespace castellan::ui
