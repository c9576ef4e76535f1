// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/certificate_words.h"

#include <QLocale>

namespace castellan::ui {

QString problemsOf(const client::CertificateInfo &certificate)
{
    return certificate.problems.join(QLatin1Char('\n'));
}

QString fingerprintLines(const client::CertificateInfo &certificate)
{
    const QStringList bytes = certificate.fingerprint.split(QLatin1Char(':'), Qt::SkipEmptyParts);
    QStringList lines;
    for (qsizetype i = 0; i < bytes.size(); i += 16)
        lines << bytes.mid(i, 16).join(QLatin1Char(':'));
    return lines.join(QLatin1Char('\n'));
}

QString validityOf(const client::CertificateInfo &certificate)
{
    const auto day = [](const QDateTime &at) {
        return QLocale().toString(at.toLocalTime().date(), QLocale::ShortFormat);
    };
    return day(certificate.validFrom) + QStringLiteral(" – ") + day(certificate.validUntil);
}

}  // namespace castellan::ui
