// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/event_inspector.h"

#include "client/display_text.h"
#include "client/events/entry_facts.h"
#include "client/events/entry_sentence.h"
#include "client/events/texts.h"
#include "client/indented_json.h"
#include "ui/lists/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_values.h"
#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QClipboard>
#include <QFrame>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLocale>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace castellan::ui {
namespace {

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

/// What an entry's asset is, by the levels of its logs.
QString assetTitle(const QString &scopes)
{
    return client::levelText(client::partsOf(scopes).constLast());
}

}  // namespace

EventInspector::EventInspector(Theme &theme, const client::EventStore &store, QWidget *parent)
    : InspectorPanel(theme, parent), m_theme(theme), m_store(store)
{
    const auto &metrics = theme.metrics();
    setAccessibleName(tr("Details of the event"));
    setHeading(tr("No event selected"), tr("Select an event to see its details."));

    auto *summary = new QWidget;
    auto *layout = new QVBoxLayout(summary);
    layout->setContentsMargins(0, metrics.units(2.5), 0, 0);
    layout->setSpacing(metrics.units(4));
    m_changes = new QWidget(summary);
    m_changesGrid = new QGridLayout(m_changes);
    m_changesGrid->setContentsMargins({});
    m_changesGrid->setHorizontalSpacing(metrics.units(3));
    m_changesGrid->setVerticalSpacing(metrics.units(1.5));
    m_fields = new KeyValues(theme, summary);
    m_related = new Button(theme, tr("Same request"), ButtonKind::secondary, summary);
    m_related->setIcon(Icon::filter);
    setTip(m_related, tr("Show the entries of the same request"));
    layout->addWidget(m_changes);
    layout->addWidget(m_fields);
    layout->addWidget(m_related, 0, Qt::AlignLeft);
    layout->addStretch();

    auto *record = new QWidget;
    auto *recordLayout = new QVBoxLayout(record);
    recordLayout->setContentsMargins(0, metrics.units(2.5), 0, 0);
    recordLayout->setSpacing(metrics.gap());
    m_json = new QPlainTextEdit(record);
    m_json->setReadOnly(true);
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_json->setTabChangesFocus(true);
    m_json->setFont(theme.fixedFont(TextSize::small));
    m_json->setAccessibleName(tr("The record as sent by the server"));
    auto *copy = new Button(theme, tr("Copy JSON"), ButtonKind::secondary, record);
    copy->setIcon(Icon::copy);
    recordLayout->addWidget(m_json, 1);
    recordLayout->addWidget(copy, 0, Qt::AlignLeft);

    addTab(summary, tr("Changes"));
    addTab(record, tr("JSON"));
    setTabVisible(0, false);
    setTabVisible(1, false);

    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(json()); });
    connect(m_related, &QPushButton::clicked, this,
            [this] { Q_EMIT filterWanted(QString(QStringLiteral("request:") % m_request)); });
    connect(&theme, &Theme::changed, this, [this] { m_json->setFont(m_theme.fixedFont(TextSize::small)); });
    connect(&store, &client::EventStore::relabelled, this, &EventInspector::fill);
}

void EventInspector::show(client::EventRow row)
{
    m_row = row;
    fill();
}

void EventInspector::setUtc(bool utc)
{
    m_utc = utc;
    fill();
}

QString EventInspector::json() const
{
    return m_json->toPlainText();
}

void EventInspector::fill()
{
    if (!m_row)
        return;
    const auto entry = m_store.entry(*m_row);
    if (!entry) {
        if (m_store.contains(*m_row))
            setHeading(tr("Events may be missing"), m_store.text(*m_row, client::EventColumn::detail));
        setTabVisible(0, false);
        setTabVisible(1, false);
        return;
    }
    setHeading(capitalised(client::eventTitle(text(client::eventOf(*entry)))),
               client::sentenceOf(*entry, m_store.teamName(*m_row)));
    fillChanges(*entry);
    fillFields(*entry);
    QStringList records;
    for (const auto &one : m_store.entries(*m_row))
        records << client::indentedJson(one->raw);
    m_json->setPlainText(records.join(QStringLiteral("\n\n")));
    setTabVisible(0, true);
    setTabVisible(1, true);
}

