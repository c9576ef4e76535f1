// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/hands.h"
#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/key_values.h"
#include "ui/widgets/label.h"
#include "ui/widgets/secret_clipboard.h"
#include "ui/widgets/secret_field.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/toast.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

namespace castellan::ui {

/// Widgets that come on their own.
class TestWidgets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void paintsALabelOnlyForAnotherText();
    void filtersAfterAPause();
    void clearsTheFilterByEscape();
    void showsWhatIsWrongWithAFilter();
    void handsASecretOverOnce();
    void aSecretFieldChangesNoTextAtItsEnd();
    void hidesASecretAgain();
    void copiesRowsWithHeaders();
    void opensByEnterAndChoosesByAltDown();
    void makesInitials_data();
    void makesInitials();
    void tellsTheWholeOfAnElidedText();
    void breaksALongValueIntoLines();
    void actsFromAToast();
    void drawsOneRing();
    void drawsOneLineBelowAFocusedTab();
    void leavesRoomBeforeTheChevron();
    void copiesASecretForAMoment();
    void leavesALaterCopyAlone();
    void copiesFromALabelAsASecret();
    void copiesARevealedPasswordAsASecret();
    void keepsSelectedSecretsOutOfThePrimarySelection();

private:
    Theme *m_theme = nullptr;
};

void TestWidgets::initTestCase()
{
    m_theme = new Theme(*qApp);
}

void TestWidgets::cleanupTestCase()
{
    delete m_theme;
}

void TestWidgets::paintsALabelOnlyForAnotherText()
{
    class Counting : public ElidedLabel {
    public:
        using ElidedLabel::ElidedLabel;
        int paints = 0;

    protected:
        void paintEvent(QPaintEvent *event) override
        {
            ++paints;
            ElidedLabel::paintEvent(event);
        }
    };
    Counting label(*m_theme, QStringLiteral("live"));
    label.show();
    QTRY_VERIFY(label.paints > 0);
    const int before = label.paints;
    label.setText(QStringLiteral("live"));
    QTest::qWait(50);
    QCOMPARE(label.paints, before);
    label.setText(QStringLiteral("polling"));
    QTRY_VERIFY(label.paints > before);
}

void TestWidgets::filtersAfterAPause()
{
    FilterField field(*m_theme, QStringLiteral("Filter members"));
    field.show();
    QSignalSpy filter(&field, &FilterField::filterChanged);
    QTest::keyClicks(&field, QStringLiteral("bob"));
    QCOMPARE(filter.size(), 0);
    QTRY_COMPARE(filter.size(), 1);
    QCOMPARE(filter.first().first().toString(), QStringLiteral("bob"));
}

void TestWidgets::clearsTheFilterByEscape()
{
    FilterField field(*m_theme, QStringLiteral("Filter members"));
    field.show();
    QTest::keyClicks(&field, QStringLiteral("bob"));
    QSignalSpy filter(&field, &FilterField::filterChanged);
    QTest::keyClick(&field, Qt::Key_Escape);
    QVERIFY(field.text().isEmpty());
    QCOMPARE(filter.size(), 1);
}

void TestWidgets::showsWhatIsWrongWithAFilter()
{
    FilterField field(*m_theme, QStringLiteral("Filter events"));
    field.setProblem(QStringLiteral("There is no key actr: did you mean actor?"));
    QVERIFY(field.property("invalid").toBool());
    QVERIFY(field.accessibleDescription().contains(QStringLiteral("actor")));
    field.setProblem({});
    QVERIFY(!field.property("invalid").toBool());
}

/// A window that goes deletes its fields when it is no longer what its connections take it for.
void TestWidgets::aSecretFieldChangesNoTextAtItsEnd()
{
    auto field = std::make_unique<SecretField>(*m_theme);
    field->setText(QStringLiteral("letmein"));
    const QSignalSpy changed(field.get(), &QLineEdit::textChanged);
    field.reset();
    QCOMPARE(changed.count(), 0);
}

