// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/welcome/welcome_screen.h"

#include "ui/guards/state_view.h"
#include "ui/screen/demo_host.h"
#include "ui/screen/local_host.h"
#include "ui/screens/welcome/door.h"
#include "ui/screens/welcome/local_start.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace castellan::ui {

WelcomeScreen::WelcomeScreen(ScreenContext context, QWidget *parent) : Screen(std::move(context), parent)
{
    const Metrics &m = theme().metrics();
    auto *across = new QHBoxLayout(this);
    across->setContentsMargins(m.pageMargin(), m.pageMargin(), m.pageMargin(), m.pageMargin());
    auto *column = new QWidget(this);
    column->setFixedWidth(m.units(130));
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, m.units(18), 0, 0);
    layout->setSpacing(m.units(3));
    auto *logo = new QLabel(column);
    logo->setPixmap(applicationIcon().pixmap(QSize(m.units(12), m.units(12)), devicePixelRatioF()));
    logo->setAccessibleName(QStringLiteral("Castellan"));
    layout->addWidget(logo);
    layout->addSpacing(m.units(2));
    layout->addWidget(makeParagraph(tr("Which servers do you manage?"), column, Tone::normal, TextSize::title));
    layout->addWidget(
        makeParagraph(tr("Castellan brings their people, rights and audit logs into one window. There is no "
                         "account and nothing leaves this computer, except to the servers you name."),
                      column, Tone::muted));
    layout->addSpacing(m.units(3));

    m_connect =
        new Door(theme(), Icon::plug, tr("Connect to a server"),
                 tr("FlowFuse or Castellan, by its address. Sign in with a password or an access token."), column);
    layout->addWidget(m_connect);
    connect(m_connect, &Door::clicked, this, [this] { Q_EMIT navigate({{}, QStringLiteral("connect"), {}, {}}); });
    if (this->context().localHost) {
        const bool again = this->context().localHost->hasData();
        m_local = new Door(theme(), Icon::laptop, again ? tr("Start the local server") : tr("Start a local server"),
                           again ? tr("Its data are on this computer, encrypted.")
                                 : tr("Runs in this window and can be reached from this computer alone. Data are "
                                      "encrypted; the key is kept in your keychain."),
                           column);
        layout->addWidget(m_local);
        connect(m_local, &Door::clicked, this, &WelcomeScreen::startLocal);
    }
    if (this->context().demoHost) {
        m_demo = new Door(theme(), Icon::compass, tr("Try the demo"),
                          tr("A sample plant with its people, teams and a day of events. Try everything: nothing is "
                             "saved."),
                          column);
        layout->addWidget(m_demo);
        connect(m_demo, &Door::clicked, this, &WelcomeScreen::startDemo);
    }
    m_problem = makeParagraph({}, column, Tone::danger);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    layout->addWidget(m_problem);
    layout->addStretch();
    across->addStretch();
    across->addWidget(column);
    across->addStretch();
    setFocusProxy(m_connect);
}

QList<Crumb> WelcomeScreen::crumbs() const
{
    return {{tr("Welcome"), context().place}};
}

void WelcomeScreen::startLocal()
{
    m_problem->hide();
    m_local->setBusy(tr("Starting: creating keys and an encrypted store."));
    ui::startLocal(theme(), *context().localHost, this, [this](const Result<LocalHost::Started> &result) {
        m_local->setBusy({});
        if (!result)
            return say(result.error());
        if (result->server)
            Q_EMIT navigate({result->server->profile().id, QStringLiteral("overview"), {}, {}});
    });
}

void WelcomeScreen::startDemo()
{
    m_problem->hide();
    m_demo->setBusy(tr("Starting: generating people, teams and a day of events."));
    client::whenDone(this, context().demoHost->start(), [this](const Result<client::Server *> &result) {
        m_demo->setBusy({});
        if (!result) {
            if (result.error().code != ErrorCode::cancelled)
                say(result.error());
            return;
        }
        // Who has gone elsewhere meanwhile finds it in the rail.
        if (isVisible() && context().demoHost->server())
            Q_EMIT navigate({(*result)->profile().id, QStringLiteral("overview"), {}, {}});
    });
}

void WelcomeScreen::say(const Error &error)
{
    m_problem->setText(sentenceOf(error));
    m_problem->show();
}

}  // namespace castellan::ui
