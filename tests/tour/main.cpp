// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/views.h"
#include "core/version.h"
#include "tests/tour/scenes.h"
#include "tests/tour/tour.h"
#include "translations/languages.h"

#include <QApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

/// castellan-tour [FOLDER] [--events N] [--font FAMILY] [--only PART]: pictures of every screen, light and dark, of a
/// real console on real servers. Exit 1 if a screen is missing, text does not fit, or contrast is too low.
namespace {

using namespace castellan;

bool isInTable(const ui::View &view, bool ofServer)
{
    return std::ranges::any_of(tour::scenes(), [&](const tour::Scene &scene) {
        return QLatin1String(scene.view) == QLatin1String(view.id) && scene.ofServer == ofServer;
    });
}

/// A picture of each view without a scene of its own, so that none goes unseen.
void takeOthers(tour::Tour &tour, const QString &only)
{
    for (const ui::View &view : consoleViews()) {
        for (const bool ofServer : {false, true}) {
            const QString name = QLatin1String(view.id) + QString::fromLatin1(ofServer ? "-of-one" : "");
            if (!(ofServer ? view.forServer : view.forAllServers) || isInTable(view, ofServer))
                continue;
            if (!tour::openView(tour, view.id, ofServer))
                tour.trouble(QStringLiteral("the view %1 could not be reached").arg(name));
            if (only.isEmpty() || name.contains(only))
                tour.take(name);
        }
    }
}

void play(tour::Tour &tour, const QString &only)
{
    const ui::Views views = consoleViews();
    for (const tour::Scene &scene : tour::scenes()) {
        if (qstrcmp(scene.view, tour::otherViews) == 0) {
            takeOthers(tour, only);
            continue;
        }
        if (*scene.view && !views.find(QLatin1String(scene.view))) {
            tour.trouble(QStringLiteral("there is no view %1").arg(QLatin1String(scene.view)));
            continue;
        }
        if (!scene.prepare(tour)) {
            tour.trouble(QStringLiteral("the scene %1 could not be reached").arg(QLatin1String(scene.name)));
        }
        if (only.isEmpty() || QString::fromLatin1(scene.name).contains(only))
            tour.take(QLatin1String(scene.name));
        if (scene.cleanUp)
            scene.cleanUp(tour);
    }
}

}  // namespace

int main(int argc, char **argv)
{
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("castellan"));
    QApplication::setApplicationVersion(QString::fromUtf8(version().data(), qsizetype(version().size())));
    installLanguages(application);
    const QStringList arguments = QApplication::arguments();
    const auto option = [&arguments](const QString &name, const QString &otherwise) {
        const qsizetype at = arguments.indexOf(name);
        return at < 0 ? otherwise : arguments.value(at + 1);
    };
    QElapsedTimer timer;
    timer.start();
    tour::Tour tour(application, QDir(arguments.value(1, QStringLiteral("build/tour"))));
    if (const QString why = tour.setUp(option(QStringLiteral("--events"), QStringLiteral("2000")).toInt(),
                                       option(QStringLiteral("--font"), QStringLiteral("Inter")));
        !why.isEmpty()) {
        std::fprintf(stderr, "tour: %s\n", qPrintable(why));
        return 1;
    }
    std::printf("  data after %lld s\n", timer.elapsed() / 1000);
    play(tour, option(QStringLiteral("--only"), QString()));
    for (const QString &trouble : tour.troubles())
        std::fprintf(stderr, "tour: %s\n", qPrintable(trouble));
    std::printf("%lld scenes, %lld troubles, %lld s\n", qint64(tour::scenes().size()), qint64(tour.troubles().size()),
                timer.elapsed() / 1000);
    return tour.troubles().isEmpty() ? 0 : 1;
}
