// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/secrets/sealed_file_store.h"
#include "ui/screen/local_host.h"
#include "ui/theme/theme.h"

#include <functional>

class QWidget;

namespace castellan::ui {

/// Starts the local server, shows its recovery key if it was just created, and asks for that key if its own is lost.
/// Without a keychain it offers the sealed file for the key (null: there is no such file), and it asks for the file's
/// passphrase where the key is there. `done` hears the outcome while `asker` lives; a start that waits for the recovery
/// key or the passphrase is heard when it was given.
void startLocal(Theme &theme, LocalHost &host, client::SealedFileStore *sealed, QWidget *asker,
                const std::function<void(const Result<LocalHost::Started> &)> &done);

}  // namespace castellan::ui
