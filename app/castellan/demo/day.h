// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "castellan/demo/line.h"
#include "castellan/demo/people.h"
#include "castellan/demo/staged_clock.h"

#include <QRandomGenerator>

#include <map>
#include <stop_token>
#include <vector>

namespace castellan::demo {

/// Lets a day pass on a server that has just been made: its people are entered and put into teams, then they work.
/// Every act is a request by one of the people, allowed or refused.
class Day {
public:
    /// `first` is a session of the first of people(); without it that person signs in by password, as the others do.
    Day(Line &line, StagedClock &clock, Secret first = {}, std::stop_token stop = {});

    /// Enters people, teams and members.
    [[nodiscard]] Result<void> settle();
    /// About `acts` acts over the time until now. ErrorCode::cancelled if it was stopped.
    [[nodiscard]] Result<void> play(int acts);
    /// One more, now.
    [[nodiscard]] Result<void> actNow();

    /// How many requests were refused although they should not have been.
    [[nodiscard]] int refused() const { return m_refused; }
    /// Of the last of those; empty if there was none.
    [[nodiscard]] const std::string &lastRefusal() const { return m_lastRefusal; }

private:
    struct Employee {
        const Person *person = nullptr;
        QString id;
        Secret session;
        std::vector<QString> tokens;
        bool elsewhere = false;  ///< has the other e-mail address
        bool suspended = false;
        bool local = false;  ///< has no password
        Instant spoke{};     ///< when last
    };
    struct Invited {
        QString id;
        std::size_t by = 0;
    };
    struct Group {
        QString id;
        std::map<std::size_t, int> members;  ///< to their roles
        std::map<std::size_t, Invited> invited;
    };
    struct Act;

    [[nodiscard]] Result<void> enterPeople();
    [[nodiscard]] Result<void> makeTeams();
    [[nodiscard]] Result<void> actOfTheDay();
    [[nodiscard]] Result<void> attack();

    Result<void> changeRole();
    Result<void> addMember();
    Result<void> removeMember();
    Result<void> invite();
    Result<void> answerInvitation();
    Result<void> handleToken();
    Result<void> changeAddress();
    Result<void> signIn();
    Result<void> signOut();
    Result<void> suspendOrNot();
    Result<void> endSessions();
    Result<void> overstep();
    Result<void> mistype();
    Result<void> unlock();

    [[nodiscard]] Result<void> join(Group &team, std::size_t who, int role, std::size_t by);
    [[nodiscard]] bool isSignedIn(std::size_t who);
    /// Signs the person in first if there is no session.
    [[nodiscard]] Result<void> speakAs(std::size_t who);
    /// A refusal is part of a day; a server that does not answer ends it.
    [[nodiscard]] Result<void> note(const Error &error);
    template <class T> [[nodiscard]] Result<void> note(const Result<T> &result)
    {
        return result ? Result<void>() : note(result.error());
    }
    [[nodiscard]] std::size_t pick(std::size_t of) { return std::size_t(m_random.bounded(int(of))); }
    /// The viewer of a demo is the first person: after the day only the others act.
    [[nodiscard]] bool acts(std::size_t who) const;
    [[nodiscard]] std::size_t someWorker();
    [[nodiscard]] std::size_t someAdministrator();
    /// An owner or administrator other than the subject.
    [[nodiscard]] std::size_t chiefOf(const Group &team, std::size_t about);
    [[nodiscard]] Group &someTeam() { return m_teams[pick(m_teams.size())]; }
    /// Not the first person, who set up the server and stays owner of all teams.
    [[nodiscard]] std::size_t someMember(const Group &team);
    [[nodiscard]] std::size_t indexOf(std::string_view username) const;

    Line &m_line;
    StagedClock &m_clock;
    std::stop_token m_stop;
    QRandomGenerator m_random;
    std::vector<Employee> m_staff;
    std::vector<Group> m_teams;
    std::size_t m_speaker = 0;
    bool m_attacked = false;  ///< and not handled yet
    Instant m_attackedAt{};
    int m_refused = 0;
    std::string m_lastRefusal;
};

}  // namespace castellan::demo
