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

/// Gives a modal dialog its title, also as its heading, and a least width of `units`; answers the layout of its
/// content.
[[nodiscard]] QVBoxLayout *layOutDialog(Theme &theme, QDialog *dialog, const QString &title, double units);
/// The same, with the row of the server that the dialog is about.
[[nodiscard]] QVBoxLayout *layOutDialog(Theme &theme, QDialog *dialog, const QString &title,
                                        const client::Profile &server, double units);

/// The foot of a dialog: `cancel`, which rejects it, and `act` at its right.
[[nodiscard]] QHBoxLayout *makeFoot(Theme &theme, QDialog *dialog, Button *cancel, Button *act);
/// The same with a Cancel button; `act` is the default.
[[nodiscard]] QHBoxLayout *makeFoot(Theme &theme, QDialog *dialog, Button *act, QWidget *parent);

}  // namespace castellan::ui
