// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/tour/scenes.h"

#include "castellan/demo/people.h"
#include "tests/end_to_end/people.h"
#include "tests/tour/tour.h"
#include "ui/screens/security/setting_words.h"
#include "ui/shell/commands.h"
#include "ui/sign_in/session_overlay.h"
#include "ui/widgets/table_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QTabBar>
#include <QTest>

namespace castellan::tour {
namespace {

using client::ConnectionState;

const QString plant = QStringLiteral("Plant A");
const QString staging = QStringLiteral("Staging");

bool goTo(Tour &tour, const QString &server, const char *view)
{
    client::Server *on = server.isEmpty() ? nullptr : tour.server(server);
    if (!server.isEmpty() && !on) {
        tour.trouble(QStringLiteral("there is no server ") + server);
        return false;
    }
    return tour.window().go({on ? on->profile().id : QString(), QLatin1String(view), {}, {}});
}

bool visible(Tour &tour, const QString &name)
{
    for (const QWidget *widget : tour.window().findChildren<QWidget *>(name)) {
        if (widget->isVisible())
            return true;
    }
    return false;
}

bool welcome(Tour &tour)
{
    return goTo(tour, {}, "welcome");
}

bool draftsOffered(Tour &tour)
{
    return welcome(tour) && visible(tour, QStringLiteral("draftBanner"));
}

void discardDrafts(Tour &tour)
{
    (void)tour.press(QStringLiteral("discardDrafts"));
}

bool wrongAddress(Tour &tour)
{
    tour.window().commands().action(ui::Command::addServer)->trigger();
    return tour.type(QStringLiteral("address"), QStringLiteral("http://127.0.0.1:9")) &&
           tour.press(QStringLiteral("continue")) &&
           tour.waitFor([&tour] { return visible(tour, QStringLiteral("problem")); });
}

bool signIn(Tour &tour)
{
    return tour.type(QStringLiteral("address"), tour.plantUrl()) && tour.press(QStringLiteral("continue")) &&
           tour.waitFor([&tour] { return visible(tour, QStringLiteral("username")); }) &&
           tour.type(QStringLiteral("username"), QStringLiteral("ann")) &&
           tour.type(QStringLiteral("password"), QString::fromLatin1(demo::password));
}

bool keep(Tour &tour)
{
    return tour.press(QStringLiteral("signIn")) &&
           tour.waitFor([&tour] { return visible(tour, QStringLiteral("save")); }) &&
           tour.type(QStringLiteral("name"), plant);
}

bool save(Tour &tour, const QString &name)
{
    if (!tour.press(QStringLiteral("save")) || !tour.waitFor([&] { return tour.server(name) != nullptr; }))
        return false;
    client::Server *server = tour.server(name);
    return tour.waitFor([&tour, server] {
        return server->state() == ConnectionState::connected && tour.window().place().serverId == server->profile().id;
    });
}

bool recoveryKey(Tour &tour)
{
    if (!save(tour, plant))
        return false;
    // The key in the picture is made for it.
    tour.window().commands().action(ui::Command::startLocalServer)->trigger();
    return tour.waitFor([] { return QApplication::activeModalWidget() != nullptr; });
}

void storeKey(Tour &tour)
{
    (void)tour.press(QStringLiteral("I have saved the recovery key"));
    (void)tour.press(QStringLiteral("done"));
    (void)tour.waitFor([] { return QApplication::activeModalWidget() == nullptr; });
}

bool secondServer(Tour &tour)
{
    tour.window().commands().action(ui::Command::addServer)->trigger();
    if (!tour.type(QStringLiteral("address"), tour.stagingUrl()) || !tour.press(QStringLiteral("continue")) ||
        !tour.waitFor([&tour] { return visible(tour, QStringLiteral("username")); }) ||
        !tour.type(QStringLiteral("username"), QStringLiteral("ann")) ||
        !tour.type(QStringLiteral("password"), QString::fromLatin1(demo::password)) || !keep(tour) ||
        !tour.type(QStringLiteral("name"), staging) || !save(tour, staging))
        return false;
    for (const auto &[name, environment] :
         {std::pair(plant, client::Environment::production), {staging, client::Environment::staging}}) {
        client::Profile changed = tour.server(name)->profile();
        changed.environment = environment;
        if (!tour.console().servers().update(changed))
            return false;
    }
    return goTo(tour, {}, "overview") && tour.waitFor([&tour] { return tour.console().events().size() > 150; });
}

bool overviewOfOne(Tour &tour)
{
    return goTo(tour, plant, "overview");
}

bool tableWithRows(Tour &tour)
{
    return tour.waitFor([&tour] {
        for (const auto *table : tour.window().screen()->findChildren<ui::TableView *>()) {
            if (table->isVisible() && table->model() && table->model()->rowCount() > 0)
                return true;
        }
        return false;
    });
}

bool selectRow(Tour &tour, int row)
{
    for (auto *table : tour.window().screen()->findChildren<ui::TableView *>()) {
        if (table->isVisible() && table->model() && table->model()->rowCount() > row) {
            table->selectRow(row);
            return true;
        }
    }
    return false;
}

bool auditOfAll(Tour &tour)
{
    return goTo(tour, {}, "audit") && tableWithRows(tour);
}

bool auditOfOne(Tour &tour)
{
    return goTo(tour, plant, "audit") && tableWithRows(tour) && selectRow(tour, 3);
}

bool users(Tour &tour)
{
    return goTo(tour, plant, "users") && tableWithRows(tour) && selectRow(tour, 1);
}

bool teamList(Tour &tour)
{
    return goTo(tour, plant, "teams") && tableWithRows(tour);
}

bool members(Tour &tour)
{
    for (auto *table : tour.window().screen()->findChildren<ui::TableView *>()) {
        if (!table->isVisible() || !table->model())
            continue;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 0).data().toString() == QLatin1String("Operations")) {
                Q_EMIT table->opened(table->model()->index(row, 0));
                return tour.waitFor([&tour] { return !tour.window().place().subject.isEmpty(); }) &&
                       tableWithRows(tour);
            }
        }
    }
    return false;
}

