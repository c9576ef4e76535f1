// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/security/setting_row.h"

#include "client/display_text.h"
#include "ui/lists/words.h"
#include "ui/screens/security/setting_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace castellan::ui {

SettingRow::SettingRow(Theme &theme, SecurityDraft &draft, const records::SecuritySetting &setting, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_draft(draft), m_setting(setting)
{
    const Metrics &m = theme.metrics();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m.units(8));

    auto *words = new QWidget(this);
    words->setFixedWidth(m.units(110));
    auto *left = new QVBoxLayout(words);
    left->setContentsMargins(0, m.units(1), 0, 0);
    left->setSpacing(m.units(0.5));
    auto *head = new QHBoxLayout;
    head->setSpacing(m.units(1.5));
    m_field = makeField();
    m_field->setObjectName(verbatim(setting.key));
    auto *name = makeFieldLabel(labelOfSetting(setting.key), m_field, words);
    setStrong(name);
    m_dot = makeLabel(QStringLiteral("●"), words, TextSize::small, Tone::accent);
    setTip(m_dot, tr("Changed in the draft"));
    m_dot->setAccessibleName(m_dot->toolTip());
    head->addWidget(name);
    head->addWidget(m_dot);
    head->addStretch();
    left->addLayout(head);
    left->addWidget(makeParagraph(explanationOf(setting.key), words, Tone::muted, TextSize::small));
    layout->addWidget(words, 0, Qt::AlignTop);

    auto *right = new QVBoxLayout;
    right->setSpacing(m.units(1));
    auto *value = new QHBoxLayout;
    value->setSpacing(m.gap());
    value->addWidget(m_field);
    m_unit = makeLabel({}, this);
    m_unit->setObjectName(QStringLiteral("unit ") + verbatim(setting.key));
    m_unit->setVisible(setting.kind == "integer");
    value->addWidget(m_unit);
    m_note = makeLabel({}, this, TextSize::small, Tone::muted);
    m_reset = new Button(theme, {}, ButtonKind::link, this);
    m_reset->setObjectName(QStringLiteral("reset ") + verbatim(setting.key));
    value->addWidget(m_note);
    value->addWidget(m_reset);
    value->addStretch();
    right->addLayout(value);
    m_problem = makeParagraph({}, this, Tone::danger, TextSize::small);
    m_problem->setObjectName(QStringLiteral("problem ") + verbatim(setting.key));
    right->addWidget(m_problem);
    m_moved = new QWidget(this);
    auto *moved = new QHBoxLayout(m_moved);
    moved->setContentsMargins(0, 0, 0, 0);
    moved->setSpacing(m.gap());
    m_movedText = makeLabel({}, m_moved, TextSize::small, Tone::warning);
    m_take = new Button(theme, tr("Use the server's value"), ButtonKind::link, m_moved);
    m_keep = new Button(theme, tr("Keep mine"), ButtonKind::link, m_moved);
    moved->addWidget(m_movedText);
    moved->addWidget(m_take);
    moved->addWidget(m_keep);
    moved->addStretch();
    right->addWidget(m_moved);
    right->addStretch();
    layout->addLayout(right, 1);

    for (Button *button : {m_reset, m_take})
        connect(button, &QPushButton::clicked, this, [this] { m_draft.reset(m_setting.key); });
    connect(m_keep, &QPushButton::clicked, this, [this] { m_draft.keep(m_setting.key); });
    connect(&draft, &SecurityDraft::loaded, this, &SettingRow::refresh);
    connect(&draft, &SecurityDraft::fieldChanged, this, [this](const std::string &key) {
        if (key == m_setting.key)
            refresh();
    });
    refresh();
}

QWidget *SettingRow::makeField()
{
    if (m_setting.kind == "boolean")
        return makeSwitch();
    if (m_setting.kind == "choice")
        return makeChoice();
    return m_setting.kind == "integer" ? makeNumber() : makeList();
}

QWidget *SettingRow::makeNumber()
{
    m_number = new QLineEdit(this);
    m_number->setFixedWidth(m_theme.metrics().units(24));
    m_number->setProperty("fixed", true);
    m_number->setInputMethodHints(Qt::ImhDigitsOnly);
    m_number->setAccessibleName(labelOfSetting(m_setting.key));
    m_number->installEventFilter(this);
    if (m_setting.minimum && m_setting.maximum)
        setTip(m_number, tr("From %1 to %2")
                             .arg(QLocale().toString(qlonglong(*m_setting.minimum)),
                                  QLocale().toString(qlonglong(*m_setting.maximum))));
    connect(m_number, &QLineEdit::textEdited, this,
            [this](const QString &text) { m_draft.setText(m_setting.key, text); });
    return m_number;
}

