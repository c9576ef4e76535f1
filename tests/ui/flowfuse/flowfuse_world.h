// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/client/connectors/flowfuse_wire.h"
#include "tests/ui/hands.h"
#include "tests/ui/real_world.h"
#include "ui/guards/review_bar.h"
#include "ui/screens/members/members_model.h"
#include "ui/widgets/table_view.h"

#include <QCheckBox>
#include <QLabel>

namespace castellan::test {

using namespace castellan::ui;
using namespace Qt::StringLiterals;
using client::FlowFuseWire;
using client::RawRequest;

/// A console's window on FlowFuse's wire, in one of its two versions.
class FlowFuseWorld : public QObject {
protected:
    Theme m_theme{*qApp};
    std::unique_ptr<FlowFuseWire> m_wire;
    std::unique_ptr<Console> m_console;
    client::Server *m_server = nullptr;

    FlowFuseWire &make(FlowFuseWire::Version version)
    {
        end();
        m_wire = std::make_unique<FlowFuseWire>(version);
        return *m_wire;
    }
    bool signIn(const QString &username = u"alice"_s)
    {
        m_console = std::make_unique<Console>(m_theme);
        m_server = m_console->connectTo(m_wire->server.url().toString(), u"Plant A"_s, client::Environment::production,
                                        username, u"right"_s);
        return open();
    }
    bool signInWithToken(const QByteArray &token)
    {
        m_console = std::make_unique<Console>(m_theme);
        auto flow = m_console->servers.connectNew();
        flow->profile().secretPlace = client::SecretPlace::session;
        if (!client::await(flow->probe(m_wire->server.url().toString())) ||
            !client::await(client::signInTo(flow->signIn(), client::TokenAnswer{Secret(std::string_view(
                                                                token.constData(), std::size_t(token.size())))})))
            return false;
        flow->profile().name = u"Plant A"_s;
        auto saved = client::await(flow->save());
        m_server = saved ? *saved : nullptr;
        return open();
    }
    void end()
    {
        m_server = nullptr;
        m_console.reset();
        m_wire.reset();
    }
    MainWindow &window() { return *m_console->window; }
    bool go(const QString &view, const QString &subject = {}, const QString &part = {})
    {
        return window().go({m_server->profile().id, view, subject, part});
    }
    TableView *table(const QString &name)
    {
        return find<TableView>(&window(), [&](TableView *t) { return t->accessibleName() == name; });
    }
    bool shows(const QString &name, const QString &text)
    {
        const auto *there = table(name);
        return there && rowWith(there, text) >= 0;
    }
    /// Whether a label of the window or of one over it says this.
    static bool says(const QString &words)
    {
        for (auto *top : QApplication::topLevelWidgets())
            if (top->isVisible() && find<QLabel>(top, [&](QLabel *l) { return l->text().contains(words); }))
                return true;
        return false;
    }

    static FlowFuseWire::Version version()
    {
        QFETCH(FlowFuseWire::Version, version);
        return version;
    }
    /// A team of alice and carol, who own it, and bob, on the screen.
    bool prepare()
    {
        auto &wire = make(version());
        m_team = wire.addTeam(u"Operations"_s);
        wire.addMember(m_team, idOf(u"alice"_s), 50);
        wire.addMember(m_team, wire.addUser(u"bob"_s), 30);
        wire.addMember(m_team, wire.addUser(u"carol"_s), 50);
        return signIn() && go(u"teams"_s, m_team) && QTest::qWaitFor([this] { return shows(u"Members"_s, u"bob"_s); });
    }
    QString idOf(const QString &username)
    {
        for (const auto &user : m_wire->users)
            if (user[u"username"] == username)
                return user[u"id"].toString();
        return {};
    }
    void setRole(const QString &username, int role)
    {
        for (auto &member : m_wire->members[m_team])
            if (member[u"id"] == idOf(username))
                member[u"role"] = role;
    }
    QString roleShown(const QString &username)
    {
        auto *members = table(u"Members"_s);
        const int row = members ? rowWith(members, username) : -1;
        return row < 0 ? QString() : members->model()->index(row, MembersModel::RoleColumn).data().toString();
    }
    bool draft(const QString &username, const QString &role)
    {
        auto *members = table(u"Members"_s);
        clickCell(members, rowWith(members, username), MembersModel::RoleColumn);
        return QTest::qWaitFor([] { return menu() != nullptr; }) && choose(menu(), role) &&
               QTest::qWaitFor([this] { return review() != nullptr; });
    }
    void applyReview()
    {
        click(review()->findChild<QCheckBox *>());
        click(button(review(), u"Change role"_s));
    }
    ReviewBar *review()
    {
        return find<ReviewBar>(&window(), [](ReviewBar *) { return true; });
    }

    QString m_team;

private:
    bool open()
    {
        if (m_server == nullptr)
            return false;
        m_console->openWindow();
        return QTest::qWaitFor([this] { return m_server->state() == client::ConnectionState::connected; });
    }
};

}  // namespace castellan::test