void TestWidgets::handsASecretOverOnce()
{
    SecretField field(*m_theme);
    field.show();
    QTest::keyClicks(&field, QStringLiteral("letmein"));
    const Secret secret = field.take();
    QCOMPARE(secret.view(), std::string_view("letmein"));
    QVERIFY(field.isEmpty());
    QVERIFY(field.take().empty());
    QVERIFY(!field.isUndoAvailable());
}

void TestWidgets::hidesASecretAgain()
{
    SecretField field(*m_theme);
    field.show();
    QTest::keyClicks(&field, QStringLiteral("letmein"));
    QCOMPARE(field.echoMode(), QLineEdit::Password);
    field.actions().constLast()->trigger();
    QCOMPARE(field.echoMode(), QLineEdit::Normal);
    field.hide();
    QCOMPARE(field.echoMode(), QLineEdit::Password);
}

void TestWidgets::copiesRowsWithHeaders()
{
    QStandardItemModel model(2, 2);
    model.setHorizontalHeaderLabels({QStringLiteral("Person"), QStringLiteral("Role")});
    model.setItem(0, 0, new QStandardItem(QStringLiteral("Ann\tWeber")));
    model.setItem(0, 1, new QStandardItem(QStringLiteral("Owner")));
    model.setItem(1, 0, new QStandardItem(QStringLiteral("Bob")));
    model.setItem(1, 1, new QStandardItem(QStringLiteral("Member")));
    TableView table(*m_theme, QStringLiteral("Members"));
    table.setModel(&model);
    table.show();
    table.selectRow(0);
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Person\tRole\nAnn Weber\tOwner\n"));
    table.horizontalHeader()->moveSection(1, 0);
    table.clearSelection();
    table.selectRow(1);
    table.copySelection();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Role\tPerson\nMember\tBob\n"));
}

void TestWidgets::opensByEnterAndChoosesByAltDown()
{
    QStandardItemModel model(1, 2);
    model.setItem(0, 0, new QStandardItem(QStringLiteral("Ann")));
    model.setItem(0, 1, new QStandardItem(QStringLiteral("Owner")));
    model.item(0, 1)->setData(true, ChoiceRole);
    TableView table(*m_theme, QStringLiteral("Members"));
    table.setModel(&model);
    table.show();
    table.setCurrentIndex(model.index(0, 0));
    QSignalSpy opened(&table, &TableView::opened);
    QSignalSpy choice(&table, &TableView::choiceRequested);
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QTest::keyClick(&table, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(choice.size(), 1);
    QCOMPARE(choice.first().first().toModelIndex().column(), 1);
}

void TestWidgets::makesInitials_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("initials");
    QTest::newRow("two words") << QStringLiteral("Ann Weber") << QStringLiteral("AW");
    QTest::newRow("one word") << QStringLiteral("bob") << QStringLiteral("BO");
    QTest::newRow("three words") << QStringLiteral("Plant of Bern") << QStringLiteral("PB");
    QTest::newRow("hyphen") << QStringLiteral("ops-display") << QStringLiteral("OD");
    QTest::newRow("nothing") << QStringLiteral("  ") << QStringLiteral("?");
}

void TestWidgets::makesInitials()
{
    QFETCH(QString, name);
    QTEST(initialsOf(name), "initials");
}

void TestWidgets::tellsTheWholeOfAnElidedText()
{
    const QString id = QStringLiteral("sha256:0123456789abcdef0123456789abcdef");
    ElidedLabel label(*m_theme, id, Qt::ElideMiddle);
    label.resize(60, 20);
    QCOMPARE(label.accessibleName(), id);
    QVERIFY(label.minimumSizeHint().width() < label.sizeHint().width());
}

void TestWidgets::breaksALongValueIntoLines()
{
    KeyValues values(*m_theme);
    values.add(QStringLiteral("Events"), QStringLiteral("polling every 2 s · This server offers no live stream."));
    values.add(QStringLiteral("Id"), QStringLiteral("0123456789abcdef0123456789abcdef0123456789abcdef"), true);
    values.add(QStringLiteral("Changes"), QStringLiteral("allowed"));
    values.resize(220, values.heightForWidth(220));
    values.show();
    const auto labels = values.findChildren<ElidedLabel *>();
    QCOMPARE(labels.size(), 3);
    const int line = labels[2]->height();
    for (const auto *label : {labels[0], labels[1]}) {
        QVERIFY(label->sizeHint().width() > label->width());
        QCOMPARE(label->height(), label->heightForWidth(label->width()));
        QVERIFY(label->height() > line);
        // All of it is shown: with a line more it would be as high.
        const int height = label->height();
        const_cast<ElidedLabel *>(label)->setMostLines(height / line + 1);
        QCOMPARE(label->heightForWidth(label->width()), height);
    }
    QCOMPARE(labels[2]->heightForWidth(labels[2]->width()), line);
}

