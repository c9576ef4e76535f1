// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/flowfuse/flowfuse_world.h"

#include <QLabel>
#include <QLineEdit>

using namespace castellan;
using namespace castellan::test;

/// After FlowFuse has refused a change, the views show what the server has, and why it refused.
class TestFlowFuseRefusals : public FlowFuseWorld {
    Q_OBJECT
    /// The text of what is wrong, in a dialog.
    static QLabel *problemOf(QWidget *dialog)
    {
        for (auto *label : dialog->findChildren<QLabel *>())
            if (label->isVisible() && !label->text().isEmpty() && label->objectName().startsWith(u"problem"_s))
                return label;
        return nullptr;
    }
    static bool isWhole(const QLabel *label)
    {
        return label && label->height() >= label->heightForWidth(label->width()) &&
               label->window()->rect().contains(QRect(label->mapTo(label->window(), QPoint()), label->size()));
    }

private Q_SLOTS:
    void cleanup() { end(); }

    void rereadsMembersAfterARefusal_data() { FlowFuseWire::addRows(); }
    void rereadsMembersAfterARefusal()
    {
        QVERIFY(prepare());
        QVERIFY(draft(u"bob"_s, u"Viewer"_s));
        m_wire->before = [this](const RawRequest &request) -> std::optional<QByteArray> {
            if (request.method != "PUT" || !request.target.contains("/members/"))
                return std::nullopt;
            setRole(u"carol"_s, 10);  // by another client, meanwhile
            return FlowFuseWire::failure(403, "invalid_request", "Invalid request");
        };
        applyReview();
        QTRY_COMPARE(roleShown(u"carol"_s), u"Viewer"_s);
        QVERIFY(says(u"The role of bob was not changed."_s));
        QVERIFY(says(u"The server refused this: Invalid request"_s));
        QVERIFY(!says(u"needs an owner"_s));
        QCOMPARE(roleShown(u"bob"_s), u"Viewer"_s);  // the draft stays
        picture(&window(), u"refused-role"_s);
    }

    void looksFirstAndShowsWhatItSaw_data() { FlowFuseWire::addRows(); }
    void looksFirstAndShowsWhatItSaw()
    {
        QVERIFY(prepare());
        QVERIFY(draft(u"carol"_s, u"Viewer"_s));
        setRole(u"alice"_s, 10);
        (void)m_wire->asked("PUT");
        applyReview();
        QTRY_COMPARE(roleShown(u"alice"_s), u"Viewer"_s);
        QVERIFY(says(u"A team needs an owner. Make another member an owner first."_s));
        QTRY_VERIFY(!button(review(), u"Change role"_s)->isEnabled());
        QVERIFY(std::ranges::none_of(m_wire->server.seen, [](const RawRequest &r) { return r.method == "PUT"; }));
    }

    void keepsTheMessageWhenTheMemberIsGone_data() { FlowFuseWire::addRows(); }
    void keepsTheMessageWhenTheMemberIsGone()
    {
        QVERIFY(prepare());
        QVERIFY(draft(u"bob"_s, u"Viewer"_s));
        m_wire->members[m_team].removeIf([this](const auto &m) { return m[u"id"] == idOf(u"bob"_s); });
        applyReview();
        QTRY_VERIFY(!shows(u"Members"_s, u"bob"_s));
        QTRY_VERIFY(!review());
        QVERIFY(says(u"The role of bob was not changed."_s));
    }

    void showsEveryProblemOfAnInvitationWhole_data() { FlowFuseWire::addRows(); }
    void showsEveryProblemOfAnInvitationWhole()
    {
        QVERIFY(prepare());
        auto *open = openDialog(&window(), u"Add people"_s, u"Add people to Operations"_s);
        QVERIFY(open);
        m_wire->addUser(u"dora"_s);
        auto *who = open->findChild<QLineEdit *>();
        type(who, u"bob, visitor.with-a-rather-long-address@plant.example, dora"_s);
        click(button(open, u"Invite"_s));
        QTRY_VERIFY(isWhole(problemOf(open)));
        QVERIFY(problemOf(open)->text().contains(u"bob"_s) && problemOf(open)->text().contains(u"rather-long"_s));
        picture(open, u"invitation-problems"_s);
        // dora is invited and needn't be typed out of the field.
        QVERIFY(!who->text().contains(u"dora"_s));
        open->reject();
    }

    void showsTheWholeRefusalOfATeam_data() { FlowFuseWire::addRows(); }
    void showsTheWholeRefusalOfATeam()
    {
        make(version());
        QVERIFY(signIn());
        QVERIFY(go(u"teams"_s));
        auto *open = openDialog(&window(), u"Create team"_s, u"Create a team"_s);
        QVERIFY(open);
        type(open->findChild<QLineEdit *>(), u"Night shift"_s);
        m_wire->before = [](const RawRequest &request) -> std::optional<QByteArray> {
            if (request.method == "POST" && request.target == "/api/v1/teams")
                return FlowFuseWire::failure(400, "unexpected_error",
                                             QByteArray("no room for another team. ").repeated(7));
            return std::nullopt;
        };
        QTRY_VERIFY(button(open, u"Create team"_s)->isEnabled());
        click(button(open, u"Create team"_s));
        QTRY_VERIFY(isWhole(problemOf(open)));
        picture(open, u"team-refused"_s);
        open->reject();
    }

    void rereadsTheListBehindADialog_data() { FlowFuseWire::addRows(); }
    void rereadsTheListBehindADialog()
    {
        make(version());
        QVERIFY(signIn());
        QVERIFY(go(u"users"_s));
        QTRY_VERIFY(shows(u"Users"_s, u"alice"_s));
        auto *open = openDialog(&window(), u"Create user"_s, u"Create a user"_s);
        QVERIFY(open);
        m_wire->addUser(u"dora"_s);
        m_wire->before = [](const RawRequest &request) -> std::optional<QByteArray> {
            if (request.method == "POST" && request.target.startsWith("/api/v1/users"))
                return FlowFuseWire::failure(400, "invalid_username", "username not available");
            return std::nullopt;
        };
        records::UserCreate user;
        user.username = "dora";
        user.password = Secret(std::string_view("right"));
        QVERIFY(!client::await(m_server->apply(m_server->platform()->users()->create(user))));
        QTRY_VERIFY(shows(u"Users"_s, u"dora"_s));
        open->reject();
    }

    void showsThatTheTeamIsGone_data() { FlowFuseWire::addRows(); }
    void showsThatTheTeamIsGone()
    {
        QVERIFY(prepare());
        m_wire->teams.clear();
        QVERIFY(!client::await(
            m_server->apply(m_server->platform()->teams()->changeRole(m_team, idOf(u"bob"_s), Role::owner))));
        QTRY_VERIFY(says(u"Not found, or not visible to you."_s));
    }
};

QTEST_MAIN(TestFlowFuseRefusals)
#include "test_flowfuse_refusals.moc"
