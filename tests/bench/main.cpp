// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/figure.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QProcess>
#include <QRegularExpression>
#include <QTextStream>

#include <algorithm>

using namespace castellan::bench;

namespace {

QString rounded(double value)
{
    return QString::number(value, 'f', value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

void print(const Report &report)
{
    QTextStream out(stdout);
    const auto row = [&out](const QString &id, const QString &what, const QString &value, const QString &goal,
                            const QString &peer, const QString &verdict) {
        out << id.leftJustified(6) << what.leftJustified(58) << value.rightJustified(14) << goal.rightJustified(14)
            << peer.rightJustified(14) << QStringLiteral("  ") << verdict << Qt::endl;
    };
    row(QStringLiteral("id"), QStringLiteral("what"), QStringLiteral("measured"), QStringLiteral("goal"),
        QStringLiteral("FlowFuse"), {});
    for (const auto &f : report.figures) {
        const auto sign = f.better == Better::higher ? QStringLiteral("≥ ") : QStringLiteral("≤ ");
        row(f.id, f.what, rounded(f.value) + QLatin1Char(' ') + f.unit,
            f.goal ? sign + rounded(*f.goal) : QStringLiteral("–"), f.peer ? rounded(*f.peer) : QStringLiteral("–"),
            f.goal ? (f.met() ? QStringLiteral("met") : QStringLiteral("missed")) : QString());
    }
    for (const auto &m : report.missing)
        row(m.id, QStringLiteral("not measured: ") + m.why, {}, {}, {}, {});
}

/// More than 25 % behind the goal counts; wall-clock figures drift by about that much between runs.
bool failsTheCheck(const Figure &f)
{
    if (!f.goal)
        return false;
    return f.better == Better::higher ? f.value < *f.goal * 0.75 : f.value > *f.goal * 1.25;
}

}  // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures Castellan and prints each figure beside its goal."));
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("only"), QStringLiteral("Measure only goals whose id begins so, e.g. P-H."),
         QStringLiteral("id")},
        {QStringLiteral("seconds"), QStringLiteral("Seconds of load per figure."), QStringLiteral("n"),
         QStringLiteral("5")},
        {QStringLiteral("rows"), QStringLiteral("Rows of the large journal."), QStringLiteral("n"),
         QStringLiteral("1000000")},
        {QStringLiteral("peer-url"), QStringLiteral("URL of a FlowFuse server to measure beside."),
         QStringLiteral("url")},
        {QStringLiteral("peer-user"), QStringLiteral("Its administrator."), QStringLiteral("name")},
        {QStringLiteral("peer-password"), QStringLiteral("The administrator's password."), QStringLiteral("password")},
        {QStringLiteral("peer-pid"), QStringLiteral("Its process."), QStringLiteral("pid")},
        {QStringLiteral("check"), QStringLiteral("Exit 1 if a figure misses its goal by more than 25 %.")},
    });
    parser.process(application);

    Settings settings;
    settings.seconds = parser.value(QStringLiteral("seconds")).toInt();
    settings.rows = parser.value(QStringLiteral("rows")).toLongLong();
    settings.peer = parser.value(QStringLiteral("peer-url"));
    settings.peerUser = parser.value(QStringLiteral("peer-user"));
    settings.peerPassword = parser.value(QStringLiteral("peer-password"));
    settings.peerPid = parser.value(QStringLiteral("peer-pid")).toLongLong();
    settings.only = parser.value(QStringLiteral("only"));
    const auto beside = QCoreApplication::applicationDirPath();
    settings.server = beside + QStringLiteral("/castellan-server");
    settings.console = beside + QStringLiteral("/castellan");

    Report report;
    const auto measurements = httpMeasurements(settings) + storeMeasurements(settings) + consoleMeasurements(settings) +
                              abuseMeasurements(settings);
    for (const auto &measurement : measurements) {
        const bool wanted =
            std::ranges::any_of(measurement.ids, [&](const QString &id) { return id.startsWith(settings.only); });
        if (wanted)
            measurement.run(report);
    }
    print(report);
    if (!parser.isSet(QStringLiteral("check")))
        return 0;
    return std::ranges::any_of(report.figures, failsTheCheck) || report.figures.isEmpty() ? 1 : 0;
}
