// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/theme/theme.h"

#include <QJsonObject>
#include <QWidget>

#include <functional>

namespace castellan::ui {

class Button;
class TeamForm;
class WriteGuard;

/// Renames or deletes a team.
class TeamSettingsPane : public QWidget {
    Q_OBJECT
public:
    TeamSettingsPane(Theme &theme, client::Server &server, QWidget *parent = nullptr);

    void setTeam(const records::Team &team);
    void setOwnRole(Role role);
    /// Name and slug as typed; empty if they are the team's.
    [[nodiscard]] QJsonObject draft() const;
    void restoreDraft(const QJsonObject &draft);

Q_SIGNALS:
    void saved(const castellan::records::Team &team);
    void removeRequested();
    void draftChanged();
    void toast(const QString &text, const QString &act = {}, const std::function<void()> &onAct = {});

private:
    [[nodiscard]] bool hasDraft() const;
    void save();
    void undo(const records::Team &before);
    void updateActs();

    client::Server &m_server;
    records::Team m_team;
    QJsonObject m_kept;  ///< a draft that waits for the team
    Role m_ownRole = Role::none;
    bool m_busy = false;
    TeamForm *m_form;
    Button *m_save;
    Button *m_discard;
    Button *m_remove;
    WriteGuard *m_guard;
};

}  // namespace castellan::ui
