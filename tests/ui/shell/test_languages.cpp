// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/hands.h"
#include "tests/ui/real_world.h"
#include "translations/languages.h"
#include "translations/pseudo_translator.h"

#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTabBar>
#include <QTableView>
#include <QXmlStreamReader>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

/// Every screen in an invented language: plain text was never translatable, cut text has no room to
/// grow. And in English: what counts has its plurals.
class TestLanguages : public QObject {
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ServerProcess> m_process;
    std::unique_ptr<Console> m_console;
    client::Server *m_server = nullptr;
    QString m_team;

    struct Text {
        QString where;
        QString text;
        bool cut = false;
    };

    static QString nameOf(const QWidget *widget)
    {
        QString name = QString::fromLatin1(widget->metaObject()->className());
        return widget->objectName().isEmpty() ? name : name + u'#' + widget->objectName();
    }

    /// The texts that the window shows.
    std::vector<Text> texts()
    {
        std::vector<Text> out;
        const auto all = m_console->window->findChildren<QWidget *>();
        for (auto *widget : all) {
            if (!widget->isVisible() || widget->visibleRegion().isEmpty())
                continue;
            if (auto *label = qobject_cast<QLabel *>(widget))
                out.push_back({nameOf(label), label->text(),
                               !label->wordWrap() && label->width() + 1 < label->sizeHint().width()});
            else if (auto *button = qobject_cast<QAbstractButton *>(widget))
                out.push_back(
                    {nameOf(button), button->text(), button->width() + 1 < button->minimumSizeHint().width()});
            else if (auto *line = qobject_cast<QLineEdit *>(widget))
                out.push_back({nameOf(line), line->placeholderText(), false});
            else if (auto *tabs = qobject_cast<QTabBar *>(widget))
                for (int i = 0; i < tabs->count(); ++i)
                    out.push_back({nameOf(tabs), tabs->tabText(i), false});
            else if (auto *table = qobject_cast<QTableView *>(widget); table && table->model())
                for (int column = 0; column < table->model()->columnCount(); ++column)
                    out.push_back(
                        {nameOf(table), table->model()->headerData(column, Qt::Horizontal).toString(), false});
        }
        return out;
    }

    /// Names that come from the server or from this program's settings are in no language.
    static bool isData(QString text)
    {
        static const QStringList names{u"Plant A"_s,           u"Ann Weber"_s, u"ann"_s,     u"Operations"_s,
                                       u"Castellan"_s,         u"localhost"_s, u"success"_s, u"PA"_s,
                                       u"ann@plant.example"_s, u"Apache-2.0"_s};
        for (const auto &name : names)
            text.remove(name);
        text.remove(QRegularExpression(u"<[^>]*>|https?://\\S+|[a-z]+(\\.[a-z-]+)+|\\d[\\d.:-]*\\s?m?s?"_s));
        return !text.contains(QRegularExpression(u"[A-Za-z]{3}"_s));
    }

private Q_SLOTS:
    void initTestCase()
    {
        installLanguages(*qApp);
        m_process = std::make_unique<ServerProcess>();
        QVERIFY(m_process->start());
    }

    void cleanupTestCase()
    {
        m_console.reset();
        m_process.reset();
        m_theme.reset();
    }

    void everyPluralIsInTheEnglishCatalogue_data()
    {
        QTest::addColumn<QByteArray>("context");
        QTest::addColumn<QByteArray>("comment");
        QTest::addColumn<QByteArray>("source");
        QFile file(QStringLiteral(CASTELLAN_SOURCE_DIR "/translations/castellan_en.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QByteArray context;
        int found = 0;
        while (xml.readNextStartElement() || !xml.atEnd()) {
            if (!xml.isStartElement())
                continue;
            if (xml.name() == u"name")
                context = xml.readElementText().toUtf8();
            if (xml.name() != u"message" || xml.attributes().value(u"numerus"_s) != u"yes")
                continue;
            QByteArray source;
            QByteArray comment;
            while (xml.readNextStartElement()) {
                if (xml.name() == u"source")
                    source = xml.readElementText().toUtf8();
                else if (xml.name() == u"comment")
                    comment = xml.readElementText().toUtf8();
                else
                    xml.skipCurrentElement();
            }
            QTest::addRow("%d %s", ++found, source.constData()) << context << comment << source;
        }
        QVERIFY(found > 50);
    }
    void everyPluralIsInTheEnglishCatalogue()
    {
        QFETCH(QByteArray, context);
        QFETCH(QByteArray, comment);
        QFETCH(QByteArray, source);
        QVERIFY2(source.contains("%n"), "counts nothing");
        const auto said = [&](int n) {
            return QCoreApplication::translate(context.constData(), source.constData(),
                                               comment.isEmpty() ? nullptr : comment.constData(), n);
        };
        // Without the catalogue it would say "1 member(s)".
        for (const int n : {0, 1, 2, 15}) {
            QVERIFY2(said(n).contains(QString::number(n)), qPrintable(said(n)));
            QVERIFY2(!said(n).contains(u"(s)"_s) && !said(n).contains(u"%n"_s), qPrintable(said(n)));
        }
        QCOMPARE(said(2).replace(u'2', u'#'), said(15).replace(u"15"_s, u"#"_s));
        if (source.contains("(s)"))
            QVERIFY2(said(1).replace(u'1', u'#') != said(2).replace(u'2', u'#'), qPrintable(said(1)));
    }

    void everyTextIsTranslatableAndHasRoom_data()
    {
        QTest::addColumn<QString>("view");
        QTest::addColumn<bool>("all");
        QTest::addColumn<QString>("part");
        for (const auto &view : consoleViews()) {
            if (view.forServer)
                QTest::addRow("%s of a server", view.id) << QString::fromLatin1(view.id) << false << QString();
            if (view.forAllServers)
                QTest::addRow("%s", view.id) << QString::fromLatin1(view.id) << true << QString();
        }
        for (const char *part : {"members", "invitations", "audit", "settings"})
            QTest::addRow("team, %s", part) << u"teams"_s << false << QString::fromLatin1(part);
    }

    void everyTextIsTranslatableAndHasRoom()
    {
        QFETCH(QString, view);
        QFETCH(bool, all);
        QFETCH(QString, part);
        if (!m_console) {
            QCoreApplication::installTranslator(new PseudoTranslator(qApp));
            m_theme = std::make_unique<Theme>(*qApp);
            m_console = std::make_unique<Console>(*m_theme);
            m_console->openWindow();
            m_server = m_console->connectTo(m_process->url(), u"Plant A"_s, client::Environment::staging);
            QVERIFY(m_server != nullptr);
            m_team = makeTeam(*m_server, u"Operations"_s);
            QVERIFY(!m_team.isEmpty());
        }
        const Place place{all ? QString() : m_server->profile().id, view, part.isEmpty() ? QString() : m_team, part};
        QVERIFY(m_console->window->go(place));
        QTest::qWait(600);  // answers come in, layouts come to rest
        QStringList wrong;
        for (const auto &text : texts()) {
            if (!text.text.contains(PseudoTranslator::opening) && !isData(text.text))
                wrong << u"not translatable: "_s + text.where + u": "_s + text.text;
            else if (text.text.contains(PseudoTranslator::opening) && text.cut)
                wrong << u"cut: "_s + text.where + u": "_s + text.text;
        }
        picture(m_console->window.get(), u"pseudo-"_s + view + (all ? u"-all"_s : QString()) + part);
        QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
    }
};

QTEST_MAIN(TestLanguages)
#include "test_languages.moc"
