// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/secret_field.h"

#include "ui/widgets/secret_clipboard.h"
#include "ui/widgets/tool_tip.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include <memory>

namespace castellan::ui {

SecretField::SecretField(Theme &theme, QWidget *parent) : QLineEdit(parent), m_theme(theme)
{
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setDragEnabled(false);
    keepOutOfPrimarySelection(this, [this] { return selectedText(); });
    m_reveal = addAction(theme.icon(Icon::eye, ColorRole::muted), QLineEdit::TrailingPosition);
    connect(m_reveal, &QAction::triggered, this, [this] { setRevealed(!m_revealed); });
    connect(&theme, &Theme::changed, this, [this] { setRevealed(m_revealed); });
    setRevealed(false);
}

SecretField::~SecretField()
{
    // The window that listens is already half gone when it deletes its fields.
    const QSignalBlocker silent(this);
    wipe();
}

void SecretField::setRevealed(bool on)
{
    m_revealed = on;
    setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
    m_reveal->setIcon(m_theme.icon(on ? Icon::eyeOff : Icon::eye, ColorRole::muted));
    setTip(m_reveal, on ? tr("Hide") : tr("Reveal"));
    for (QToolButton *button : findChildren<QToolButton *>())
        button->setAccessibleName(m_reveal->toolTip());
}

Secret SecretField::peek() const
{
    QByteArray bytes = text().toUtf8();
    Secret secret(std::string_view(bytes.constData(), std::size_t(bytes.size())));
    bytes.fill('\0');
    return secret;
}

Secret SecretField::take()
{
    Secret secret = peek();
    wipe();
    return secret;
}

void SecretField::wipe()
{
    // QLineEdit gives no access to its buffer; overwriting it with as many characters reuses the same memory.
    if (const qsizetype length = text().size(); length > 0)
        setText(QString(length, QChar(u'\u0000')));
    clear();
}

void SecretField::contextMenuEvent(QContextMenuEvent *event)
{
    const std::unique_ptr<QMenu> menu(new QMenu(this));
    menu->addAction(tr("Paste"), this, &QLineEdit::paste);
    menu->addAction(tr("Clear"), this, &SecretField::wipe);
    menu->exec(event->globalPos());
}

void SecretField::keyPressEvent(QKeyEvent *event)
{
    const bool cuts = event->matches(QKeySequence::Cut);
    if (!cuts && !event->matches(QKeySequence::Copy))
        return QLineEdit::keyPressEvent(event);
    event->accept();
    // Masked text is never copied, as in any QLineEdit.
    if (m_revealed && hasSelectedText() && copySecret(selectedText()) && cuts)
        del();
}

void SecretField::hideEvent(QHideEvent *event)
{
    setRevealed(false);
    QLineEdit::hideEvent(event);
}

}  // namespace castellan::ui
