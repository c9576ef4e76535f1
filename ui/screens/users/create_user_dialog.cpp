// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/users/create_user_dialog.h"

#include "client/display_text.h"
#include "ui/guards/server_dialog.h"
#include "ui/guards/state_view.h"
#include "ui/lists/words.h"
#include "ui/screens/users/initial_password.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pages.h"
#include "ui/widgets/secret_clipboard.h"
#include "ui/widgets/secret_field.h"

#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

namespace castellan::ui {
namespace {

enum class NewRole { user, auditor, administrator };

}  // namespace

CreateUserDialog::CreateUserDialog(Theme &theme, client::Server &server, Random &random, bool withAuditors,
                                   QWidget *parent)
    : QDialog(parent), m_server(server), m_random(random), m_pages(new Pages(this))
{
    layOutDialog(theme, this, tr("Create a user"), server.profile(), 116)->addWidget(m_pages);
    buildForm(theme, withAuditors);
    buildResult(theme);
    update();
    m_name->setFocus();
}

CreateUserDialog::~CreateUserDialog() = default;

void CreateUserDialog::buildForm(Theme &theme, bool withAuditors)
{
    const auto &metrics = theme.metrics();
    auto *form = new QWidget(m_pages);
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins({});
    layout->setSpacing(metrics.labelGap());
    const auto field = [&](const QString &label, QWidget *widget) {
        layout->addWidget(makeFieldLabel(label, widget, form));
        layout->addWidget(widget);
        layout->addSpacing(metrics.units(2.5));
    };
    m_name = new QLineEdit(form);
    m_username = new QLineEdit(form);
    m_email = new QLineEdit(form);
    m_role = new QComboBox(form);
    for (auto *each : {m_name, m_username, m_email})
        each->setMaxLength(254);
    field(tr("&Name"), m_name);
    field(tr("&User name"), m_username);
    field(tr("&E-mail address"), m_email);
    m_role->addItem(tr("User"), int(NewRole::user));
    if (withAuditors)
        m_role->addItem(tr("Auditor (read-only)"), int(NewRole::auditor));
    m_role->addItem(tr("Administrator"), int(NewRole::administrator));
    layout->addWidget(makeFieldLabel(tr("&Role"), m_role, form));
    layout->addWidget(m_role, 0, Qt::AlignLeft);
    layout->addSpacing(metrics.units(2.5));
    m_generate = new QRadioButton(tr("&Generate a password and show it once"), form);
    m_type = new QRadioButton(tr("&Type a password"), form);
    m_password = new SecretField(theme, form);
    m_password->setAccessibleName(tr("Password"));
    m_generate->setChecked(true);
    layout->addWidget(makeLabel(tr("Initial password"), form, TextSize::small, Tone::muted));
    layout->addWidget(m_generate);
    layout->addWidget(m_type);
    layout->addWidget(m_password);
    m_problem = makeProblem(form);
    layout->addWidget(m_problem);
    m_create = new Button(theme, tr("Create user"), ButtonKind::primary, form);
    layout->addSpacing(metrics.units(3));
    layout->addLayout(makeFoot(theme, this, m_create, form));
    m_pages->add(form);

    connect(m_create, &QPushButton::clicked, this, &CreateUserDialog::create);
    for (auto *each : {m_name, m_username, m_email, static_cast<QLineEdit *>(m_password)})
        connect(each, &QLineEdit::textChanged, this, &CreateUserDialog::update);
    connect(m_type, &QRadioButton::toggled, this, [this](bool on) {
        update();
        if (on)
            m_password->setFocus();
    });
}

void CreateUserDialog::buildResult(Theme &theme)
{
    const auto &metrics = theme.metrics();
    auto *result = new QWidget(m_pages);
    auto *layout = new QVBoxLayout(result);
    layout->setContentsMargins({});
    layout->setSpacing(metrics.units(3));
    m_resultWords = makeParagraph({}, result);
    m_resultPassword = makeCode({}, result);
    copyAsSecret(m_resultPassword);
    m_resultPassword->setAccessibleName(tr("Initial password"));
    m_copy = new Button(theme, tr("Copy"), ButtonKind::secondary, result);
    m_copy->setIcon(Icon::copy);
    auto *row = new QHBoxLayout;
    row->addWidget(m_resultPassword);
    row->addWidget(m_copy);
    row->addStretch();
    auto *close = new Button(theme, tr("I have shared it"), ButtonKind::primary, result);
    layout->addWidget(m_resultWords);
    layout->addLayout(row);
    m_resultMeaning = makeParagraph({}, result, Tone::muted);
    layout->addWidget(m_resultMeaning);
    layout->addStretch();
    layout->addWidget(close, 0, Qt::AlignRight);
    m_pages->add(result);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        const auto bytes = m_generated.view();
        const bool copied = copySecret(QString::fromUtf8(bytes.data(), qsizetype(bytes.size())));
        m_copy->setText(copied ? tr("Copied for 30 s") : tr("Not copied"));
    });
}

