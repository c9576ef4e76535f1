// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/shortcuts.h"

#include <QCoreApplication>

#include <algorithm>

namespace castellan::ui {
namespace {

using C = Command;
using G = ShortcutGroup;

constexpr Shortcut table[] = {
    {C::addServer, G::servers, "Ctrl+N", QT_TRANSLATE_NOOP("Command", "&Connect to a server…")},
    {C::startLocalServer, G::servers, "", QT_TRANSLATE_NOOP("Command", "Start a &local server")},
    {C::openSealedFile, G::servers, "Ctrl+O", QT_TRANSLATE_NOOP("Command", "&Open the file with your secrets…")},
    {C::allServers, G::servers, "Ctrl+0", QT_TRANSLATE_NOOP("Command", "&All servers")},
    {C::readOnly, G::servers, "Ctrl+L", QT_TRANSLATE_NOOP("Command", "&Read-only")},
    {C::tryNow, G::servers, "", QT_TRANSLATE_NOOP("Command", "&Try to connect now")},
    {C::signOut, G::servers, "", QT_TRANSLATE_NOOP("Command", "Sign &out")},
    {C::connectionSettings, G::servers, "Ctrl+Shift+E", QT_TRANSLATE_NOOP("Command", "&Connection settings")},
    {C::copyAddress, G::servers, "", QT_TRANSLATE_NOOP("Command", "Copy a&ddress")},
    {C::removeServer, G::servers, "", QT_TRANSLATE_NOOP("Command", "Re&move from this console…")},
    {C::filter, G::view, "Ctrl+F", QT_TRANSLATE_NOOP("Command", "&Filter")},
    {C::refresh, G::view, "F5; Ctrl+R", QT_TRANSLATE_NOOP("Command", "&Refresh")},
    {C::inspector, G::view, "F4", QT_TRANSLATE_NOOP("Command", "&Inspector")},
    {C::back, G::moving, "Alt+Left", QT_TRANSLATE_NOOP("Command", "&Back")},
    {C::forward, G::moving, "Alt+Right", QT_TRANSLATE_NOOP("Command", "F&orward")},
    {C::nextPane, G::moving, "F6", QT_TRANSLATE_NOOP("Command", "&Next pane")},
    {C::previousPane, G::moving, "Shift+F6", QT_TRANSLATE_NOOP("Command", "&Previous pane")},
    {C::settings, G::window, "Ctrl+,", QT_TRANSLATE_NOOP("Command", "&Settings")},
    {C::shortcuts, G::window, "Ctrl+?", QT_TRANSLATE_NOOP("Command", "&Shortcuts")},
    {C::about, G::window, "", QT_TRANSLATE_NOOP("Command", "&About Castellan")},
    {C::closeWindow, G::window, "Ctrl+W", QT_TRANSLATE_NOOP("Command", "Close &window")},
    {C::quit, G::window, "Ctrl+Q", QT_TRANSLATE_NOOP("Command", "&Quit")},
};

constexpr FurtherKey further[] = {
    {G::servers, "Ctrl+1 … Ctrl+9", QT_TRANSLATE_NOOP("Command", "Go to server 1 to 9")},
    {G::view, "Esc", QT_TRANSLATE_NOOP("Command", "Clear the filter, then close the inspector")},
    {G::view, "Enter", QT_TRANSLATE_NOOP("Command", "Open the selected row")},
    {G::view, "Ctrl+C", QT_TRANSLATE_NOOP("Command", "Copy the selected rows with their headers")},
    {G::view, "Alt+Down", QT_TRANSLATE_NOOP("Command", "Change a value in the selected row, such as a role")},
    {G::view, "Del", QT_TRANSLATE_NOOP("Command", "Remove the selected row, after a question")},
    {G::view, "Shift+Del", QT_TRANSLATE_NOOP("Command", "Users: erase the selected person, after a question")},
    {G::view, "Space", QT_TRANSLATE_NOOP("Command", "Audit log: pause or follow")},
    {G::view, "End", QT_TRANSLATE_NOOP("Command", "Audit log: go to the newest event and follow")},
};

}  // namespace

std::span<const Shortcut> shortcuts()
{
    return table;
}

const Shortcut &shortcutOf(Command command)
{
    return *std::find_if(std::begin(table), std::end(table),
                         [command](const Shortcut &row) { return row.command == command; });
}

QList<QKeySequence> keysOf(const Shortcut &shortcut)
{
    if (!*shortcut.keys)
        return {};
    return QKeySequence::listFromString(QLatin1String(shortcut.keys), QKeySequence::PortableText);
}

QString titleOf(const Shortcut &shortcut)
{
    return QCoreApplication::translate("Command", shortcut.title);
}

QString titleOf(ShortcutGroup group)
{
    constexpr const char *titles[] = {
        QT_TRANSLATE_NOOP("Command", "Servers"),
        QT_TRANSLATE_NOOP("Command", "In a view"),
        QT_TRANSLATE_NOOP("Command", "Navigation"),
        QT_TRANSLATE_NOOP("Command", "Window"),
    };
    return QCoreApplication::translate("Command", titles[std::size_t(group)]);
}

std::span<const FurtherKey> furtherKeys()
{
    return further;
}

}  // namespace castellan::ui
