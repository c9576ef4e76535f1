// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <span>

namespace castellan::ui {

/// The window's commands. Each has a row in the table of shortcuts and a place in a menu.
enum class Command {
    addServer,
    startLocalServer,
    openSealedFile,
    closeWindow,
    quit,
    filter,
    refresh,
    inspector,
    back,
    forward,
    nextPane,
    previousPane,
    readOnly,
    signOut,
    tryNow,
    connectionSettings,
    copyAddress,
    removeServer,
    allServers,
    settings,
    shortcuts,
    about,
};

enum class ShortcutGroup { servers, view, moving, window };

/// The one table: menus, actions and Help ▸ Shortcuts are made from it.
struct Shortcut {
    Command command;
    ShortcutGroup group;
    const char *keys;   ///< portable, several separated by "; "; empty: none
    const char *title;  ///< with mnemonic, translated in context "Command"
};
[[nodiscard]] std::span<const Shortcut> shortcuts();
[[nodiscard]] const Shortcut &shortcutOf(Command command);
[[nodiscard]] QList<QKeySequence> keysOf(const Shortcut &shortcut);
[[nodiscard]] QString titleOf(const Shortcut &shortcut);
[[nodiscard]] QString titleOf(ShortcutGroup group);

/// Keys that are no window command but belong into the list: "Ctrl+1 … Ctrl+9" and those of tables.
struct FurtherKey {
    ShortcutGroup group;
    const char *keys;
    const char *title;
};
[[nodiscard]] std::span<const FurtherKey> furtherKeys();

}  // namespace castellan::ui
