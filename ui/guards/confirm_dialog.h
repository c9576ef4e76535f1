// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/change.h"
#include "client/profile/profile.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <functional>

namespace castellan::ui {

/// The words of a confirmation. Whether it is shown, and what it demands, follows from the change's tier.
struct Confirmation {
    QString title;             ///< "Remove Bob Lindt from Operations?"
    QString consequence = {};  ///< what happens, in one or two sentences
    QStringList goes = {};     ///< what goes with it: "12 instances", "3 members"
    QString remains = {};      ///< what is kept all the same, in a sentence
    QString verb;              ///< on the button: "Remove member"
    QString nameToType = {};   ///< tier irreversible: has to be typed
};

/// The confirmation of a change of one tier on one server, which it names with its environment. The default button is
/// never the destructive one; Enter in the name field does nothing until the name matches.
class ConfirmDialog : public QDialog {
    Q_OBJECT
public:
    ConfirmDialog(Theme &theme, client::Tier tier, const client::Profile &server, const Confirmation &what,
                  QWidget *parent);
};

/// Runs `act` behind the guard of its tier: at once, or when it was confirmed over `asker`'s window. Nothing happens if
/// `asker` is gone by then.
void guarded(Theme &theme, client::Tier tier, const client::Profile &server, const Confirmation &what, QWidget *asker,
             const std::function<void()> &act);

}  // namespace castellan::ui
