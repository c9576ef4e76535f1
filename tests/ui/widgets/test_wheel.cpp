// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/hands.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QWindow>
#include <QtTest/qtestspontaneevent.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace castellan::ui {

/// A wheel that passes over a form scrolls the page, and turns no value but that of the field with the focus.
class TestWheel : public QObject {
    Q_OBJECT

    Theme m_theme{*qApp};

    struct Field {
        QWidget *widget;
        std::function<int()> value;
    };
    static Field made(const QByteArray &kind, QWidget *parent)
    {
        if (kind == "combo box") {
            auto *box = new QComboBox(parent);
            box->addItems({u"a"_s, u"b"_s, u"c"_s});
            box->setCurrentIndex(1);
            return {box, [box] { return box->currentIndex(); }};
        }
        if (kind == "number") {
            auto *box = new QSpinBox(parent);
            box->setValue(50);
            return {box, [box] { return box->value(); }};
        }
        if (kind == "fraction") {
            auto *box = new QDoubleSpinBox(parent);
            box->setValue(50);
            return {box, [box] { return int(box->value()); }};
        }
        if (kind == "date") {
            auto *edit = new QDateTimeEdit(QDateTime(QDate(2026, 6, 15), QTime(12, 0)), parent);
            return {edit, [edit] { return int(edit->dateTime().toSecsSinceEpoch()); }};
        }
        if (kind == "slider") {
            auto *slider = new QSlider(Qt::Horizontal, parent);
            slider->setValue(50);
            return {slider, [slider] { return slider->value(); }};
        }
        auto *tabs = new QTabBar(parent);
        for (const auto &name : {u"a"_s, u"b"_s, u"c"_s})
            tabs->addTab(name);
        tabs->setCurrentIndex(1);
        return {tabs, [tabs] { return tabs->currentIndex(); }};
    }

    static void turn(QWidget *over, int steps)
    {
        const QPointF at = over->rect().center();
        QWheelEvent event(over->mapTo(over->window(), at), over->mapToGlobal(at), {}, {0, steps * 120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QSpontaneKeyEvent::setSpontaneous(&event);  // Qt offers a wheel's event to parents if a person turned it
        qApp->notify(over->window()->windowHandle(), &event);
    }

private Q_SLOTS:
    void turnsOnlyTheFieldWithTheFocus_data()
    {
        QTest::addColumn<bool>("withFocus");
        for (const auto *kind : {"combo box", "number", "fraction", "date", "slider", "tabs"}) {
            QTest::addRow("%s", kind) << false;
            if (qstrcmp(kind, "tabs") != 0)
                QTest::addRow("%s, focused", kind) << true;
        }
    }
    void turnsOnlyTheFieldWithTheFocus()
    {
        QFETCH(bool, withFocus);
        QScrollArea area;
        auto *page = new QWidget;
        auto *column = new QVBoxLayout(page);
        auto *other = new QLineEdit(page);
        column->addWidget(other);
        const auto field = made(QByteArray(QTest::currentDataTag()).split(',').first(), page);
        column->addWidget(field.widget);
        column->addStretch();
        page->setMinimumHeight(2000);
        area.setWidget(page);
        area.setWidgetResizable(true);
        area.resize(400, 300);
        area.show();
        QVERIFY(QTest::qWaitForWindowActive(&area));
        area.verticalScrollBar()->setValue(0);
        (withFocus ? field.widget : other)->setFocus();
        QTRY_VERIFY((withFocus ? field.widget : other)->hasFocus());
        const int before = field.value();
        turn(field.widget, -1);
        QCOMPARE(field.value() != before, withFocus);
        QCOMPARE(area.verticalScrollBar()->value() > 0, !withFocus);
        QVERIFY(withFocus || other->hasFocus());
    }
};

}  // namespace castellan::ui

QTEST_MAIN(castellan::ui::TestWheel)
#include "test_wheel.moc"
