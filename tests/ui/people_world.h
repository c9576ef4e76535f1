// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/hands.h"
#include "tests/ui/real_world.h"
#include "translations/languages.h"
#include "ui/guards/review_bar.h"
#include "ui/screens/members/members_pane.h"

namespace castellan::test {

using namespace castellan::ui;
using namespace Qt::StringLiterals;

using plant::firstPassword;

/// A console's window on a real server in another process, with the people of the plant.
class PeopleWorld : public QObject {
protected:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ServerProcess> m_process;
    std::unique_ptr<Console> m_console;
    client::Server *m_server = nullptr;

    client::Teams &teams() { return *m_server->platform()->teams(); }
    MainWindow &window() { return *m_console->window; }
    Place at(const QString &view, const QString &subject = {}, const QString &part = {})
    {
        return {m_server->profile().id, view, subject, part};
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
    /// Opens the team's members; whether that user is listed.
    bool goToMembers(const QString &team, const QString &username)
    {
        return window().go(at(u"teams"_s, team)) && QTest::qWaitFor([&] { return shows(u"Members"_s, username); });
    }
    QString teamId(const QString &name)
    {
        auto page = client::await(teams().list({}));
        for (const auto &team : page ? page->teams : std::vector<records::Team>{})
            if (QString::fromStdString(team.name) == name)
                return QString::fromStdString(team.id);
        return {};
    }
    QString makeTeam(const QString &name) { return test::makeTeam(*m_server, name); }
    bool makeUser(const QString &username, const QString &name)
    {
        records::UserCreate user;
        user.username = username.toStdString();
        user.name = name.toStdString();
        user.email = QString(username + u"@plant.example"_s).toStdString();
        user.password = Secret(firstPassword);
        auto made = client::await(m_server->apply(m_server->platform()->users()->create(user)));
        if (!made)
            qWarning("%s", client::why(made).constData());
        return made.has_value();
    }
    bool addMember(const QString &team, const QString &username, Role role)
    {
        auto added = client::await(
            m_server->apply(teams().addMember(team, {.user = username.toStdString(), .role = std::int64_t(role)})));
        if (!added)
            qWarning("%s", client::why(added).constData());
        return added.has_value();
    }
    std::optional<Role> roleOf(const QString &team, const QString &username)
    {
        auto list = client::await(teams().members(team));
        for (const auto &member : list ? list->members : std::vector<records::Member>{})
            if (QString::fromStdString(member.username) == username)
                return MembersModel::roleOf(member);
        return std::nullopt;
    }
    QString userId(const QString &team, const QString &username)
    {
        auto list = client::await(teams().members(team));
        for (const auto &member : list ? list->members : std::vector<records::Member>{})
            if (QString::fromStdString(member.username) == username)
                return QString::fromStdString(member.id);
        return {};
    }
    ReviewBar *review()
    {
        return find<ReviewBar>(&window(), [](ReviewBar *) { return true; });
    }

    void start()
    {
        installLanguages(*qApp);
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->choose(SchemeChoice::light);
        if (QFontInfo(QFont(u"Inter"_s)).family() == u"Inter"_s) {
            QFont body(u"Inter"_s);
            body.setPixelSize(13);
            QFont fixed(u"JetBrains Mono"_s);
            fixed.setPixelSize(13);
            m_theme->setFonts(body, fixed);
        }
        m_process = std::make_unique<ServerProcess>();
        QVERIFY(m_process->start(plant::Contents::people));
        m_console = std::make_unique<Console>(*m_theme);
        m_console->openWindow();
        m_server = m_console->connectTo(m_process->url(), u"Plant A"_s, client::Environment::staging);
        QVERIFY(m_server != nullptr);
        QTRY_COMPARE(m_server->state(), client::ConnectionState::connected);
    }
    void end()
    {
        m_console.reset();
        m_process.reset();
        m_theme.reset();
    }
    static void closeWhatIsOpen()
    {
        if (auto *popup = QApplication::activePopupWidget())
            popup->close();
        for (auto *widget : QApplication::topLevelWidgets())
            if (auto *open = qobject_cast<QDialog *>(widget); open && open->isVisible())
                open->done(QDialog::Rejected);
    }
};

}  // namespace castellan::test
