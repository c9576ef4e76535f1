// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

#include <vector>

namespace castellan::ui {

/// Which heading of the navigation a view stands under; hidden ones are reached otherwise.
enum class ViewGroup { top, people, security, server, account, console, hidden };

/// One row of the table of views: what the navigation offers. A further screen is a further row.
struct View {
    const char *id;
    const char *title;  ///< translated in context "View"
    Icon icon;
    ViewGroup group;
    bool forServer;      ///< of one server
    bool forAllServers;  ///< of all servers together
    /// Whether the server offers the view; asked once its platform is known. Null: always.
    bool (*offered)(client::Platform &platform);
    Screen *(*make)(ScreenContext context, QWidget *parent);
};

/// The table of views, in the order of the navigation. The program that composes the console fills it; window and
/// screens know views by their ids only.
class Views {
public:
    explicit Views(std::vector<View> rows) : m_rows(std::move(rows)) {}
    [[nodiscard]] auto begin() const { return m_rows.begin(); }
    [[nodiscard]] auto end() const { return m_rows.end(); }
    /// Null if there is none.
    [[nodiscard]] const View *find(const QString &id) const;

private:
    std::vector<View> m_rows;
};

[[nodiscard]] QString titleOf(const View &view);
[[nodiscard]] QString titleOf(ViewGroup group);

}  // namespace castellan::ui