void CreateUserDialog::reject()
{
    // Esc must not discard a password before it has been shown.
    if (m_pages->currentIndex() == 0)
        QDialog::reject();
}

void CreateUserDialog::update()
{
    const bool typed = m_type->isChecked();
    m_password->setVisible(typed);
    const bool complete =
        !m_username->text().trimmed().isEmpty() && m_email->text().contains(u'@') && (!typed || !m_password->isEmpty());
    m_create->setEnabled(complete && !m_busy);
}

void CreateUserDialog::create()
{
    if (m_busy || !m_create->isEnabled())
        return;
    m_busy = true;
    m_problem->hide();
    const bool typed = m_type->isChecked();
    if (!typed)
        m_generated = initialPassword(m_random);
    records::UserCreate user;
    user.username = m_username->text().trimmed().toStdString();
    user.email = m_email->text().trimmed().toStdString();
    const auto name = m_name->text().trimmed();
    user.name = name.isEmpty() ? user.username : name.toStdString();
    user.password = typed ? m_password->take() : m_generated.clone();
    user.createDefaultTeam = false;
    const auto role = NewRole(m_role->currentData().toInt());
    if (role == NewRole::administrator)
        user.isAdmin = true;
    if (role == NewRole::auditor)
        user.auditor = true;
    update();
    client::whenDone(this, m_server.apply(m_server.platform()->users()->create(std::move(user))),
                     [this, typed](Result<records::User> done) {
                         m_busy = false;
                         if (!done) {
                             say(done.error());
                             return;
                         }
                         Q_EMIT created(*done);
                         if (typed)
                             accept();
                         else
                             showPassword(*done);
                     });
}

void CreateUserDialog::showPassword(const records::User &user)
{
    const auto bytes = m_generated.view();
    m_resultWords->setText(
        tr("%1 was created with this password:", "a user name").arg(client::isolated(text(user.username))));
    m_resultMeaning->setText(user.password_expired.value_or(false)
                                 ? tr("It is shown only now. The user must change it at the first sign-in.")
                                 : tr("It is shown only now. This server does not enforce a change at the first "
                                      "sign-in: ask the user to change it."));
    m_resultPassword->setText(QString::fromUtf8(bytes.data(), qsizetype(bytes.size())));
    m_pages->setCurrentIndex(1);
    m_copy->setFocus();
}

void CreateUserDialog::say(const Error &error)
{
    showProblem(m_problem, sentenceOf(error));
    const bool aboutMail = error.code == ErrorCode::invalid_email || error.path == "email";
    const bool aboutPassword = error.code == ErrorCode::password_too_weak || error.path == "password";
    QLineEdit *field = aboutMail ? m_email : aboutPassword && m_type->isChecked() ? m_password : m_username;
    field->setAccessibleDescription(sentenceOf(error));
    field->setFocus();
    update();
}

}  // namespace castellan::ui
