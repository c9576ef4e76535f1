// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/drafts.h"

#include "client/date_time.h"
#include "client/display_text.h"
#include "client/on_worker.h"
#include "client/when_done.h"
#include "ui/shell/content_area.h"

#include <QFile>

#include <algorithm>

namespace castellan::ui {
namespace {

constexpr auto every = std::chrono::seconds(10);

}  // namespace

Drafts::Drafts(ContentArea &content, const Clock &clock, QString path, QObject *parent)
    : QObject(parent), m_content(content), m_clock(clock), m_path(std::move(path))
{
    read();
    connect(&m_timer, &QTimer::timeout, this, &Drafts::saveSoon);
    m_timer.start(every);
}

void Drafts::read()
{
    auto kept = readDrafts(m_path);
    if (kept) {
        m_earlier = std::move(*kept);
        m_written = m_earlier.drafts;
        return;
    }
    // What can't be read is set aside, so that the next drafts don't overwrite it.
    const QString aside = m_path + QStringLiteral(".unreadable");
    QFile::remove(aside);
    QFile::rename(m_path, aside);
    QMetaObject::invokeMethod(
        this,
        [this, sentence = client::displayText(kept.error().message), aside] {
            Q_EMIT failed(tr("%1 The file is kept as %2.", "%1 a sentence, %2 a file").arg(sentence, aside));
        },
        Qt::QueuedConnection);
}

std::vector<Draft> Drafts::current() const
{
    return m_content.drafts();
}

std::vector<Draft> Drafts::all() const
{
    auto out = current();
    std::erase_if(out, [](const Draft &draft) { return draft.content.isEmpty(); });  // secrets alone are not kept
    for (const auto &draft : m_earlier.drafts) {
        const bool replaced = std::ranges::any_of(out, [&](const Draft &now) {
            return now.place.serverId == draft.place.serverId && now.place.view == draft.place.view;
        });
        if (!replaced)
            out.push_back(draft);
    }
    return out;
}

void Drafts::saveSoon()
{
    if (m_isWriting)
        return;
    auto drafts = all();
    if (drafts == m_written)
        return;
    m_written = drafts;
    m_isWriting = true;
    const auto written = client::onWorker(
        m_writer, [path = m_path, kept = KeptDrafts{client::toDateTime(m_clock.now()), std::move(drafts)}] {
            return writeDrafts(path, kept);
        });
    client::whenDone(this, written, [this](const Result<void> &done) {
        m_isWriting = false;
        if (!done) {
            m_written.clear();  // tried again
            say(done.error());
        }
        m_hasFailed = !done;
    });
}

void Drafts::say(const Error &error)
{
    if (!m_hasFailed)
        Q_EMIT failed(client::displayText(error.message));
}

void Drafts::save()
{
    m_writer.waitForDone();
    m_written = all();
    if (const auto done = writeDrafts(m_path, {client::toDateTime(m_clock.now()), m_written}); !done)
        Q_EMIT failed(client::displayText(done.error().message));
}

Place Drafts::restore()
{
    const auto earlier = std::exchange(m_earlier, {});
    Place first;
    for (const auto &draft : earlier.drafts)
        if (m_content.restoreDraft(draft) && first.view.isEmpty())
            first = draft.place;
    Q_EMIT earlierChanged();
    return first;
}

void Drafts::discardEarlier()
{
    m_earlier = {};
    save();
    Q_EMIT earlierChanged();
}

void Drafts::discardAll()
{
    m_timer.stop();
    m_writer.waitForDone();
    if (const auto done = writeDrafts(m_path, {client::toDateTime(m_clock.now()), m_earlier.drafts}); !done)
        Q_EMIT failed(client::displayText(done.error().message));
}

}  // namespace castellan::ui
