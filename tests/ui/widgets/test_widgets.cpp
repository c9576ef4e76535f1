// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fake_server.h"
#include "tests/ui/hands.h"
#include "ui/guards/confirm_dialog.h"
#include "ui/guards/review_bar.h"
#include "ui/guards/state_view.h"
#include "ui/guards/write_guard.h"
#include "ui/theme/theme.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/secret_field.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/toast.h"

#include <QCheckBox>
#include <QClipboard>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QVBoxLayout>

namespace castellan::ui {

using client::ConnectionState;
using test::FakeServer;

namespace {

QString textIn(const QWidget &root)
{
    QStringList all;
    for (const auto *label : root.findChildren<QLabel *>()) {
        if (label->isVisible())
            all << label->text();
    }
    return all.join(QLatin1Char('\n'));
}

Error error(ErrorCode code, const char *message)
{
    return Error(code, message).because("the cause").ofRequest("req-7");
}

client::Profile plant()
{
    client::Profile server;
    server.name = QStringLiteral("Plant A");
    server.environment = client::Environment::production;
    return server;
}

Confirmation removal()
{
    Confirmation what;
    what.title = QStringLiteral("Delete Operations?");
    what.consequence = QStringLiteral("Nobody can bring it back.");
    what.goes = {QStringLiteral("12 members")};
    what.verb = QStringLiteral("Delete team");
    what.nameToType = QStringLiteral("Operations");
    return what;
}

}  // namespace

class TestWidgets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void showsNothingBeforeTheSkeleton();
    void keepsOldDataUnderAnError();
    void saysWhatFailedWithoutOldData();
    void offersNoRetryWhereARightIsMissing();
    void countsDownWhenLimited();
    void namesTheFilterThatHidesEverything();
    void marksContentStaleAfterAWhileOffline();
    void forgivesABlink();

    void deletesOnlyWithTheExactName();
    void ignoresEnterWithAWrongName();
    void namesServerAndEnvironmentInEveryConfirmation();
    void neverMakesTheActTheDefault();
    void asksForATickOnProduction();

    void reviewsOnProductionWithATick();
    void blocksAReviewWithTheReason();

    void paintsALabelOnlyForAnotherText();

    void filtersAfterAPause();
    void clearsTheFilterByEscape();
    void showsWhatIsWrongWithAFilter();

    void handsASecretOverOnce();
    void hidesASecretAgain();

    void copiesRowsWithHeaders();
    void opensByEnterAndChoosesByAltDown();

    void guardsWhatChanges();
    void makesInitials_data();
    void makesInitials();
    void tellsTheWholeOfAnElidedText();
    void actsFromAToast();
    void leavesAReviewReadable();
    void drawsOneRing();
    void leavesRoomBeforeTheChevron();

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

void TestWidgets::showsNothingBeforeTheSkeleton()
{
    auto *content = new QWidget;
    StateView view(*m_theme, content);
    view.resize(600, 400);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.forget();
    view.showLoading();
    const QImage blank = view.grab().toImage();
    QTRY_VERIFY(view.grab().toImage() != blank);
    QCOMPARE(view.state(), ViewState::loading);
    view.showContent();
    QVERIFY(content->isVisible());
}

void TestWidgets::keepsOldDataUnderAnError()
{
    auto *content = new QWidget;
    StateView view(*m_theme, content);
    view.show();
    view.showContent();
    view.showLoading();
    QCOMPARE(view.state(), ViewState::content);
    view.showError(error(ErrorCode::internal, "The members could not be read."));
    QCOMPARE(view.state(), ViewState::error);
    QVERIFY(content->isVisible());
    QVERIFY(textIn(view).contains(QStringLiteral("The members could not be read.")));
    QSignalSpy retry(&view, &StateView::retryRequested);
    QTest::mouseClick(test::button(&view, QStringLiteral("Retry")), Qt::LeftButton);
    QCOMPARE(retry.size(), 1);
    QTest::mouseClick(test::button(&view, QStringLiteral("Copy")), Qt::LeftButton);
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("req-7")));
}

void TestWidgets::saysWhatFailedWithoutOldData()
{
    auto *content = new QWidget;
    StateView view(*m_theme, content);
    view.show();
    view.showError(error(ErrorCode::internal, "The members could not be read."));
    QVERIFY(!content->isVisible());
    QVERIFY(textIn(view).contains(QStringLiteral("The members could not be read.")));
    QVERIFY(!textIn(view).contains(QStringLiteral("the cause")));
    QTest::mouseClick(test::button(&view, QStringLiteral("Details")), Qt::LeftButton);
    QVERIFY(textIn(view).contains(QStringLiteral("the cause")));
}

