// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screens/security/security_draft.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace castellan::ui {

class Button;

/// One setting: its name and what it does at the left; its value with unit, what is wrong with it and the way back at
/// the right. A dot before the name says that the draft changes it.
class SettingRow : public QWidget {
    Q_OBJECT
public:
    SettingRow(Theme &theme, SecurityDraft &draft, const records::SecuritySetting &setting, QWidget *parent);

    [[nodiscard]] const std::string &key() const { return m_setting.key; }
    /// The control of the value.
    [[nodiscard]] QWidget *field() const { return m_field; }
    /// Shows the draft's value, except while the user is typing.
    void refresh();
    void setEditable(bool on, const QString &why);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeField();
    QWidget *makeNumber();
    QWidget *makeSwitch();
    QWidget *makeChoice();
    QWidget *makeList();
    void showValue();
    void showNotes();

    Theme &m_theme;
    SecurityDraft &m_draft;
    records::SecuritySetting m_setting;
    QLabel *m_dot;
    QWidget *m_field;
    QLineEdit *m_number = nullptr;
    QCheckBox *m_switch = nullptr;
    QComboBox *m_choice = nullptr;
    QPlainTextEdit *m_list = nullptr;
    QLabel *m_unit;  ///< or what 0 means
    QLabel *m_note;
    QLabel *m_problem;
    QWidget *m_moved;
    QLabel *m_movedText;
    Button *m_reset;
    Button *m_keep;
    Button *m_take;
    bool m_showing = false;  ///< values are being shown, not typed
};

}  // namespace castellan::ui
