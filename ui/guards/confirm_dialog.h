// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/change.h"
#include "client/profile/profile.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLineEdit;

namespace castellan::ui {

/// What is asked before a dangerous act.
struct Confirmation {
    client::Tier tier = client::Tier::disruptive;
    QString title;           ///< "Remove Bob Lindt from Operations?"
    QString consequence;     ///< what happens, in one or two sentences
    QStringList goes;        ///< what goes with it: "12 instances", "3 members"
    QString verb;            ///< on the button: "Remove member"
    QString nameToType;      ///< tier irreversible: has to be typed
    client::Profile server;  ///< named with its environment, always
};

/// The guard of one tier. The default button is never the destructive one; Enter in the name field does nothing until
/// it matches. Use open() and accepted(); focus goes back to the opener.
class ConfirmDialog : public QDialog {
    Q_OBJECT
public:
    ConfirmDialog(Theme &theme, const Confirmation &what, QWidget *parent);

    /// Opens it over `parent`'s window; deletes itself. `act` runs if confirmed.
    static ConfirmDialog *ask(Theme &theme, const Confirmation &what, QWidget *parent, std::function<void()> act);
};

}  // namespace castellan::ui
