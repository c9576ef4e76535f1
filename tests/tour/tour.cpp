// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/tour/tour.h"

#include "tests/tour/day.h"
#include "tests/tour/inspection.h"
#include "ui/shell/draft_file.h"

#include <QDialog>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenuBar>
#include <QPainter>
#include <QPushButton>
#include <QTest>

#include <cstdio>

namespace castellan::tour {

Tour::Tour(QApplication &application, const QDir &pictures) : m_application(application), m_pictures(pictures) {}

Tour::~Tour()
{
    m_console.reset();
    for (QProcess *process : {&m_plant, &m_staging}) {
        process->terminate();
        if (process->state() != QProcess::NotRunning && !process->waitForFinished(10'000))
            process->kill();
    }
}

QString Tour::serve(QProcess &process, const QString &folder, const QString &listen, QString &url)
{
    process.setStandardErrorFile(m_folder.filePath(folder + QStringLiteral(".log")));
    process.start(qEnvironmentVariable("CASTELLAN_SERVER",
                                       QCoreApplication::applicationDirPath() + QStringLiteral("/castellan-server")),
                  {QStringLiteral("serve"), QStringLiteral("--data"), m_folder.filePath(folder),
                   QStringLiteral("--key-file"), m_folder.filePath(folder + QStringLiteral(".key")),
                   QStringLiteral("--listen"), listen});
    while (!process.canReadLine() && process.waitForReadyRead(20'000)) {
    }
    url = QJsonDocument::fromJson(process.readLine()).object().value(QStringLiteral("listening")).toString();
    return url.isEmpty() ? QStringLiteral("castellan-server does not start on ") + folder : QString();
}

QString Tour::setUp(int events, const QString &family)
{
    if (!m_folder.isValid() || !m_pictures.mkpath(QStringLiteral(".")))
        return QStringLiteral("no folder to work in");
    for (const auto &[folder, count] : {std::pair(QStringLiteral("plant"), events), {QStringLiteral("staging"), 120}}) {
        if (const QString why =
                playDay(m_folder.filePath(folder), m_folder.filePath(folder + QStringLiteral(".key")), count);
            !why.isEmpty())
            return QStringLiteral("no data: ") + why;
    }
    if (const QString why = serve(m_plant, QStringLiteral("plant"), QStringLiteral("127.0.0.1:0"), m_plantUrl);
        !why.isEmpty())
        return why;
    if (const QString why = serve(m_staging, QStringLiteral("staging"), QStringLiteral("127.0.0.1:0"), m_stagingUrl);
        !why.isEmpty())
        return why;
    const ConsoleFolders folders{m_folder.filePath(QStringLiteral("config")),
                                 m_folder.filePath(QStringLiteral("data"))};
    QDir().mkpath(folders.config);
    // Left by an earlier run, as the first scene shows it.
    const QString left = folders.config + QStringLiteral("/drafts.json");
    if (const auto written = ui::writeDrafts(left, {QDateTime::currentDateTimeUtc().addSecs(-3600),
                                                    {{{QStringLiteral("gone"), QStringLiteral("security"), {}, {}},
                                                      QStringLiteral("Plant A – Security"),
                                                      {{QStringLiteral("password.minLength"), 14}}}}});
        !written)
        return QString::fromStdString(written.error().message);
    m_console = std::make_unique<Console>(m_application, folders, m_keychain, m_clock, m_random, m_log);
    const QStringList families = QFontDatabase::families();
    QFont body = QApplication::font();
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (families.contains(family))
        body = QFont(family);
    for (const QString &mono : {QString(family + QStringLiteral(" Mono")), QStringLiteral("JetBrains Mono")})
        if (families.contains(mono)) {
            fixed = QFont(mono);
            break;
        }
    body.setPixelSize(13);
    m_console->theme().setFonts(body, fixed);
    m_console->theme().setReducedMotion(true);
    m_console->theme().choose(ui::SchemeChoice::light);
    m_console->open();
    window().resize(1280, 800);
    return {};
}

client::Server *Tour::server(const QString &name)
{
    for (client::Server *one : m_console->servers().servers()) {
        if (one->profile().name == name)
            return one;
    }
    return nullptr;
}

void Tour::stopStaging()
{
    m_staging.terminate();
    m_staging.waitForFinished(10'000);
}

bool Tour::startStaging()
{
    QString url;
    return serve(m_staging, QStringLiteral("staging"), QUrl(m_stagingUrl).authority(), url).isEmpty();
}

bool Tour::waitFor(const std::function<bool()> &done)
{
    return QTest::qWaitFor(done, 20'000);
}

void Tour::settle()
{
    // Two quiet pictures in a row: nothing is on its way to the screen any more.
    QImage before = picture();
    for (int i = 0; i < 12; ++i) {
        QTest::qWait(120);
        QImage now = picture();
        if (now == before && i > 1)
            return;
        before = std::move(now);
    }
}

QWidget *Tour::top() const
{
    if (QWidget *dialog = QApplication::activeModalWidget())
        return dialog;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (qobject_cast<QDialog *>(widget) && widget->isVisible())
            return widget;
    }
    return &m_console->window();
}

bool Tour::type(const QString &field, const QString &text)
{
    for (auto *edit : top()->findChildren<QLineEdit *>(field)) {
        if (edit->isVisible()) {
            edit->setFocus();
            edit->clear();
            QTest::keyClicks(edit, text);
            return true;
        }
    }
    trouble(QStringLiteral("there is no field ") + field);
    return false;
}

bool Tour::press(const QString &button)
{
    for (auto *one : top()->findChildren<QAbstractButton *>()) {
        if (one->isVisible() && (one->objectName() == button || one->text() == button)) {
            QTest::mouseClick(one, Qt::LeftButton);
            return true;
        }
    }
    trouble(QStringLiteral("there is no button ") + button);
    return false;
}

QImage Tour::picture()
{
    QPixmap pixmap = window().grab();
    QWidget *dialog = top();
    if (dialog != &window()) {
        QPainter painter(&pixmap);
        painter.fillRect(pixmap.rect(), QColor::fromRgbF(0, 0, 0, 0.28F));
        const QPoint at((window().width() - dialog->width()) / 2, (window().height() - dialog->height()) / 3);
        painter.drawPixmap(at, dialog->grab());
    }
    return pixmap.toImage().convertToFormat(QImage::Format_RGB32);
}

void Tour::take(const QString &name)
{
    const QString number = QStringLiteral("%1").arg(++m_number, 2, 10, QLatin1Char('0'));
    for (const auto &[choice, word] : {std::pair(ui::SchemeChoice::light, QStringLiteral("light")),
                                       {ui::SchemeChoice::dark, QStringLiteral("dark")}}) {
        m_console->theme().choose(choice);
        settle();
        const QString file = m_pictures.filePath(QStringLiteral("%1-%2-%3.png").arg(number, name, word));
        if (!picture().save(file))
            trouble(QStringLiteral("cannot write ") + file);
        QWidget *shown = top();
        for (const QString &clipped : clippedTexts(*shown))
            trouble(QStringLiteral("%1 %2: %3").arg(name, word, clipped));
        const QImage image = shown->grab().toImage().convertToFormat(QImage::Format_RGB32);
        for (const QString &faint : faintTexts(*shown, image))
            trouble(QStringLiteral("%1 %2: %3").arg(name, word, faint));
    }
    m_console->theme().choose(ui::SchemeChoice::light);
    std::printf("  %s %s\n", qPrintable(number), qPrintable(name));
    std::fflush(stdout);
}

}  // namespace castellan::tour
