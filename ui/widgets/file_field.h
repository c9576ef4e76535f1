// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLineEdit;

namespace castellan::ui {

class Button;

/// The path of a file: typed, dropped, or chosen in a dialog.
class FileField : public QWidget {
    Q_OBJECT
public:
    /// `purpose` is the title of the dialog; `filter` as QFileDialog wants it.
    FileField(Theme &theme, const QString &purpose, const QString &filter, QWidget *parent = nullptr);

    [[nodiscard]] QString path() const;
    void setPath(const QString &path);
    void setReadOnly(bool on);
    [[nodiscard]] QLineEdit &edit() const { return *m_edit; }

Q_SIGNALS:
    void changed();

private:
    void choose();

    QString m_purpose;
    QString m_filter;
    QLineEdit *m_edit;
    Button *m_choose;
};

}  // namespace castellan::ui