void openGroup(Tour &tour, ui::SettingGroup group)
{
    for (auto *tabs : tour.window().findChildren<QTabBar *>())
        if (tabs->accessibleName() == QStringLiteral("Setting groups"))
            tabs->setCurrentIndex(int(group));
}

bool securityOfTheAuditLog(Tour &tour)
{
    if (!goTo(tour, plant, "security") ||
        !tour.waitFor([&tour] { return visible(tour, QStringLiteral("password.minimumLength")); }))
        return false;
    openGroup(tour, ui::SettingGroup::auditLog);
    return tour.waitFor([&tour] { return visible(tour, QStringLiteral("audit.retentionDays")); });
}

void backToPasswords(Tour &tour)
{
    openGroup(tour, ui::SettingGroup::passwords);
}

bool security(Tour &tour)
{
    return goTo(tour, plant, "security") &&
           tour.waitFor([&tour] { return visible(tour, QStringLiteral("password.minimumLength")); }) &&
           tour.type(QStringLiteral("password.minimumLength"), QStringLiteral("16"));
}

bool securityReview(Tour &tour)
{
    return tour.press(QStringLiteral("review")) &&
           tour.waitFor([] { return QApplication::activeModalWidget() != nullptr; });
}

void declineDialog(Tour &)
{
    if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget()))
        dialog->reject();
}

void leaveSecurity(Tour &tour)
{
    declineDialog(tour);
    (void)tour.press(QStringLiteral("Discard"));
}

bool sessions(Tour &tour)
{
    return goTo(tour, plant, "sessions") && tableWithRows(tour);
}

bool account(Tour &tour)
{
    // One that keeps every rule but one.
    return goTo(tour, plant, "account") &&
           tour.waitFor([&tour] { return visible(tour, QStringLiteral("newPassword")); }) &&
           tour.type(QStringLiteral("name"), QStringLiteral("Ann Maria Weber")) &&
           tour.type(QStringLiteral("newPassword"), QStringLiteral("quiet-lantern-over-17-roofs"));
}

/// With what the scene before has typed.
bool closingWithDrafts(Tour &tour)
{
    tour.window().close();
    return tour.waitFor([] { return QApplication::activeModalWidget() != nullptr; });
}

/// The only box of a dialog.
bool tick(const QWidget *dialog)
{
    auto *box = dialog->findChild<QCheckBox *>();
    if (box)
        box->click();
    return box != nullptr;
}

bool wrongPassword(Tour &tour)
{
    return tour.type(QStringLiteral("currentPassword"), QStringLiteral("not my password")) &&
           tour.type(QStringLiteral("newPassword"), QStringLiteral("quiet-Lantern-over-17-roofs")) &&
           tour.type(QStringLiteral("newPasswordAgain"), QStringLiteral("quiet-Lantern-over-17-roofs")) &&
           tour.press(QStringLiteral("changePassword")) &&
           tour.waitFor([] { return QApplication::activeModalWidget() != nullptr; }) &&
           tick(QApplication::activeModalWidget()) && tour.press(QStringLiteral("confirm")) &&
           tour.waitFor([&tour] { return visible(tour, QStringLiteral("problem currentPassword")); });
}

