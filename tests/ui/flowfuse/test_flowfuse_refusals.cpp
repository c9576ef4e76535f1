// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/flowfuse/flowfuse_world.h"

using namespace castellan;
using namespace castellan::test;

/// After FlowFuse has refused a change, the views show what the server has, and why it refused.
class TestFlowFuseRefusals : public FlowFuseWorld {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { end(); }

    void rereadsMembersAfterARefusal_data() { everyVersion(); }
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

    void looksFirstAndShowsWhatItSaw_data() { everyVersion(); }
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

    void keepsTheMessageWhenTheMemberIsGone_data() { everyVersion(); }
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

    void rereadsTheListBehindADialog_data() { everyVersion(); }
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

    void showsThatTheTeamIsGone_data() { everyVersion(); }
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