void TestWidgets::actsFromAToast()
{
    QWidget window;
    window.resize(600, 400);
    Toast toast(*m_theme, &window);
    window.show();
    bool undone = false;
    toast.say(QStringLiteral("Renamed."), QStringLiteral("Undo"), [&undone] { undone = true; });
    QCOMPARE(toast.text(), QStringLiteral("Renamed."));
    QTest::mouseClick(test::button(&toast, QStringLiteral("Undo")), Qt::LeftButton);
    QVERIFY(undone);
    QVERIFY(toast.text().isEmpty());
}

void TestWidgets::drawsOneRing()
{
    QWidget window;
    Button button(*m_theme, QStringLiteral("Discard"), ButtonKind::secondary, &window);
    button.move(20, 20);
    window.resize(200, 80);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.activateWindow();
    QTest::keyClick(&window, Qt::Key_Tab);
    QTRY_VERIFY(button.hasFocus());
    const QImage picture = button.grab().toImage();
    const QRgb ring = m_theme->color(ColorRole::accent).rgb();
    // Along the middle of the left half: in and out of the ring once, then never again before the text.
    int strokes = 0;
    bool inside = false;
    for (int x = 0; x < m_theme->metrics().units(2.5); ++x) {
        const bool on = picture.pixel(x, picture.height() / 2) == ring;
        strokes += on && !inside ? 1 : 0;
        inside = on;
    }
    QCOMPARE(strokes, 1);
    int down = 0;
    inside = false;
    for (int y = 0; y < picture.height() / 2 - m_theme->metrics().units(2); ++y) {
        const bool on = picture.pixel(picture.width() / 2, y) == ring;
        down += on && !inside ? 1 : 0;
        inside = on;
    }
    QCOMPARE(down, 1);
}

void TestWidgets::drawsOneLineBelowAFocusedTab()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *tabs = new QTabBar(&window);
    tabs->setDrawBase(false);
    tabs->addTab(QStringLiteral("Members"));
    tabs->addTab(QStringLiteral("Invitations"));
    layout->addWidget(tabs);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    // The rows of pixels that are a line in the accent's colour.
    const auto lines = [&] {
        const QImage picture = tabs->grab(tabs->tabRect(0)).toImage();
        const QRgb accent = m_theme->color(ColorRole::accent).rgb();
        std::vector<int> rows;
        for (int y = 0; y < picture.height(); ++y) {
            int inked = 0;
            for (int x = 0; x < picture.width(); ++x)
                inked += picture.pixel(x, y) == accent ? 1 : 0;
            if (inked > picture.width() / 2)
                rows.push_back(y);
        }
        return rows;
    };
    window.setFocus();
    const auto before = lines();
    QCOMPARE(before.size(), std::size_t(2));
    const QSize size = tabs->sizeHint();
    tabs->setFocus(Qt::TabFocusReason);
    const auto focused = lines();
    QCOMPARE(focused.size(), std::size_t(4));
    QCOMPARE(focused.back(), before.back());
    QCOMPARE(focused.back() - focused.front(), 3);  // in one piece
    QCOMPARE(tabs->sizeHint(), size);
}

void TestWidgets::leavesRoomBeforeTheChevron()
{
    QWidget window;
    Button button(*m_theme, QStringLiteral("Role"), ButtonKind::secondary, &window);
    button.setMenu(new QMenu(&button));
    button.resize(button.sizeHint());
    window.show();
    const QImage picture = button.grab().toImage();
    const QRgb ground = picture.pixel(picture.width() / 2, 3);
    // Nothing but ground between the border and the text: as much as every button has.
    for (int x = 2; x < m_theme->metrics().units(2); ++x)
        for (int y = 4; y < picture.height() - 4; ++y)
            QCOMPARE(picture.pixel(x, y), ground);
}