void leaveAccount(Tour &tour)
{
    for (const char *field : {"currentPassword", "newPassword", "newPasswordAgain"})
        (void)tour.type(QLatin1String(field), {});
    (void)tour.press(QStringLiteral("discardProfile"));
}

bool ownInvitations(Tour &tour)
{
    test::Curl lina(tour.plantUrl());
    if (lina.login(QStringLiteral("lina"), QString::fromLatin1(demo::password)).status != 200)
        return false;
    const auto types = lina.get(QStringLiteral("/api/v1/team-types")).json()[QStringLiteral("types")].toArray();
    for (const QString &name : {QStringLiteral("Night shift"), QStringLiteral("Maintenance South")}) {
        const auto team = lina.send("POST", QStringLiteral("/api/v1/teams"),
                                    {{QStringLiteral("name"), name},
                                     {QStringLiteral("slug"), name.toLower().replace(u' ', u'-')},
                                     {QStringLiteral("type"), types.first()[QStringLiteral("id")]}});
        if (lina.send("POST", QStringLiteral("/api/v1/teams/%1/invitations").arg(team["id"]),
                      {{QStringLiteral("user"), QStringLiteral("ann")}, {QStringLiteral("role"), 30}})
                .status != 200)
            return false;
    }
    return goTo(tour, plant, "invitations") && tableWithRows(tour) && selectRow(tour, 0);
}

bool noInvitations(Tour &tour)
{
    if (!goTo(tour, staging, "invitations"))
        return false;
    QTest::qWait(500);
    return true;
}

bool connectOptions(Tour &tour)
{
    tour.window().commands().action(ui::Command::addServer)->trigger();
    return tour.press(QStringLiteral("moreOptions")) &&
           tour.waitFor([&tour] { return visible(tour, QStringLiteral("caFile")); });
}

void leaveConnect(Tour &tour)
{
    (void)tour.press(QStringLiteral("Cancel"));
}

template <class W> W *named(Tour &tour, const QString &name)
{
    for (auto *widget : tour.window().findChildren<W *>(name)) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

bool connectionSettings(Tour &tour)
{
    return goTo(tour, plant, "connection") && tour.waitFor([&tour] { return visible(tour, QStringLiteral("caFile")); });
}

bool connectionWithAProxy(Tour &tour)
{
    auto *proxy = named<QComboBox>(tour, QStringLiteral("proxyKind"));
    if (!proxy)
        return false;
    proxy->setCurrentIndex(2);
    return tour.type(QStringLiteral("clientCertificate"), QStringLiteral("/etc/ssl/private/console.pem")) &&
           tour.type(QStringLiteral("proxyHost"), QStringLiteral("proxy.plant.example")) &&
           tour.type(QStringLiteral("proxyUser"), QStringLiteral("console")) &&
           tour.type(QStringLiteral("caFile"), QStringLiteral("/etc/ssl/plant/authorities.pem")) &&
           tour.press(QStringLiteral("saveConnection")) &&
           tour.waitFor([&tour] { return visible(tour, QStringLiteral("problem caFile")); });
}

void leaveConnection(Tour &tour)
{
    (void)tour.press(QStringLiteral("discardConnection"));
}

bool connectionOfTheLocalServer(Tour &tour)
{
    for (client::Server *server : tour.console().servers().servers()) {
        if (server->profile().embedded)
            return tour.window().go({server->profile().id, QStringLiteral("connection"), {}, {}});
    }
    return false;
}

/// An attacker guesses a password ten times, until the account is locked for that address.
bool lockedUser(Tour &tour)
{
    const auto victim = QStringLiteral("bob");
    test::Curl chief(tour.plantUrl());
    if (chief.login(QStringLiteral("ann"), QString::fromLatin1(demo::password)).status != 200)
        return false;
    test::liftLimits(chief);
    test::Curl guesser(tour.plantUrl(), QStringLiteral("127.0.0.66"));
    for (int n = 0; n < 10; ++n)
        (void)guesser.login(victim, QStringLiteral("guess %1").arg(n));
    if (!goTo(tour, plant, "users") || !tableWithRows(tour))
        return false;
    tour.window().screen()->refresh();
    const auto rowOfVictim = [&]() -> int {
        const auto *list = tour.window().screen()->findChild<ui::TableView *>()->model();
        for (int row = 0; row < list->rowCount(); ++row)
            for (int column = 0; column < list->columnCount(); ++column)
                if (list->index(row, column).data().toString() == QLatin1String("locked"))
                    return row;
        return -1;
    };
    return tour.waitFor([&] { return rowOfVictim() >= 0; }) && selectRow(tour, rowOfVictim());
}

bool erasePerson(Tour &tour)
{
    if (!goTo(tour, plant, "users") || !tableWithRows(tour) || !selectRow(tour, 2))
        return false;
    auto *list = tour.window().screen()->findChild<ui::TableView *>();
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete, Qt::ShiftModifier);
    return tour.waitFor([] { return QApplication::activeModalWidget() != nullptr; });
}

