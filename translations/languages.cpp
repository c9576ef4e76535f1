// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "translations/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// Outside of every namespace: the resource's initialiser is a global function.
static void loadCatalogues()
{
    Q_INIT_RESOURCE(castellan_languages);
}

namespace castellan {

void installLanguages(QCoreApplication &application)
{
    loadCatalogues();
    auto *english = new QTranslator(&application);
    if (english->load(QStringLiteral(":/i18n/castellan_en.qm")))
        QCoreApplication::installTranslator(english);
    auto *qt = new QTranslator(&application);
    if (qt->load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
}

}  // namespace castellan
