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

class WelcomeScreen final : public Screen {
    Q_OBJECT
public:
    WelcomeScreen(ScreenContext context, QWidget *parent);

private:
    void startLocal();
    void startDemo();
    void say(const Error &error);
    Door *m_connect;
    Door *m_local = nullptr;
    Door *m_demo = nullptr;
    QLabel *m_problem;
};

WelcomeScreen::WelcomeScreen(ScreenContext context, QWidget *parent) : Screen(std::move(context), tr("Welcome"), parent)
{
    const Metrics &m = theme().metrics();
    auto *across = new QHBoxLayout(this);
    across->setContentsMargins(m.pageMargin(), m.pageMargin(), m.pageMargin(), m.pageMargin());
    auto *column = new QWidget(this);
    column->setFixedWidth(m.units(130));
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, m.units(18), 0, 0);
    layout->setSpacing(m.units(3));
    auto *logo = makeLabel({}, column);
    logo->setPixmap(applicationIcon().pixmap(QSize(m.units(12), m.units(12)), devicePixelRatioF()));
    logo->setAccessibleName(QStringLiteral("Castellan"));
    layout->addWidget(logo);
    layout->addSpacing(m.units(2));
    layout->addWidget(makeParagraph(tr("Which servers do you manage?"), column, Tone::normal, TextSize::title));
    layout->addWidget(makeParagraph(tr("Manage the users, permissions and audit logs of your servers in one window. "
                                       "There is no account, and Castellan talks only to the servers that you add."),
                                    column, Tone::muted));
    layout->addSpacing(m.units(3));

    m_connect = new Door(theme(), Icon::plug, tr("Connect to a server"),
                         tr("FlowFuse or Castellan. Sign in with a password or an access token."), column);
    layout->addWidget(m_connect);
    connect(m_connect, &Door::clicked, this, [this] { Q_EMIT navigate({{}, QStringLiteral("connect"), {}, {}}); });
    if (this->context().localHost) {
        const bool again = this->context().localHost->hasData();
        m_local = new Door(theme(), Icon::laptop, again ? tr("Start the local server") : tr("Start a local server"),
                           again ? tr("Its encrypted data is on this computer.")
                                 : tr("Runs in this window and is reachable only from this computer. Its data is "
                                      "encrypted with a key in your keychain."),
                           column);
        layout->addWidget(m_local);
        connect(m_local, &Door::clicked, this, &WelcomeScreen::startLocal);
    }
    if (this->context().demoHost) {
        m_demo = new Door(theme(), Icon::compass, tr("Try the demo"),
                          tr("A sample plant with users, teams and a day of events. Nothing is saved."), column);
        layout->addWidget(m_demo);
        connect(m_demo, &Door::clicked, this, &WelcomeScreen::startDemo);
    }
    m_problem = makeProblem(column);
    layout->addWidget(m_problem);
    layout->addStretch();
    across->addStretch();
    across->addWidget(column);
    across->addStretch();
    setFocusProxy(m_connect);
}

void WelcomeScreen::startLocal()
{
    m_problem->hide();
    m_local->setBusy(tr("Starting: creating keys and the encrypted database."));
    ui::startLocal(theme(), *context().localHost, context().sealedFile, this,
                   [this](const Result<LocalHost::Started> &result) {
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
    m_demo->setBusy(tr("Starting: generating users, teams and a day of events."));
    client::whenDone(this, context().demoHost->start(), [this](const Result<client::Server *> &result) {
        m_demo->setBusy({});
        if (!result) {
            if (result.error().code != ErrorCode::cancelled)
                say(result.error());
            return;
        }
        // A user who has left this screen finds the demo in the rail.
        if (isVisible() && context().demoHost->server())
            Q_EMIT navigate({(*result)->profile().id, QStringLiteral("overview"), {}, {}});
    });
}

void WelcomeScreen::say(const Error &error)
{
    showProblem(m_problem, sentenceOf(error));
}

Screen *makeWelcomeScreen(ScreenContext context, QWidget *parent)
{
    return new WelcomeScreen(std::move(context), parent);
}

}  // namespace castellan::ui

#include "welcome_screen.moc"
