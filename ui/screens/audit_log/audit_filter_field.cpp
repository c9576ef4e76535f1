// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/audit_filter_field.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStringListModel>
#include <QTextCharFormat>

namespace castellan::ui {
namespace {

constexpr int mostOffers = 12;

}  // namespace

AuditFilterField::AuditFilterField(Theme &theme, QWidget *parent)
    : FilterField(theme, tr("Filter, e.g. actor:ann -event:login", "keep the words before the colons"), parent),
      m_theme(theme), m_completer(new QCompleter(this)), m_completions(new QStringListModel(this))
{
    setAccessibleName(tr("Filter events"));
    m_completer->setModel(m_completions);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->popup()->setAccessibleName(tr("Completions"));
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &AuditFilterField::complete);
    connect(this, &QLineEdit::textEdited, this, &AuditFilterField::offerCompletions);
    connect(&theme, &Theme::changed, this, &AuditFilterField::applyChips);
}

bool AuditFilterField::hasClause(const QString &clause) const
{
    return QString(u' ' % text() % u' ').contains(QString(u' ' % clause % u' '));
}

void AuditFilterField::addClause(const QString &clause)
{
    if (!hasClause(clause))
        setText(text().trimmed().isEmpty() ? clause : QString(text().trimmed() % u' ' % clause));
}

void AuditFilterField::toggleClause(const QString &clause)
{
    if (!hasClause(clause)) {
        addClause(clause);
        return;
    }
    QString padded = u' ' % text() % u' ';
    padded.replace(QString(u' ' % clause % u' '), QStringLiteral(" "));
    setText(padded.trimmed());
}

void AuditFilterField::show(const client::Filter &filter, const std::optional<client::FilterError> &error)
{
    m_filter = error ? client::Filter{} : filter;
    m_shownText = text();
    setProblem(error ? error->message : QString());
    applyChips();
}

void AuditFilterField::applyChips()
{
    // QLineEdit formats parts of its text only when an input method says so.
    QList<QInputMethodEvent::Attribute> attributes;
    QTextCharFormat format;
    format.setBackground(m_theme.color(ColorRole::accentGround));
    format.setForeground(m_theme.color(ColorRole::accent));
    if (m_shownText == text())
        for (const auto &clause : m_filter.clauses)
            if (clause.key != client::FilterKey::text)
                attributes.append({QInputMethodEvent::TextFormat, int(clause.position) - cursorPosition(),
                                   int(clause.length), format});
    QInputMethodEvent event({}, attributes);
    inputMethodEvent(&event);
}

std::pair<qsizetype, QString> AuditFilterField::currentWord() const
{
    const auto before = text().left(cursorPosition());
    const auto start = std::max(before.lastIndexOf(u' '), before.lastIndexOf(u'(')) + 1;
    return {start, before.mid(start)};
}

void AuditFilterField::setSeenValues(const QString &key, const QStringList &values)
{
    m_seen.insert(key, values);
}

void AuditFilterField::offerCompletions()
{
    auto word = currentWord().second;
    const auto sign = word.startsWith(u'-') ? QStringLiteral("-") : QString();
    word.remove(0, sign.size());
    QStringList offers;
    if (const auto colon = word.indexOf(u':'); colon >= 0) {
        const auto key = word.left(colon);
        const auto begun = word.mid(colon + 1);
        const auto values = m_seen.value(key);
        for (const auto &value : values)
            if (value.startsWith(begun, Qt::CaseInsensitive) && value != begun)
                offers << QString(sign % key % u':' % (value.contains(u' ') ? QString(u'"' % value % u'"') : value));
    } else if (!word.isEmpty()) {
        const auto keys = client::filterKeys();
        for (const auto &key : keys)
            if (key.startsWith(word, Qt::CaseInsensitive))
                offers << QString(sign % key % u':');
    }
    if (offers.size() > mostOffers)
        offers.resize(mostOffers);
    m_completions->setStringList(offers);
    if (offers.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    auto where = cursorRect();
    where.setWidth(m_theme.metrics().units(60));
    m_completer->complete(where);
}

void AuditFilterField::complete(const QString &completion)
{
    const auto start = currentWord().first;
    const auto after = text().mid(cursorPosition());
    const bool isKey = completion.endsWith(u':');
    const auto space = isKey || after.startsWith(u' ') ? QString() : QStringLiteral(" ");
    const QString done = text().left(start) % completion % space;
    setText(done + after);
    setCursorPosition(int(done.size()));
    if (isKey)
        offerCompletions();
}

void AuditFilterField::keyPressEvent(QKeyEvent *event)
{
    if (m_completer->popup()->isVisible()) {
        switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Escape:
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
            event->ignore();  // handled by the completer
            return;
        default:
            break;
        }
    }
    FilterField::keyPressEvent(event);
}

}  // namespace castellan::ui
