// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/event_inspector.h"

#include "client/audit/entry_sentence.h"
#include "client/audit/filter.h"
#include "ui/screens/audit_log/event_title.h"
#include "ui/screens/records/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace castellan::ui {
namespace {

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

void empty(QGridLayout *grid)
{
    while (auto *item = grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QString indented(const wire::AuditEntry &entry)
{
    const auto text = json::serialize(json::value(entry.raw));
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(text));
    return QString::fromUtf8(document.toJson(QJsonDocument::Indented));
}

}  // namespace

EventInspector::EventInspector(Theme &theme, const client::EventStore &store, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_store(store),
      m_nothing(makeParagraph(tr("Select an event to see it in full."), this, Tone::muted)),
      m_content(new QWidget(this)), m_title(makeLabel({}, m_content, TextSize::heading)),
      m_sentence(makeParagraph({}, m_content, Tone::muted)), m_tabs(new QTabBar(m_content)),
      m_pages(new QStackedWidget(m_content)), m_changes(new QWidget(m_pages)),
      m_changesGrid(new QGridLayout(m_changes)), m_json(new QPlainTextEdit(m_pages)), m_fields(new QWidget(m_content)),
      m_fieldsGrid(new QGridLayout(m_fields))
{
    const auto &metrics = theme.metrics();
    setAccessibleName(tr("Details of the event"));
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tabs->addTab(tr("Changes"));
    m_tabs->addTab(tr("JSON"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Parts of the event"));

    m_changesGrid->setContentsMargins(0, metrics.units(2), 0, 0);
    m_changesGrid->setHorizontalSpacing(metrics.units(3));
    m_changesGrid->setVerticalSpacing(metrics.units(2));
    m_fieldsGrid->setContentsMargins(0, metrics.units(2), 0, 0);
    m_fieldsGrid->setHorizontalSpacing(metrics.units(2));
    m_fieldsGrid->setVerticalSpacing(metrics.units(1.5));
    m_fieldsGrid->setColumnStretch(1, 1);

    auto *summary = new QWidget(m_pages);
    auto *summaryLayout = new QVBoxLayout(summary);
    summaryLayout->setContentsMargins({});
    summaryLayout->setSpacing(metrics.units(3));
    summaryLayout->addWidget(m_changes);
    summaryLayout->addWidget(m_fields);
    summaryLayout->addStretch();
    m_pages->addWidget(summary);

    auto *record = new QWidget(m_pages);
    auto *recordLayout = new QVBoxLayout(record);
    recordLayout->setContentsMargins(0, metrics.units(2), 0, 0);
    m_json->setReadOnly(true);
    m_json->setFrameShape(QFrame::NoFrame);
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_json->setFont(theme.fixedFont(TextSize::small));
    m_json->setAccessibleName(tr("The record as the server sent it"));
    m_json->setTabChangesFocus(true);
    auto *copy = new Button(theme, tr("Copy JSON"), ButtonKind::secondary, record);
    copy->setIcon(Icon::copy);
    recordLayout->addWidget(m_json, 1);
    recordLayout->addWidget(copy, 0, Qt::AlignLeft);
    m_pages->addWidget(record);

    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins({});
    layout->setSpacing(metrics.unit());
    layout->addWidget(m_title);
    layout->addWidget(m_sentence);
    layout->addSpacing(metrics.units(2));
    layout->addWidget(m_tabs);
    layout->addWidget(m_pages, 1);

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(metrics.units(4), metrics.units(4), metrics.units(4), metrics.units(3));
    outer->addWidget(m_nothing, 0, Qt::AlignTop);
    outer->addWidget(m_content, 1);

    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(copy, &QPushButton::clicked, this, &EventInspector::copyJson);
    connect(&theme, &Theme::changed, this, [this] {
        m_json->setFont(m_theme.fixedFont(TextSize::small));
        fill();
    });
    connect(&store, &client::EventStore::relabelled, this, &EventInspector::fill);
    clear();
}

void EventInspector::show(client::EventRow row)
{
    m_row = row;
    fill();
}

void EventInspector::clear()
{
    m_row.reset();
    fill();
}

void EventInspector::setUtc(bool utc)
{
    m_utc = utc;
    fill();
}

void EventInspector::fill()
{
    const auto entry = m_row ? m_store.entry(*m_row) : nullptr;
    m_nothing->setVisible(!entry);
    m_content->setVisible(entry != nullptr);
    if (!entry)
        return;
    m_title->setText(capitalised(eventTitle(text(entry->event))));
    m_sentence->setText(client::sentenceOf(*entry));
    fillChanges(*entry);
    fillFields(*entry);
    m_json->setPlainText(indented(*entry));
}

void EventInspector::fillChanges(const wire::AuditEntry &entry)
{
    empty(m_changesGrid);
    const auto changes = client::changesOf(entry);
    m_changes->setVisible(!changes.empty());
    if (changes.empty())
        return;
    const auto head = [this](const QString &words, int column) {
        auto *label = makeLabel(words, m_changes, TextSize::small, Tone::muted);
        setStrong(label);
        m_changesGrid->addWidget(label, 0, column);
    };
    head(tr("Field"), 0);
    head(tr("Before"), 1);
    head(tr("After"), 2);
    int row = 1;
    const auto hidden = tr("•••• (hidden)", "a value that the server masked");
    for (const auto &change : changes) {
        const auto before = change.hidden && change.hadBefore ? hidden
                            : change.hadBefore                ? change.before
                                                              : Words::none();
        const auto after = change.hidden && change.hasAfter ? hidden : change.hasAfter ? change.after : Words::none();
        auto *key = makeParagraph(change.key, m_changes, Tone::normal, TextSize::small);
        auto *was = makeParagraph(before, m_changes, change.hadBefore ? Tone::danger : Tone::muted, TextSize::small);
        auto *is = makeParagraph(after, m_changes, change.hasAfter ? Tone::success : Tone::muted, TextSize::small);
        was->setAccessibleName(tr("%1 before: %2", "a field and its value").arg(change.key, before));
        is->setAccessibleName(tr("%1 after: %2", "a field and its value").arg(change.key, after));
        m_changesGrid->addWidget(key, row, 0, Qt::AlignTop);
        m_changesGrid->addWidget(was, row, 1, Qt::AlignTop);
        m_changesGrid->addWidget(is, row, 2, Qt::AlignTop);
        ++row;
    }
    for (int column = 0; column < 3; ++column)
        m_changesGrid->setColumnStretch(column, 1);
}

void EventInspector::addField(const QString &name, const QString &value)
{
    if (value.isEmpty())
        return;
    const int row = m_fieldsGrid->rowCount();
    auto *label = makeLabel(name, m_fields, TextSize::small, Tone::muted);
    auto *shown = new ElidedLabel(m_theme, value, Qt::ElideMiddle, m_fields);
    shown->setLook(TextSize::small, Tone::normal, true);
    m_fieldsGrid->addWidget(label, row, 0);
    m_fieldsGrid->addWidget(shown, row, 1);
}

void EventInspector::fillFields(const wire::AuditEntry &entry)
{
    empty(m_fieldsGrid);
    const auto at = m_utc ? m_store.time(*m_row).toUTC() : m_store.time(*m_row).toLocalTime();
    const auto zone = m_utc ? QStringLiteral("UTC") : at.timeZoneAbbreviation();
    addField(tr("Event"), text(entry.event));
    if (entry.seq)
        addField(tr("Sequence", "number of an event"), u'#' % QLocale().toString(qlonglong(*entry.seq)));
    addField(tr("At", "time"), QString(at.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")) % u' ' % zone));
    const auto actor = client::actorOf(entry);
    addField(tr("Actor"), entry.auth ? QString(actor % QStringLiteral(" · ") % text(entry.auth)) : actor);
    addField(tr("Server"), m_store.text(*m_row, client::EventColumn::server));
    addField(tr("Team"), m_store.text(*m_row, client::EventColumn::team));
    addField(tr("Outcome"), client::outcomeText(m_store.outcome(*m_row)));
    addField(tr("Failure"), client::failureOf(entry));
    addField(tr("From", "network address"), text(entry.address));
    if (entry.client)
        addField(tr("Client", "a program"), QString::fromStdString(*entry.client));
    addField(tr("Request", "id of a request"), text(entry.requestId));
    if (entry.count && *entry.count > 1)
        addField(tr("Times", "how often it happened"), QLocale().toString(qlonglong(*entry.count)));
    addField(tr("Entry", "id of an event"), text(entry.id));
}

void EventInspector::copyJson()
{
    QGuiApplication::clipboard()->setText(m_json->toPlainText());
}

}  // namespace castellan::ui
