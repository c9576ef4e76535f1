// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/teams/team_form.h"

#include "ui/guards/state_view.h"
#include "ui/lists/words.h"
#include "ui/screens/teams/slug.h"
#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace castellan::ui {
namespace {

constexpr int checkDelay = 250;  // ms after the last key

}  // namespace

TeamForm::TeamForm(Theme &theme, client::Server &server, For purpose, QWidget *parent)
    : QWidget(parent), m_server(server), m_for(purpose), m_name(new QLineEdit(this)), m_slug(new QLineEdit(this)),
      m_slugState(makeLabel({}, this, TextSize::small, Tone::muted)), m_type(new QComboBox(this)),
      m_problem(makeProblem(this))
{
    const auto &metrics = theme.metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics.labelGap());
    m_name->setMaxLength(254);
    m_slug->setMaxLength(254);
    m_slug->setFont(theme.fixedFont());
    layout->addWidget(makeFieldLabel(tr("&Name"), m_name, this));
    layout->addWidget(m_name);
    layout->addSpacing(metrics.units(3));
    layout->addWidget(makeFieldLabel(tr("&Slug (used in links)"), m_slug, this));
    layout->addWidget(m_slug);
    layout->addWidget(m_slugState);
    m_typeLabel = makeFieldLabel(tr("&Type"), m_type, this);
    layout->addSpacing(metrics.units(3));
    layout->addWidget(m_typeLabel);
    layout->addWidget(m_type, 0, Qt::AlignLeft);
    layout->addWidget(m_problem);
    m_typeLabel->setVisible(purpose == For::newTeam);
    m_type->setVisible(purpose == For::newTeam);

    m_check.setSingleShot(true);
    m_check.setInterval(checkDelay);
    connect(&m_check, &QTimer::timeout, this, &TeamForm::check);
    connect(m_name, &QLineEdit::textEdited, this, &TeamForm::nameEdited);
    connect(m_name, &QLineEdit::textChanged, this, &TeamForm::changed);
    connect(m_slug, &QLineEdit::textEdited, this, [this] { m_slugByHand = !m_slug->text().isEmpty(); });
    connect(m_slug, &QLineEdit::textChanged, this, &TeamForm::checkSoon);
    connect(&theme, &Theme::changed, this, [this, &theme] { m_slug->setFont(theme.fixedFont()); });
    showSlugState();
}

void TeamForm::setTeam(const records::Team &team)
{
    m_oldName = text(team.name);
    m_oldSlug = text(team.slug);
    m_slugByHand = true;
    m_name->setText(m_oldName);
    m_slug->setText(m_oldSlug);
    m_problem->hide();
    checkSoon();
}

void TeamForm::type(const QString &name, const QString &slug)
{
    m_slugByHand = true;
    m_name->setText(name);
    m_slug->setText(slug);
    checkSoon();
}

void TeamForm::loadTypes()
{
    auto *teams = m_server.platform() == nullptr ? nullptr : m_server.platform()->teams();
    if (teams == nullptr)
        return;
    client::whenDone(this, teams->types(), [this](Result<std::vector<records::TeamType>> types) {
        if (!types) {
            showProblem(types.error());
            return;
        }
        for (const auto &type : *types)
            if (type.active.value_or(true))
                m_type->addItem(text(type.name), text(type.id));
        // A single type is no choice and is not shown.
        m_typeLabel->setVisible(m_type->count() > 1);
        m_type->setVisible(m_type->count() > 1);
        Q_EMIT changed();
    });
}

QString TeamForm::name() const
{
    return m_name->text().trimmed();
}

QString TeamForm::slug() const
{
    return m_slug->text().trimmed();
}

QString TeamForm::typeId() const
{
    return m_type->currentData().toString();
}

bool TeamForm::isChanged() const
{
    return name() != m_oldName || slug() != m_oldSlug;
}

bool TeamForm::isAcceptable() const
{
    const bool slugGood = m_state == Slug::free || m_state == Slug::unchanged || m_state == Slug::unknown;
    return !name().isEmpty() && slugGood && (m_for == For::existingTeam || !typeId().isEmpty());
}

void TeamForm::focusName()
{
    m_name->setFocus();
}

void TeamForm::setFieldsEnabled(bool enabled, const QString &why)
{
    for (auto *field : {m_name, m_slug}) {
        field->setReadOnly(!enabled);
        setTip(field, why);
    }
    m_type->setEnabled(enabled);
}

void TeamForm::showProblem(const Error &error)
{
    ui::showProblem(m_problem, sentenceOf(error));
    auto *field = error.code == ErrorCode::invalid_slug || error.code == ErrorCode::slug_taken ? m_slug : m_name;
    field->setAccessibleDescription(sentenceOf(error));
    field->setFocus();
}

void TeamForm::nameEdited(const QString &name)
{
    m_problem->hide();
    if (!m_slugByHand)
        m_slug->setText(slugOf(name));
}

void TeamForm::checkSoon()
{
    ++m_round;
    m_check.stop();
    if (slug().isEmpty()) {
        m_state = Slug::empty;
    } else if (slug() == m_oldSlug) {
        m_state = Slug::unchanged;
    } else {
        m_state = Slug::checking;
        m_check.start();
    }
    showSlugState();
    Q_EMIT changed();
}

void TeamForm::check()
{
    auto *teams = m_server.platform() == nullptr ? nullptr : m_server.platform()->teams();
    if (teams == nullptr)
        return;
    client::whenDone(this, teams->slugIsFree(slug()), [this, round = m_round](Result<bool> free) {
        if (round != m_round)
            return;  // the user has typed more since
        if (free) {
            m_state = *free ? Slug::free : Slug::taken;
        } else {
            const auto code = free.error().code;
            m_state = code == ErrorCode::invalid_slug || code == ErrorCode::validation ? Slug::invalid : Slug::unknown;
            m_slugProblem = sentenceOf(free.error());
        }
        showSlugState();
        Q_EMIT changed();
    });
}

void TeamForm::showSlugState()
{
    const auto say = [this](const QString &words, Tone tone) {
        m_slugState->setText(words);
        setTone(m_slugState, tone);
        m_slug->setAccessibleDescription(words);
        m_slug->setProperty("invalid", tone == Tone::danger);
        restyle(m_slug);
    };
    switch (m_state) {
    case Slug::empty:
        say(tr("Lower-case letters, digits and hyphens."), Tone::muted);
        break;
    case Slug::unchanged:
        say(tr("Used in links to the team."), Tone::muted);
        break;
    case Slug::checking:
        say(tr("Checking…"), Tone::muted);
        break;
    case Slug::free:
        say(tr("Free"), Tone::success);
        break;
    case Slug::taken:
        say(tr("Already used by another team."), Tone::danger);
        break;
    case Slug::invalid:
        say(m_slugProblem, Tone::danger);
        break;
    case Slug::unknown:
        say(tr("Could not check: %1", "%1: an error's sentence").arg(m_slugProblem), Tone::warning);
        break;
    }
}

}  // namespace castellan::ui
