// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace castellan {

/// Whether the desktop may be asking for the keyring's password; then a keyring that does not respond is no error.
/// Follows on the session bus who owns the name of the prompter; asks nothing at the moment it is needed, so that the
/// window never waits for the bus. Without a bus there is no prompt.
class KeyringPrompt : public QObject {
    Q_OBJECT
public:
    explicit KeyringPrompt(QObject *parent = nullptr);
    [[nodiscard]] bool isOnScreen() const { return m_owned; }

private:
    bool m_owned = false;
};

}  // namespace castellan