void EventInspector::fillChanges(const records::AuditEntry &entry)
{
    while (auto *item = m_changesGrid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto changes = client::changesOf(entry);
    m_changes->setVisible(!changes.empty());
    if (changes.empty())
        return;
    int column = 0;
    for (const auto &words : {tr("Field"), tr("Before"), tr("After")}) {
        auto *label = makeLabel(words, m_changes, TextSize::small, Tone::muted);
        setStrong(label);
        m_changesGrid->addWidget(label, 0, column++);
    }
    auto *line = new QFrame(m_changes);
    line->setFixedHeight(1);
    setGround(line, "surface", "bottom");
    m_changesGrid->addWidget(line, 1, 0, 1, 3);
    const auto hidden = tr("•••• (hidden)", "a value that the server masked");
    int row = 2;
    for (const auto &change : changes) {
        const auto shown = [&](bool had, const QString &value) {
            return !had ? Words::none() : change.hidden ? hidden : value;
        };
        const auto before = shown(change.hadBefore, change.before);
        const auto after = shown(change.hasAfter, change.after);
        auto *key = makeParagraph(change.key, m_changes, Tone::normal, TextSize::small);
        auto *was = makeParagraph(before, m_changes, change.hadBefore ? Tone::danger : Tone::muted, TextSize::small);
        auto *is = makeParagraph(after, m_changes, change.hasAfter ? Tone::success : Tone::muted, TextSize::small);
        was->setAccessibleName(
            tr("%1 before: %2", "a field and its value").arg(client::isolated(change.key), client::isolated(before)));
        is->setAccessibleName(
            tr("%1 after: %2", "a field and its value").arg(client::isolated(change.key), client::isolated(after)));
        m_changesGrid->addWidget(key, row, 0, Qt::AlignTop);
        m_changesGrid->addWidget(was, row, 1, Qt::AlignTop);
        m_changesGrid->addWidget(is, row, 2, Qt::AlignTop);
        ++row;
    }
    for (column = 0; column < 3; ++column)
        m_changesGrid->setColumnStretch(column, 1);
}

void EventInspector::fillFields(const records::AuditEntry &entry)
{
    m_fields->clear();
    const auto add = [this](const QString &name, const QString &value, bool fixed = false) {
        if (!value.isEmpty())
            m_fields->add(name, value, fixed);
    };
    const auto at = m_utc ? m_store.time(*m_row).toUTC() : m_store.time(*m_row).toLocalTime();
    const auto zone = m_utc ? QStringLiteral("UTC") : at.timeZoneAbbreviation();
    const auto actor = client::actorWithMeansOf(entry);
    add(tr("Event"), m_store.text(*m_row, client::EventColumn::event), true);
    if (entry.seq)
        add(tr("Sequence", "number of an event"), QString(u'#' % QLocale().toString(qlonglong(*entry.seq))), true);
    add(tr("Date"), at.toString(QStringLiteral("yyyy-MM-dd")), true);
    add(tr("Time"), QString(at.toString(QStringLiteral("HH:mm:ss.zzz")) % u' ' % zone), true);
    add(tr("Outcome"), client::outcomeText(m_store.outcome(*m_row)));
    add(tr("Failure"), client::failureOf(entry));
    add(tr("Actor"), entry.auth ? QString(actor % QStringLiteral(" · ") % text(entry.auth)) : actor);
    add(tr("Server"), m_store.text(*m_row, client::EventColumn::server));
    add(tr("Level", "whose log: the platform's, a team's, an instance's"),
        client::levelText(m_store.text(*m_row, client::EventColumn::scope)));
    add(tr("Team"), m_store.text(*m_row, client::EventColumn::team));
    add(assetTitle(m_store.text(*m_row, client::EventColumn::scope)), m_store.text(*m_row, client::EventColumn::asset));
    add(tr("From", "network address"), text(entry.address), true);
    if (entry.client)
        add(tr("Client", "a program"), client::displayText(*entry.client));
    if (entry.count && *entry.count > 1)
        add(tr("Times", "how often it happened"), QLocale().toString(qlonglong(*entry.count)), true);
    for (const auto &part : client::factsOf(entry))
        add(part.name, part.value);
    m_request = text(entry.requestId);
    add(tr("Request", "id of a request"), m_request, true);
    QStringList ids;
    for (const auto &one : m_store.entries(*m_row))
        ids << text(one->id);
    add(tr("Entry", "id of an event"), client::joinedParts(ids), true);
    m_related->setVisible(!m_request.isEmpty());
}

}  // namespace castellan::ui
