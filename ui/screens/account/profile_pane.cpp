// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/account/profile_pane.h"

#include "ui/guards/state_view.h"
#include "ui/guards/write_guard.h"
#include "ui/lists/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field_problem.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QHBoxLayout>
#include <QLineEdit>

#include <algorithm>
#include <utility>

namespace castellan::ui {
namespace {

// Places in m_fields.
constexpr std::size_t usernameField = 1;
constexpr std::size_t emailField = 2;

}  // namespace

ProfilePane::ProfilePane(Theme &theme, client::Server &server, QWidget *parent)
    : QWidget(parent), m_server(server), m_guard(new WriteGuard(server, this))
{
    using Update = records::UserUpdate;
    auto *column = new FormColumn(theme, this);
    column->addTitle(tr("Profile"), TextSize::heading);
    const auto add = [&](const QString &label, const char *path, auto member, ErrorCode code) {
        auto *edit = new QLineEdit(this);
        edit->setMaxLength(254);
        column->addField(label, edit, path);
        m_fields.push_back({edit, column->addProblemOf(edit), member, path, code, {}});
        connect(edit, &QLineEdit::textChanged, this, [this] {
            update();
            Q_EMIT draftChanged();
        });
        connect(edit, &QLineEdit::returnPressed, this, &ProfilePane::save);
    };
    add(tr("&Name"), "name", &Update::name, ErrorCode::validation);
    add(tr("&User name"), "username", &Update::username, ErrorCode::invalid_username);
    add(tr("&E-mail address"), "email", &Update::email, ErrorCode::invalid_email);
    m_fields[usernameField].edit->setProperty("fixed", true);
    m_note = makeParagraph({}, this, Tone::muted, TextSize::small);
    m_note->setObjectName(QStringLiteral("emailNote"));
    column->addWidget(m_note);
    m_problem = column->addProblem();
    column->addGap();
    // Made after the fields: the tab key follows the order of making.
    m_save = new Button(theme, tr("Save"), ButtonKind::primary, this);
    m_discard = new Button(theme, tr("Discard"), ButtonKind::secondary, this);
    m_save->setObjectName(QStringLiteral("saveProfile"));
    m_discard->setObjectName(QStringLiteral("discardProfile"));
    auto *acts = new QHBoxLayout;
    acts->setSpacing(theme.metrics().gap());
    acts->addWidget(m_save);
    acts->addWidget(m_discard);
    acts->addStretch();
    column->addLayout(acts);
    setFocusProxy(m_fields.front().edit);

    connect(m_save, &QPushButton::clicked, this, &ProfilePane::save);
    connect(m_discard, &QPushButton::clicked, this, &ProfilePane::discard);
    connect(m_guard, &WriteGuard::reasonChanged, this, &ProfilePane::update);
    update();
}

void ProfilePane::setUser(const records::User &user)
{
    const bool keep = hasDraft() && user.id == m_user.id;
    m_user = user;
    const QString values[] = {text(user.name), text(user.username), text(user.email)};
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        m_fields[i].now = values[i];
    if (!keep)
        discard();
    if (!m_kept.isEmpty())
        restoreDraft(std::exchange(m_kept, {}));
    update();
}

QJsonObject ProfilePane::typedDraft() const
{
    if (!hasDraft())
        return m_kept;
    QJsonObject out;
    for (const auto &field : m_fields)
        if (typed(field) != field.now)
            out[QLatin1StringView(field.path)] = typed(field);
    return out;
}

void ProfilePane::restoreDraft(const QJsonObject &draft)
{
    if (m_user.id.empty()) {
        m_kept = draft;
        return;
    }
    for (const auto &field : m_fields)
        if (const auto kept = draft[QLatin1StringView(field.path)]; kept.isString())
            field.edit->setText(kept.toString());
}

QString ProfilePane::typed(const Field &field)
{
    return field.edit->text().trimmed();
}

bool ProfilePane::hasDraft() const
{
    return !m_user.id.empty() && std::ranges::any_of(m_fields, [](const Field &f) { return typed(f) != f.now; });
}

void ProfilePane::focusFirst()
{
    m_fields.front().edit->setFocus();
}

void ProfilePane::discard()
{
    for (const auto &field : m_fields)
        field.edit->setText(field.now);
    m_problem->hide();
}

records::UserUpdate ProfilePane::draft() const
{
    records::UserUpdate update;
    for (const auto &field : m_fields)
        if (typed(field) != field.now)
            update.*field.member = typed(field).toStdString();
    return update;
}

bool ProfilePane::isAcceptable() const
{
    const auto &email = m_fields[emailField];
    return !typed(m_fields[usernameField]).isEmpty() && (typed(email) == email.now || typed(email).contains(u'@'));
}

void ProfilePane::update()
{
    const QString why = m_guard->reason();
    const bool elsewhere = m_user.sso_enabled.value_or(false);
    for (const auto &field : m_fields) {
        field.edit->setReadOnly(!why.isEmpty() || (elsewhere && field.member == &records::UserUpdate::email));
        setTip(field.edit, why);
    }
    const bool changed = hasDraft();
    m_save->setEnabled(why.isEmpty() && changed && isAcceptable() && !m_busy);
    setTip(m_save, why);
    m_save->setAccessibleDescription(why);
    m_discard->setEnabled(changed && !m_busy);
    const bool unverified = !m_user.email_verified.value_or(true) && !m_fields[emailField].now.isEmpty();
    m_note->setText(elsewhere    ? tr("You sign in through your organisation, which also manages this address.")
                    : unverified ? tr("Not verified.", "an e-mail address")
                                 : QString());
    m_note->setVisible(!m_note->text().isEmpty());
}

void ProfilePane::save()
{
    if (!m_save->isEnabled())
        return;
    m_busy = true;
    m_problem->hide();
    update();
    const auto asked = draft();
    client::whenDone(this, m_server.apply(m_server.platform()->identity().updateSelf(asked)),
                     [this, asked, before = m_user](const Result<records::User> &done) {
                         m_busy = false;
                         if (done)
                             saved(*done, before, asked);
                         else
                             say(done.error());
                         update();
                     });
}

void ProfilePane::saved(const records::User &user, const records::User &before, const records::UserUpdate &asked)
{
    setUser(user);
    discard();
    m_server.tryNow();  // the status line and the overview name the user
    if (asked.email.hasValue() && text(user.email) != text(*asked.email))
        return Q_EMIT toast(tr("Saved. The new e-mail address counts once you confirm it: open the message that the "
                               "server sent there."));
    records::UserUpdate back;
    if (asked.name.present())
        back.name = before.name.value_or(std::string());
    if (asked.username.present())
        back.username = before.username;
    if (asked.email.present() && before.email)
        back.email = *before.email;
    Q_EMIT toast(tr("Saved your profile."), tr("Undo"), [this, back] { undo(back); });
}

void ProfilePane::undo(const records::UserUpdate &back)
{
    client::whenDone(this, m_server.apply(m_server.platform()->identity().updateSelf(back)),
                     [this](const Result<records::User> &done) {
                         if (!done)
                             return Q_EMIT toast(sentenceOf(done.error()));
                         setUser(*done);
                         m_server.tryNow();
                     });
}

void ProfilePane::say(const Error &error)
{
    const auto changed = [](const Field &field) { return typed(field) != field.now; };
    auto at = std::ranges::find_if(m_fields, [&](const Field &field) {
        return error.path == field.path || (error.path.empty() && error.code == field.code);
    });
    // A server that names no member can only mean the one that was changed alone.
    if (at == m_fields.end() && error.code == ErrorCode::invalid_request &&
        std::ranges::count_if(m_fields, changed) == 1)
        at = std::ranges::find_if(m_fields, changed);
    if (at != m_fields.end())
        at->problem->sayAt(sentenceOf(error));
    else if (error.code != ErrorCode::cancelled)
        showProblem(m_problem, sentenceOf(error));
}

}  // namespace castellan::ui