void TestWidgets::offersNoRetryWhereARightIsMissing()
{
    StateView view(*m_theme, new QWidget);
    view.show();
    view.showError(error(ErrorCode::forbidden, "Your role Viewer cannot see tokens."));
    QCOMPARE(view.state(), ViewState::forbidden);
    QVERIFY(!test::button(&view, QStringLiteral("Retry")));
    QVERIFY(textIn(view).contains(QStringLiteral("Viewer")));
    view.showError(error(ErrorCode::not_offered, "Users are not offered by FlowFuse 2.4.0."));
    QCOMPARE(view.state(), ViewState::notOffered);
    QVERIFY(!test::button(&view, QStringLiteral("Retry")));
}

void TestWidgets::countsDownWhenLimited()
{
    StateView view(*m_theme, new QWidget);
    view.show();
    Error limited = error(ErrorCode::too_many_requests, "Too many requests.");
    limited.retryAfter = std::chrono::seconds(2);
    QSignalSpy retry(&view, &StateView::retryRequested);
    view.showError(limited);
    QCOMPARE(view.state(), ViewState::rateLimited);
    QVERIFY(!test::button(&view, QStringLiteral("Retry")));
    QTRY_COMPARE_WITH_TIMEOUT(retry.size(), 1, 4'000);
}

void TestWidgets::namesTheFilterThatHidesEverything()
{
    StateView view(*m_theme, new QWidget);
    view.show();
    view.showContent();
    view.showFilteredEmpty(QStringLiteral("zzz"), 41);
    QVERIFY(textIn(view).contains(QStringLiteral("zzz")));
    QVERIFY(textIn(view).contains(QStringLiteral("41")));
    QSignalSpy clear(&view, &StateView::clearFilterRequested);
    QTest::mouseClick(test::button(&view, QStringLiteral("Clear filter")), Qt::LeftButton);
    QCOMPARE(clear.size(), 1);
}

void TestWidgets::marksContentStaleAfterAWhileOffline()
{
    FakeServer server;
    auto *content = new QWidget;
    StateView view(*m_theme, content);
    view.follow(&server);
    view.show();
    view.showContent();
    QElapsedTimer since;
    since.start();
    server.become(ConnectionState::offline);
    QVERIFY(!view.isStale());
    QTRY_VERIFY_WITH_TIMEOUT(view.isStale(), 3'000);
    QVERIFY(since.elapsed() >= 1'400);
    QVERIFY(content->isVisible());
    server.become(ConnectionState::connected);
    QVERIFY(!view.isStale());
}

void TestWidgets::forgivesABlink()
{
    FakeServer server;
    StateView view(*m_theme, new QWidget);
    view.follow(&server);
    view.show();
    view.showContent();
    server.become(ConnectionState::offline);
    server.become(ConnectionState::connected);
    QElapsedTimer since;
    since.start();
    QTRY_VERIFY_WITH_TIMEOUT(since.elapsed() > 1'700, 3'000);
    QVERIFY(!view.isStale());
}

void TestWidgets::deletesOnlyWithTheExactName()
{
    ConfirmDialog dialog(*m_theme, client::Tier::irreversible, plant(), removal(), nullptr);
    dialog.show();
    auto *act = dialog.findChild<QAbstractButton *>(QStringLiteral("confirm"));
    auto *name = dialog.findChild<QLineEdit *>();
    QVERIFY(!act->isEnabled());
    QTest::keyClicks(name, QStringLiteral("operations"));
    QVERIFY(!act->isEnabled());
    name->clear();
    QTest::keyClicks(name, QStringLiteral("Operations"));
    QVERIFY(act->isEnabled());
    QTest::mouseClick(act, Qt::LeftButton);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

void TestWidgets::ignoresEnterWithAWrongName()
{
    ConfirmDialog dialog(*m_theme, client::Tier::irreversible, plant(), removal(), nullptr);
    dialog.show();
    QSignalSpy finished(&dialog, &QDialog::finished);
    auto *name = dialog.findChild<QLineEdit *>();
    QTest::keyClicks(name, QStringLiteral("Oper"));
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(dialog.isVisible());
    QCOMPARE(finished.size(), 0);
    QTest::keyClicks(name, QStringLiteral("ations"));
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

void TestWidgets::namesServerAndEnvironmentInEveryConfirmation()
{
    for (const client::Tier tier : {client::Tier::disruptive, client::Tier::security, client::Tier::irreversible}) {
        ConfirmDialog dialog(*m_theme, tier, plant(), removal(), nullptr);
        dialog.show();
        QVERIFY(textIn(dialog).contains(QStringLiteral("Plant A")));
        const auto widgets = dialog.findChildren<QWidget *>();
        QVERIFY(std::any_of(widgets.begin(), widgets.end(), [](const QWidget *widget) {
            return widget->accessibleName() == QLatin1String("production");
        }));
    }
}

void TestWidgets::neverMakesTheActTheDefault()
{
    for (const client::Tier tier : {client::Tier::disruptive, client::Tier::security, client::Tier::irreversible}) {
        ConfirmDialog dialog(*m_theme, tier, plant(), removal(), nullptr);
        dialog.show();
        auto *act = dialog.findChild<QPushButton *>(QStringLiteral("confirm"));
        QVERIFY(!act->isDefault());
        QVERIFY(!act->autoDefault());
    }
}

void TestWidgets::asksForATickOnProduction()
{
    ConfirmDialog dialog(*m_theme, client::Tier::security, plant(), removal(), nullptr);
    dialog.show();
    auto *act = dialog.findChild<QAbstractButton *>(QStringLiteral("confirm"));
    QVERIFY(!act->isEnabled());
    dialog.findChild<QCheckBox *>()->click();
    QVERIFY(act->isEnabled());
}

void TestWidgets::reviewsOnProductionWithATick()
{
    ReviewBar bar(*m_theme);
    QSignalSpy apply(&bar, &ReviewBar::applyRequested);
    bar.review({{QStringLiteral("Bob <Lindt>"), QStringLiteral("Member"), QStringLiteral("Owner"),
                 QStringLiteral("Gains much.")}},
               QStringLiteral("Change role"), plant(), client::Tier::security);
    QVERIFY(bar.isVisible());
    QVERIFY(textIn(bar).contains(QStringLiteral("Bob &lt;Lindt&gt;")));
    QVERIFY(textIn(bar).contains(QStringLiteral("PRODUCTION")));
    QAbstractButton *act = test::button(&bar, QStringLiteral("Change role"));
    QVERIFY(!act->isEnabled());
    bar.findChild<QCheckBox *>()->click();
    QTest::mouseClick(act, Qt::LeftButton);
    QCOMPARE(apply.size(), 1);
    auto profile = plant();
    profile.environment = client::Environment::development;
    bar.review({{QStringLiteral("Bob"), QStringLiteral("a"), QStringLiteral("b"), {}}}, QStringLiteral("Change role"),
               profile, client::Tier::security);
    QVERIFY(act->isEnabled());
    bar.clear();
    QVERIFY(!bar.isVisible());
}

void TestWidgets::blocksAReviewWithTheReason()
{
    client::Profile profile;
    ReviewBar bar(*m_theme);
    bar.review({{QStringLiteral("Bob"), QStringLiteral("a"), QStringLiteral("b"), {}}}, QStringLiteral("Change role"),
               profile, client::Tier::security);
    bar.setBlocked(QStringLiteral("Plant A is read-only here."));
    QAbstractButton *act = test::button(&bar, QStringLiteral("Change role"));
    QVERIFY(!act->isEnabled());
    QCOMPARE(act->toolTip(), QStringLiteral("Plant A is read-only here."));
    bar.setBlocked({});
    QVERIFY(act->isEnabled());
    bar.setBusy(true);
    QVERIFY(!act->isEnabled());
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

void TestWidgets::guardsWhatChanges()
{
    FakeServer server;
    QPushButton button(QStringLiteral("Invite people"));
    button.setToolTip(QStringLiteral("Invite"));
    WriteGuard guard(server, &button);
    guard.add(&button);
    QVERIFY(button.isEnabled());
    server.setReadOnly(true);
    QVERIFY(!button.isEnabled());
    QVERIFY(button.toolTip().contains(QStringLiteral("read-only")));
    server.setReadOnly(false);
    QVERIFY(button.isEnabled());
    QCOMPARE(button.toolTip(), QStringLiteral("Invite"));
    server.become(ConnectionState::offline);
    QVERIFY(!button.isEnabled());
    server.become(ConnectionState::connected);
    guard.setReason(&button, QStringLiteral("Only owners invite."));
    QVERIFY(!button.isEnabled());
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

void TestWidgets::leavesAReviewReadable()
{
    QWidget window;
    window.resize(900, 600);
    auto *layout = new QVBoxLayout(&window);
    layout->addStretch(1);
    auto *bar = new ReviewBar(*m_theme, &window);
    layout->addWidget(bar);
    Toast toast(*m_theme, &window);
    window.show();
    toast.say(QStringLiteral("Withdrew the invitation."));
    test::FakeServer server;
    // The review may come while the word is still there, or before it.
    bar->review({{QStringLiteral("Bob"), QStringLiteral("Member"), QStringLiteral("Owner"), {}}},
                QStringLiteral("Change role"), server.profile(), client::Tier::security);
    QTRY_VERIFY(bar->isVisible() && !toast.geometry().intersects(bar->geometry()));
    toast.say(QStringLiteral("Another word."));
    QVERIFY(!toast.geometry().intersects(bar->geometry()));
    QVERIFY(window.rect().contains(toast.geometry()));
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

}  // namespace castellan::ui

QTEST_MAIN(castellan::ui::TestWidgets)
#include "test_widgets.moc"