QWidget *SettingRow::makeSwitch()
{
    m_switch = new QCheckBox(tr("On"), this);
    m_switch->setFixedHeight(m_theme.metrics().controlHeight());
    m_switch->setAccessibleName(labelOfSetting(m_setting.key));
    connect(m_switch, &QCheckBox::clicked, this, [this](bool on) { m_draft.set(m_setting.key, on); });
    return m_switch;
}

QWidget *SettingRow::makeChoice()
{
    m_choice = new QComboBox(this);
    m_choice->setAccessibleName(labelOfSetting(m_setting.key));
    for (const auto &choice : m_setting.choices.value_or(std::vector<std::string>{}))
        m_choice->addItem(choiceWords(choice), verbatim(choice));
    connect(m_choice, &QComboBox::activated, this,
            [this] { m_draft.set(m_setting.key, json::value(m_choice->currentData().toString().toStdString())); });
    return m_choice;
}

QWidget *SettingRow::makeList()
{
    m_list = new QPlainTextEdit(this);
    m_list->setFont(m_theme.fixedFont());
    m_list->setFixedSize(m_theme.metrics().units(80), m_theme.metrics().units(20));
    m_list->setTabChangesFocus(true);
    m_list->setAccessibleName(labelOfSetting(m_setting.key));
    connect(m_list, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_showing)
            m_draft.setText(m_setting.key, m_list->toPlainText());
    });
    return m_list;
}

bool SettingRow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_number || event->type() != QEvent::KeyPress || m_number->isReadOnly())
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down)
        return false;
    const auto value = m_draft.value(m_setting.key);
    if (value.is_int64()) {
        m_number->setText(QString::number(value.get_int64() + (key == Qt::Key_Up ? 1 : -1)));
        m_draft.setText(m_setting.key, m_number->text());
    }
    return true;
}

void SettingRow::refresh()
{
    m_showing = true;
    showValue();
    showNotes();
    m_showing = false;
}

void SettingRow::showValue()
{
    const auto value = m_draft.value(m_setting.key);
    const bool typed = !m_draft.problem(m_setting.key).isEmpty();
    if (m_number && !typed && value.is_int64()) {
        const QString text = QString::number(value.get_int64());
        if (m_number->text() != text && !(m_number->hasFocus() && m_number->text().toLongLong() == value.get_int64()))
            m_number->setText(text);
    }
    if (m_number && value.is_int64())
        m_unit->setText(unitWords(m_setting, value.get_int64()));
    if (m_switch)
        m_switch->setChecked(value.is_bool() && value.get_bool());
    if (m_choice && value.is_string())
        m_choice->setCurrentIndex(m_choice->findData(verbatim(std::string(value.get_string()))));
    if (m_list && !m_list->hasFocus())
        m_list->setPlainText(entriesOf(value).join(QLatin1Char('\n')));
}

void SettingRow::showNotes()
{
    const auto &key = m_setting.key;
    const bool changed = m_draft.isChanged(key);
    const QString problem = m_draft.problem(key);
    m_dot->setVisible(changed);
    const bool wayBack = changed || !problem.isEmpty();
    m_reset->setText(withoutMnemonic(tr("Reset to %1", "the value on the server")
                                         .arg(client::isolated(valueWords(m_setting, m_draft.onServer(key))))));
    m_reset->setAccessibleName(tr("%1: reset to the server's value").arg(labelOfSetting(key)));
    m_reset->setVisible(wayBack);
    const auto standard = m_draft.defaultOf(key);
    const bool other = !wayBack && standard != m_draft.onServer(key) && !standard.is_array();
    m_note->setText(tr("default: %1").arg(client::isolated(valueWords(m_setting, standard))));
    m_note->setVisible(other);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_field->setAccessibleDescription(problem);
    if (m_number && m_number->property("invalid").toBool() == problem.isEmpty()) {
        m_number->setProperty("invalid", !problem.isEmpty());
        restyle(m_number);
    }
    const auto moved = m_draft.moved(key);
    m_moved->setVisible(moved.has_value());
    if (moved)
        m_movedText->setText(tr("Someone else changed it from %2 to %1.")
                                 .arg(client::isolated(valueWords(m_setting, moved->now)),
                                      client::isolated(valueWords(m_setting, moved->was))));
}

void SettingRow::setEditable(bool on, const QString &why)
{
    if (m_number)
        m_number->setReadOnly(!on);
    if (m_list)
        m_list->setReadOnly(!on);
    for (QWidget *field : {static_cast<QWidget *>(m_switch), static_cast<QWidget *>(m_choice)})
        if (field)
            field->setEnabled(on);
    if (!on || !m_number)
        setTip(m_field, on ? QString() : why);
}

}  // namespace castellan::ui
