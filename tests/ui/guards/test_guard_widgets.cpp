// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fake_server.h"
#include "tests/ui/hands.h"
#include "ui/guards/confirm_dialog.h"
#include "ui/guards/review_bar.h"
#include "ui/guards/server_dialog.h"
#include "ui/guards/state_view.h"
#include "ui/guards/write_guard.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/toast.h"

#include <QCheckBox>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
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
    what.consequence = QStringLiteral("It cannot be restored.");
    what.goes = {QStringLiteral("12 members")};
    what.verb = QStringLiteral("Delete team");
    what.nameToType = QStringLiteral("Operations");
    return what;
}

}  // namespace

/// The widgets of guards/: states, confirmations, reviews, buttons that a read-only connection disables.
class TestGuardWidgets : public QObject {
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
    void guardsWhatChanges();
    void leavesAReviewReadable();
    void growsWithItsProblem();

private:
    Theme *m_theme = nullptr;
};

void TestGuardWidgets::initTestCase()
{
    m_theme = new Theme(*qApp);
}

void TestGuardWidgets::cleanupTestCase()
{
    delete m_theme;
}

void TestGuardWidgets::showsNothingBeforeTheSkeleton()
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

void TestGuardWidgets::keepsOldDataUnderAnError()
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

void TestGuardWidgets::saysWhatFailedWithoutOldData()
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

void TestGuardWidgets::offersNoRetryWhereARightIsMissing()
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

void TestGuardWidgets::countsDownWhenLimited()
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

void TestGuardWidgets::namesTheFilterThatHidesEverything()
{
    StateView view(*m_theme, new QWidget);
    view.show();
    view.showContent();
    const auto says = [&view](const QString &sentence) {
        return test::find<QLabel>(&view, [&](QLabel *label) {
                   return label->text().remove(QChar(0x2068)).remove(QChar(0x2069)) == sentence;
               }) != nullptr;
    };
    view.showFilteredEmpty({}, {}, 41);
    QVERIFY(says(QStringLiteral("Nothing matches the filters")));
    view.showFilteredEmpty({}, {QStringLiteral("Role: Viewer")}, 41);
    QVERIFY(says(QStringLiteral("Nothing matches Role: Viewer")));
    view.showFilteredEmpty(QStringLiteral(" zzz "), {QStringLiteral("Role: Viewer")}, 41);
    QVERIFY(says(QStringLiteral("Nothing matches ") +
                 QLocale().createSeparatedList({QStringLiteral("“zzz”"), QStringLiteral("Role: Viewer")})));
    view.showFilteredEmpty(QStringLiteral("zzz"), {}, 41);
    QVERIFY(says(QStringLiteral("Nothing matches “zzz”")));
    QVERIFY(textIn(view).contains(QStringLiteral("zzz")));
    QVERIFY(textIn(view).contains(QStringLiteral("41")));
    QSignalSpy clear(&view, &StateView::clearFilterRequested);
    QTest::mouseClick(test::button(&view, QStringLiteral("Clear filter")), Qt::LeftButton);
    QCOMPARE(clear.size(), 1);
}

void TestGuardWidgets::marksContentStaleAfterAWhileOffline()
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

void TestGuardWidgets::forgivesABlink()
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

void TestGuardWidgets::deletesOnlyWithTheExactName()
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

void TestGuardWidgets::ignoresEnterWithAWrongName()
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

void TestGuardWidgets::namesServerAndEnvironmentInEveryConfirmation()
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

void TestGuardWidgets::neverMakesTheActTheDefault()
{
    for (const client::Tier tier : {client::Tier::disruptive, client::Tier::security, client::Tier::irreversible}) {
        ConfirmDialog dialog(*m_theme, tier, plant(), removal(), nullptr);
        dialog.show();
        auto *act = dialog.findChild<QPushButton *>(QStringLiteral("confirm"));
        QVERIFY(!act->isDefault());
        QVERIFY(!act->autoDefault());
    }
}

void TestGuardWidgets::asksForATickOnProduction()
{
    ConfirmDialog dialog(*m_theme, client::Tier::security, plant(), removal(), nullptr);
    dialog.show();
    auto *act = dialog.findChild<QAbstractButton *>(QStringLiteral("confirm"));
    QVERIFY(!act->isEnabled());
    dialog.findChild<QCheckBox *>()->click();
    QVERIFY(act->isEnabled());
}

void TestGuardWidgets::reviewsOnProductionWithATick()
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

void TestGuardWidgets::blocksAReviewWithTheReason()
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

void TestGuardWidgets::guardsWhatChanges()
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

void TestGuardWidgets::leavesAReviewReadable()
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

/// A problem that wraps, inside a widget with a layout of its own as in a form, is shown from its first to its last
/// line.
void TestGuardWidgets::growsWithItsProblem()
{
    QDialog dialog;
    auto *layout = layOutDialog(*m_theme, &dialog, QStringLiteral("Create a team"), plant(), 112);
    auto *form = new QWidget(&dialog);
    auto *rows = new QVBoxLayout(form);
    auto *field = new QLineEdit(form);
    auto *problem = makeProblem(form);
    rows->addWidget(field);
    rows->addWidget(problem);
    layout->addWidget(form);
    auto *act = new Button(*m_theme, QStringLiteral("Create team"), ButtonKind::primary, &dialog);
    layout->addLayout(makeFoot(*m_theme, &dialog, act, &dialog));
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const int before = dialog.height();
    const auto sentence = QStringLiteral("The server refused this: the name is used by another team of the server. ");
    showProblem(problem, sentence.repeated(3) + u'\n' + sentence, field);
    QTRY_VERIFY(dialog.height() > before);
    QTRY_VERIFY(problem->height() >= problem->heightForWidth(problem->width()));
    QVERIFY(dialog.rect().contains(QRect(act->mapTo(&dialog, QPoint()), act->size())));
    // What follows on another page may need less.
    form->hide();
    QTRY_VERIFY(dialog.height() < before);
}

}  // namespace castellan::ui

QTEST_MAIN(castellan::ui::TestGuardWidgets)
#include "test_guard_widgets.moc"