void TestWidgets::copiesASecretForAMoment()
{
    const QString secret = QStringLiteral("correct horse battery staple");
    QVERIFY(copySecret(secret, std::chrono::milliseconds(300)));
    QCOMPARE(QApplication::clipboard()->text(), secret);
#if defined(Q_OS_LINUX)
    // Klipper's word for what belongs into no history; other managers follow it.
    QCOMPARE(QApplication::clipboard()->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")),
             QByteArray("secret"));
#endif
    QTRY_VERIFY(QApplication::clipboard()->text().isEmpty());
}

void TestWidgets::leavesALaterCopyAlone()
{
    QVERIFY(copySecret(QStringLiteral("secret"), std::chrono::milliseconds(200)));
    QApplication::clipboard()->setText(QStringLiteral("of the user"));
    QTest::qWait(500);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("of the user"));
}

void TestWidgets::copiesFromALabelAsASecret()
{
    QWidget window;
    QLabel *code = makeCode(QStringLiteral("12345-67890"), &window);
    copyAsSecret(code);
    window.show();
    code->setSelection(0, 5);
    QTest::keyClick(code, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("12345"));
#if defined(Q_OS_LINUX)
    QVERIFY(QApplication::clipboard()->mimeData()->hasFormat(QStringLiteral("x-kde-passwordManagerHint")));
#endif
}

void TestWidgets::copiesARevealedPasswordAsASecret()
{
    SecretField field(*m_theme);
    field.show();
    field.setText(QStringLiteral("battery"));
    field.selectAll();
    QApplication::clipboard()->setText(QStringLiteral("of the user"));
    QTest::keyClick(&field, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("of the user"));  // masked
    field.actions().constFirst()->trigger();
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("battery"));
#if defined(Q_OS_LINUX)
    QVERIFY(QApplication::clipboard()->mimeData()->hasFormat(QStringLiteral("x-kde-passwordManagerHint")));
#endif
    QTest::keyClick(&field, Qt::Key_X, Qt::ControlModifier);
    QVERIFY(field.isEmpty());
}

/// freedesktop.org, clipboards specification: PRIMARY holds the most recently selected text.
void TestWidgets::keepsSelectedSecretsOutOfThePrimarySelection()
{
#if defined(Q_OS_LINUX)
    QClipboard *clipboard = QApplication::clipboard();
    QVERIFY(clipboard->supportsSelection());
    QWidget window;
    auto *rows = new QVBoxLayout(&window);
    QLabel *label = makeCode(QStringLiteral("label"), &window);
    auto *line = new QLineEdit(QStringLiteral("line"), &window);
    QLabel *secret = makeCode(QStringLiteral("secret"), &window);
    copyAsSecret(secret);
    auto *field = new SecretField(*m_theme, &window);
    field->setText(QStringLiteral("battery"));
    field->actions().constFirst()->trigger();
    for (QWidget *each : std::initializer_list<QWidget *>{label, line, secret, field})
        rows->addWidget(each);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto selectWord = [clipboard](QWidget *in) {
        clipboard->setText(QStringLiteral("before"), QClipboard::Selection);
        QTest::mouseDClick(in, Qt::LeftButton, {}, QPoint(12, in->height() / 2));
        QTest::mouseRelease(in, Qt::LeftButton, {}, QPoint(12, in->height() / 2));
        return clipboard->text(QClipboard::Selection);
    };
    QCOMPARE(selectWord(label), QStringLiteral("label"));
    QCOMPARE(selectWord(line), QStringLiteral("line"));
    QCOMPARE(selectWord(secret), QString());
    QCOMPARE(secret->selectedText(), QStringLiteral("secret"));
    QCOMPARE(selectWord(field), QString());
    QCOMPARE(field->selectedText(), QStringLiteral("battery"));
#endif
}

}  // namespace castellan::ui

QTEST_MAIN(castellan::ui::TestWidgets)
#include "test_widgets.moc"
