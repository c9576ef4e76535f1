// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/connection/connection_screen.h"

#include "client/display_text.h"
#include "client/profile/profiles_file.h"
#include "ui/guards/server_words.h"
#include "ui/guards/state_view.h"
#include "ui/screens/connection/server_form.h"
#include "ui/screens/connection/transport_form.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/shapes.h"
#include "ui/widgets/two_columns.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QVBoxLayout>

#include <tuple>

namespace castellan::ui {

class ConnectionScreen final : public Screen {
    Q_OBJECT
public:
    ConnectionScreen(ScreenContext context, QWidget *parent);
    void focusStart() override { m_server->focusFirst(); }
    [[nodiscard]] bool hasDraft() const override { return isChanged(); }
    [[nodiscard]] QJsonObject draft() const override;
    void restoreDraft(const QJsonObject &draft) override;
    [[nodiscard]] bool needsSession() const override { return false; }

private:
    void build();
    [[nodiscard]] QWidget *makeForms();
    [[nodiscard]] QWidget *makeFoot();
    [[nodiscard]] client::Profile typed() const;
    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] bool differs() const;
    void discard();
    void save();
    void saved(const Result<void> &done);
    void showState();
    void profileChanged();
    void updateActs();

    client::Profile m_shown;  ///< what the draft began with
    bool m_busy = false;
    SectionHeader *m_header = nullptr;
    StatusDot *m_state = nullptr;
    QLabel *m_why = nullptr;
    ServerForm *m_server = nullptr;
    TransportForm *m_transport = nullptr;
    QLabel *m_problem = nullptr;
    Button *m_save = nullptr;
    Button *m_discard = nullptr;
};

ConnectionScreen::ConnectionScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), tr("Connection settings"), parent)
{
    build();
    discard();
    showState();
    for (auto signal : {&client::Server::latencyChanged, &client::Server::userChanged})
        connect(server(), signal, this, &ConnectionScreen::showState);
    connect(server(), &client::Server::stateChanged, this, &ConnectionScreen::showState);
    connect(server(), &client::Server::profileChanged, this, &ConnectionScreen::profileChanged);
    connect(m_server, &ServerForm::changed, this, &ConnectionScreen::updateActs);
    connect(m_transport, &TransportForm::changed, this, &ConnectionScreen::updateActs);
    connect(m_save, &QPushButton::clicked, this, &ConnectionScreen::save);
    connect(m_discard, &QPushButton::clicked, this, &ConnectionScreen::discard);
    updateActs();
}

void ConnectionScreen::build()
{
    const Metrics &m = theme().metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), 0, 0);
    layout->setSpacing(m.units(4));
    m_header = new SectionHeader(theme(), this);
    m_header->setTitle(tr("Connection settings"));
    layout->addWidget(m_header);
    auto *state = new QVBoxLayout;
    state->setSpacing(m.unit());
    m_state = new StatusDot(theme(), this);
    m_why = makeParagraph({}, this, Tone::muted);
    m_why->setObjectName(QStringLiteral("connectionError"));
    state->addWidget(m_state);
    state->addWidget(m_why);
    layout->addLayout(state);
    layout->addWidget(makeForms(), 1);
    layout->addWidget(makeFoot());
}

QWidget *ConnectionScreen::makeForms()
{
    auto *forms = new TwoColumns(theme(), tr("Connection settings"), this);
    m_server = new ServerForm(theme(), forms->content());
    m_transport = new TransportForm(theme(), forms->content());
    forms->addLeft(m_server);
    forms->addRight(m_transport);
    if (server()->profile().embedded) {
        m_transport->hide();
        forms->addRight(makeParagraph(tr("This server runs in this window. Nothing lies between it and the console, so "
                                         "there are no certificates and no proxy to set."),
                                      forms->content(), Tone::muted));
    }
    return forms;
}

