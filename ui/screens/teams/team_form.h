// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace castellan::ui {

/// Name, slug and type of a team. The slug follows the name until it is typed by hand, and is checked with the server
/// during typing.
class TeamForm : public QWidget {
    Q_OBJECT
public:
    enum class For { newTeam, existingTeam };

    TeamForm(Theme &theme, client::Server &server, For purpose, QWidget *parent = nullptr);

    /// The team as stored on the server: its slug counts as available, and isChanged() compares with it.
    void setTeam(const records::Team &team);
    /// Fills the fields as if this were typed.
    void type(const QString &name, const QString &slug);
    void loadTypes();

    [[nodiscard]] QString name() const;
    [[nodiscard]] QString slug() const;
    [[nodiscard]] QString typeId() const;
    [[nodiscard]] bool isChanged() const;
    /// Complete and not known to be refused.
    [[nodiscard]] bool isAcceptable() const;
    void focusName();
    void showProblem(const Error &error);
    void setFieldsEnabled(bool enabled, const QString &why);

Q_SIGNALS:
    void changed();

private:
    enum class Slug { empty, unchanged, checking, free, taken, invalid, unknown };

    void nameEdited(const QString &name);
    void checkSoon();
    void check();
    void showSlugState();

    client::Server &m_server;
    For m_for;
    QLineEdit *m_name;
    QLineEdit *m_slug;
    QLabel *m_slugState;
    QLabel *m_typeLabel;
    QComboBox *m_type;
    QLabel *m_problem;
    QTimer m_check;
    quint64 m_round = 0;
    Slug m_state = Slug::empty;
    QString m_slugProblem;
    QString m_oldName;
    QString m_oldSlug;
    bool m_slugByHand = false;
};

}  // namespace castellan::ui
