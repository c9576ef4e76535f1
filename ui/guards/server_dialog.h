// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/profile.h"
#include "ui/theme/theme.h"

class QDialog;
class QHBoxLayout;
class QVBoxLayout;
class QWidget;

namespace castellan::ui {

class Button;

/// A server's name and the chip of its environment.
[[nodiscard]] QHBoxLayout *makeServerRow(Theme &theme, const client::Profile &server, QWidget *parent);

/// Gives a dialog about one server its title, the server's row and a least width of `units`; what it asks for goes into
/// the layout that is returned.
[[nodiscard]] QVBoxLayout *layOutDialog(Theme &theme, QDialog *dialog, const QString &title,
                                        const client::Profile &server, double units);

/// The foot of a dialog: Cancel, which rejects it, and `act`, its default.
[[nodiscard]] QHBoxLayout *makeFoot(Theme &theme, QDialog *dialog, Button *act, QWidget *parent);

}  // namespace castellan::ui