QWidget *ConnectionScreen::makeFoot()
{
    const Metrics &m = theme().metrics();
    auto *foot = new QWidget(this);
    setGround(foot, "surface", "top");
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, m.units(3), m.pageMargin(), m.units(4));
    row->setSpacing(m.gap());
    m_save = new Button(theme(), tr("Save"), ButtonKind::primary, foot);
    m_save->setObjectName(QStringLiteral("saveConnection"));
    m_save->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_S));
    m_discard = new Button(theme(), tr("Discard"), ButtonKind::secondary, foot);
    m_discard->setObjectName(QStringLiteral("discardConnection"));
    m_problem = makeProblem(foot);
    row->addWidget(m_save);
    row->addWidget(m_discard);
    row->addSpacing(m.gap());
    row->addWidget(m_problem, 1);
    row->addStretch();
    return foot;
}

QJsonObject ConnectionScreen::draft() const
{
    if (!differs())
        return {};
    const auto stored = client::profileText(typed());
    return QJsonDocument::fromJson({stored.data(), qsizetype(stored.size())}).object();
}

void ConnectionScreen::restoreDraft(const QJsonObject &draft)
{
    const auto stored = QJsonDocument(draft).toJson(QJsonDocument::Compact);
    const auto profile = client::profileFromText({stored.constData(), std::size_t(stored.size())});
    if (!profile)
        return showProblem(m_problem, sentenceOf(profile.error()));
    m_server->show(*profile);
    m_transport->show(*profile);
    updateActs();
}

client::Profile ConnectionScreen::typed() const
{
    auto profile = server()->profile();
    m_server->writeTo(profile);
    if (!profile.embedded)
        m_transport->writeTo(profile);
    return profile;
}

bool ConnectionScreen::isChanged() const
{
    return m_transport->hasSecrets() || differs();
}

bool ConnectionScreen::differs() const
{
    const auto values = [](const client::Profile &p) {
        return std::tuple(p.name, p.environment, p.readOnly, p.secretPlace, p.pin, p.caFile, p.clientCertificate,
                          p.clientKey, p.proxy, p.proxyUser);
    };
    return values(typed()) != values(m_shown);
}

void ConnectionScreen::discard()
{
    m_shown = server()->profile();
    m_server->show(m_shown);
    m_transport->show(m_shown);
    m_problem->hide();
    m_header->setSubtitle(m_shown.name);
    updateActs();
}

void ConnectionScreen::profileChanged()
{
    // A draft stays when something else changes the profile: a command of the window, or a sign-in.
    if (!isChanged())
        discard();
    m_header->setSubtitle(server()->profile().name);
}

void ConnectionScreen::updateActs()
{
    const bool changed = isChanged();
    m_save->setEnabled(changed && !m_busy);
    m_discard->setEnabled(changed && !m_busy);
}

void ConnectionScreen::save()
{
    m_busy = true;
    m_problem->hide();
    updateActs();
    client::whenDone(this, context().servers.update(typed(), m_transport->secrets()),
                     [this](const Result<void> &done) { saved(done); });
}

void ConnectionScreen::saved(const Result<void> &done)
{
    m_busy = false;
    if (done) {
        discard();
        Q_EMIT toast(tr("Saved the settings of %1.", "a server").arg(client::isolated(server()->profile().name)));
        return;
    }
    updateActs();
    if (!m_server->showError(done.error()) && !m_transport->showError(done.error()))
        showProblem(m_problem, sentenceOf(done.error()));
}

void ConnectionScreen::showState()
{
    const StateLook look = lookOf(server()->state());
    const auto latency = server()->latency().count();
    const bool up = server()->state() == client::ConnectionState::connected;
    m_state->set(look.shape, look.tone,
                 up && latency > 0 ? tr("%1, %2 ms", "%1 a state").arg(look.word).arg(latency) : look.word,
                 TextSize::body);
    const auto error = server()->lastError();
    m_why->setText(up || error.message.empty() ? QString() : sentenceOf(error));
    m_why->setVisible(!m_why->text().isEmpty());
}

Screen *makeConnectionScreen(ScreenContext context, QWidget *parent)
{
    return new ConnectionScreen(std::move(context), parent);
}

}  // namespace castellan::ui

#include "connection_screen.moc"
