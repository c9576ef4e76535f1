// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/server_overview_screen.h"

#include "client/display_text.h"
#include "client/profile/address.h"
#include "ui/guards/server_words.h"
#include "ui/lists/words.h"
#include "ui/screen/views.h"
#include "ui/screens/overview/server_summary.h"
#include "ui/sign_in/certificate_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_values.h"
#include "ui/widgets/label.h"
#include "ui/widgets/section_header.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace castellan::ui {

class ServerOverviewScreen final : public Screen {
    Q_OBJECT
public:
    ServerOverviewScreen(ScreenContext context, QWidget *parent);
    void refresh() override;

private:
    void showAll();
    void showFindings();
    ServerSummary m_summary;
    SectionHeader *m_header;
    QVBoxLayout *m_findings;
    KeyValues *m_connection;
    KeyValues *m_account;
    KeyValues *m_content;
    QString m_shown;
};

ServerOverviewScreen::ServerOverviewScreen(ScreenContext context, QWidget *parent)
    : Screen(context, tr("Overview"), parent), m_summary(*context.server, context.server->health(), nullptr)
{
    const Metrics &m = theme().metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), m.pageMargin());
    layout->setSpacing(m.units(5));
    m_header = new SectionHeader(theme(), this);
    for (const char *id : {"audit", "teams", "connection"}) {
        const View *view = context.views.find(QLatin1String(id));
        if (!view || (view->group == ViewGroup::hidden && context.server->profile().temporary))
            continue;  // what ends with this window has no settings to keep
        auto *open = new Button(theme(), titleOf(*view), ButtonKind::secondary, this);
        open->setIcon(view->icon);
        connect(open, &QPushButton::clicked, this,
                [this, id] { Q_EMIT navigate({server()->profile().id, QLatin1String(id), {}, {}}); });
        m_header->addAct(open);
    }
    layout->addWidget(m_header);
    m_findings = new QVBoxLayout;
    m_findings->setSpacing(m.units(1));
    layout->addLayout(m_findings);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(m.units(12));
    const auto addColumn = [&](const QString &title) {
        auto *column = new QVBoxLayout;
        column->setSpacing(m.units(2));
        column->addWidget(makeLabel(title, this, TextSize::heading));
        auto *values = new KeyValues(theme(), this);
        column->addWidget(values);
        column->addStretch();
        columns->addLayout(column, 1);
        return values;
    };
    m_connection = addColumn(tr("Connection"));
    m_account = addColumn(tr("Account"));
    m_content = addColumn(tr("On this server"));
    layout->addLayout(columns);
    layout->addStretch();

    connect(&m_summary, &ServerSummary::changed, this, &ServerOverviewScreen::showAll);
    connect(server(), &client::Server::userChanged, this, &ServerOverviewScreen::showAll);
    showAll();
}

void ServerOverviewScreen::refresh()
{
    m_summary.refresh();
}

void ServerOverviewScreen::showFindings()
{
    QStringList key;
    const auto &findings = m_summary.findings();
    for (const Finding &finding : findings)
        key << QString::number(int(finding.weight)) + finding.text;
    if (key.join(QLatin1Char('\n')) == m_shown)
        return;
    m_shown = key.join(QLatin1Char('\n'));
    while (QLayoutItem *item = m_findings->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Finding &finding : findings) {
        auto *line = new StatusDot(theme(), this);
        const auto look = lookOf(finding.weight);
        line->set(look.shape, look.tone, finding.text, TextSize::body);
        m_findings->addWidget(line);
    }
}

void ServerOverviewScreen::showAll()
{
    client::Server &on = *server();
    const client::Profile &profile = on.profile();
    m_header->setTitle(profile.name);
    QString what = productWords(profile);
    if (profile.embedded)
        what += (what.isEmpty() ? QString() : QStringLiteral(" · ")) + tr("runs in this window, loopback only");
    m_header->setSubtitle(what.isEmpty() ? profile.url.host() : what);
    showFindings();

    m_connection->clear();
    m_connection->add(tr("State"), lookOf(on.state()).word);
    m_connection->add(tr("Address"), profile.url.toString(QUrl::RemoveUserInfo), true);
    if (on.latency().count() > 0)
        m_connection->add(tr("Response time"), tr("%1 ms").arg(on.latency().count()));
    if (const QString feed = feedWords(on); !feed.isEmpty())
        m_connection->add(tr("Events"), feed);
    if (client::goesInClear(profile.url))
        m_connection->add(tr("Encryption"), tr("none: what is sent can be read on the way"));
    if (const auto certificate = on.certificate()) {
        m_connection->add(tr("Certificate"), certificate->issuer);
        m_connection->add(tr("Valid"), validityOf(*certificate));
    }
    m_connection->add(tr("Changes"), profile.readOnly ? tr("read-only here") : tr("allowed"));

    m_account->clear();
    if (const auto user = on.user()) {
        m_account->add(tr("Name"), client::displayText(user->name.value_or(std::string())));
        m_account->add(tr("User name"), client::displayText(user->username), true);
        if (user->email)
            m_account->add(tr("E-mail"), client::displayText(*user->email));
        m_account->add(tr("Role"), user->admin.value_or(false)     ? tr("administrator")
                                   : user->auditor.value_or(false) ? tr("auditor")
                                                                   : tr("user"));
        if (user->mfa_enabled)
            m_account->add(tr("Second factor"), *user->mfa_enabled ? tr("on") : tr("off"));
    } else
        m_account->add(tr("Signed in"), tr("no"));

    m_content->clear();
    if (m_summary.teams())
        m_content->add(tr("Teams"), QLocale().toString(*m_summary.teams()));
    if (m_summary.users())
        m_content->add(tr("Users"), QLocale().toString(*m_summary.users()));
    m_content->add(tr("Last event"), Words::ago(m_summary.lastEvent(), QDateTime::currentDateTime()));
}

Screen *makeServerOverviewScreen(ScreenContext context, QWidget *parent)
{
    return new ServerOverviewScreen(std::move(context), parent);
}

}  // namespace castellan::ui

#include "server_overview_screen.moc"
