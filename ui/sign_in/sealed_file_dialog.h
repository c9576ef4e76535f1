// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/secrets/sealed_file_store.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <functional>

class QLabel;

namespace castellan::ui {

class Button;
class SecretField;

/// Opens the file that is sealed with a passphrase: asks for the passphrase, or, where there is no file yet, for a new
/// one, twice. Accepted once the file is open.
class SealedFileDialog : public QDialog {
    Q_OBJECT
public:
    /// `why` is the sentence that leads here.
    SealedFileDialog(Theme &theme, client::SealedFileStore &file, const QString &why, QWidget *parent);

private:
    void submit();
    void say(const QString &problem, SecretField *field);

    client::SealedFileStore &m_file;
    SecretField *m_passphrase;
    SecretField *m_again = nullptr;  ///< null: the file exists
    QLabel *m_problem;
    Button *m_open;
};

/// Calls `then` once the file is open: at once if it is, else after the dialog; `declined` if the user cancels it.
void withSealedFile(Theme &theme, client::SealedFileStore &file, const QString &why, QWidget *asker,
                    const std::function<void()> &then, const std::function<void()> &declined = {});

}  // namespace castellan::ui