bool settings(Tour &tour)
{
    return goTo(tour, {}, "settings");
}

bool about(Tour &tour)
{
    return goTo(tour, {}, "about");
}

bool shortcutList(Tour &tour)
{
    tour.window().commands().action(ui::Command::shortcuts)->trigger();
    return tour.waitFor([] { return QApplication::activeModalWidget() != nullptr; });
}

void closeDialog(Tour &)
{
    if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget()))
        dialog->accept();
}

bool offline(Tour &tour)
{
    if (!goTo(tour, staging, "teams") || !tableWithRows(tour))
        return false;
    tour.stopStaging();
    client::Server *server = tour.server(staging);
    server->tryNow();
    if (tour.window().screen())
        tour.window().screen()->refresh();
    if (!tour.waitFor([server] { return server->state() == ConnectionState::offline; }))
        return false;
    QTest::qWait(1'700);
    return true;
}

bool offlineAudit(Tour &tour)
{
    if (!goTo(tour, staging, "audit") || !tableWithRows(tour))
        return false;
    QTest::qWait(1'700);
    return true;
}

void backToTeams(Tour &tour)
{
    (void)goTo(tour, staging, "teams");
}

bool signedOut(Tour &tour)
{
    if (!tour.startStaging())
        return false;
    client::Server *server = tour.server(staging);
    server->tryNow();
    if (!tour.waitFor([server] { return server->state() == ConnectionState::connected; }))
        return false;
    tour.window().commands().action(ui::Command::signOut)->trigger();
    return tour.waitFor([server] { return server->state() == ConnectionState::signed_out; });
}

bool nothing(Tour &)
{
    return true;
}

constexpr Scene table[] = {
    {"drafts-offered", "", false, draftsOffered, discardDrafts},
    {"welcome", "welcome", false, welcome},
    {"connect-wrong-address", "connect", false, wrongAddress},
    {"connect-sign-in", "connect", false, signIn},
    {"connect-keep", "connect", false, keep},
    {"recovery-key", "", false, recoveryKey, storeKey},
    {"overview", "overview", false, secondServer},
    {"overview-of-one", "overview", true, overviewOfOne},
    {"audit", "audit", false, auditOfAll},
    {"audit-of-one", "audit", true, auditOfOne},
    {"users", "users", true, users},
    {"teams", "teams", true, teamList},
    {"members", "teams", true, members},
    {"security-audit-log", "security", true, securityOfTheAuditLog, backToPasswords},
    {"security", "security", true, security},
    {"security-review", "", false, securityReview, leaveSecurity},
    {"sessions", "sessions", true, sessions},
    {"account", "account", true, account},
    {"closing-with-drafts", "", false, closingWithDrafts, declineDialog},
    {"account-wrong-password", "account", true, wrongPassword, leaveAccount},
    {"own-invitations", "invitations", true, ownInvitations},
    {"own-invitations-none", "invitations", true, noInvitations},
    {"connection", "connection", true, connectionSettings},
    {"connection-refused", "connection", true, connectionWithAProxy, leaveConnection},
    {"connection-local", "connection", true, connectionOfTheLocalServer},
    {"connect-options", "connect", false, connectOptions, leaveConnect},
    {"user-locked", "users", true, lockedUser},
    {"user-erase", "", false, erasePerson, declineDialog},
    {"other-views", otherViews, false, nothing},
    {"settings", "settings", false, settings},
    {"about", "about", false, about},
    {"shortcuts", "", false, shortcutList, closeDialog},
    {"offline", "teams", true, offline},
    {"offline-audit", "audit", true, offlineAudit, backToTeams},
    {"signed-out", "teams", true, signedOut},
};

}  // namespace

std::span<const Scene> scenes()
{
    return table;
}

bool openView(Tour &tour, const char *view, bool ofServer)
{
    if (!goTo(tour, ofServer ? plant : QString(), view))
        return false;
    // Without rows to wait for, the states that follow loading have time to show.
    QTest::qWait(1'000);
    return true;
}

}  // namespace castellan::tour
