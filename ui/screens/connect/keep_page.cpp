// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/connect/keep_page.h"

#include "ui/guards/environment.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

namespace castellan::ui {

using client::Environment;
using client::SecretPlace;

KeepPage::KeepPage(Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *column = new FormColumn(theme, this);
    column->addTitle(tr("Save the server"));
    m_who = makeParagraph({}, this, Tone::muted);
    column->addWidget(m_who);
    m_name = new QLineEdit(this);
    m_name->setMaxLength(80);
    column->addField(tr("&Name in this console"), m_name, "name");
    m_environment = new QComboBox(this);
    for (const Environment one :
         {Environment::production, Environment::staging, Environment::development, Environment::local}) {
        QString name = environmentName(one);
        name[0] = name.at(0).toUpper();
        m_environment->addItem(name, int(one));
    }
    column->addField(tr("&Environment"), m_environment, "environment", Qt::AlignLeft);
    m_readOnly = new QCheckBox(tr("&Read-only until unlocked"), this);
    m_readOnly->setObjectName(QStringLiteral("readOnly"));
    column->addWidget(m_readOnly);
    m_place = new QComboBox(this);
    m_place->addItem(tr("In the keychain of this computer"), int(SecretPlace::keychain));
    m_place->addItem(tr("Until Castellan quits"), int(SecretPlace::session));
    m_place->addItem(tr("In a file protected by a passphrase"), int(SecretPlace::file));
    column->addField(tr("&Keep me signed in"), m_place, "place", Qt::AlignLeft);
    m_placeMeaning = makeParagraph({}, this, Tone::muted, TextSize::small);
    column->addWidget(m_placeMeaning);
    m_problem = column->addProblem();
    m_save = column->addButton(theme, tr("Add server"), "save");
    column->addStretch();

    connect(m_save, &QPushButton::clicked, this, &KeepPage::saveRequested);
    connect(m_name, &QLineEdit::returnPressed, this, [this] {
        if (m_save->isEnabled())
            Q_EMIT saveRequested();
    });
    connect(m_name, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_environment, &QComboBox::currentIndexChanged, this, &KeepPage::environmentChosen);
    connect(m_readOnly, &QCheckBox::clicked, this, [this] { m_readOnlyTouched = true; });
    connect(m_place, &QComboBox::currentIndexChanged, this, &KeepPage::explainPlace);
    explainPlace();
}

void KeepPage::explainPlace()
{
    const QString meanings[] = {
        m_byToken ? tr("Keeps your access token.") : tr("Keeps the server's session, never your password."),
        m_byToken ? tr("You enter the access token again at the next start.")
                  : tr("You sign in again at the next start."),
        tr("For computers without a keychain. You enter the passphrase at the next start."),
    };
    m_placeMeaning->setText(meanings[m_place->currentData().toInt()]);
}

void KeepPage::environmentChosen()
{
    // Production starts read-only unless the user has chosen otherwise.
    if (!m_readOnlyTouched)
        m_readOnly->setChecked(Environment(m_environment->currentData().toInt()) == Environment::production);
}

void KeepPage::show(const client::Profile &profile, const QString &signedInAs, bool byToken)
{
    m_who->setText(signedInAs);
    m_byToken = byToken;
    explainPlace();
    const QString host = profile.url.host();
    // Two servers of one host differ in their port.
    m_name->setText(!profile.name.isEmpty()    ? profile.name
                    : profile.url.port() == -1 ? host
                                               : profile.url.authority().section(u'@', -1));
    const bool loopback =
        host == QLatin1String("localhost") || host.startsWith(QLatin1String("127.")) || host == QLatin1String("::1");
    const Environment guess = loopback                               ? Environment::local
                              : host.contains(QLatin1String("stag")) ? Environment::staging
                              : host.contains(QLatin1String("dev"))  ? Environment::development
                                                                     : Environment::production;
    m_readOnlyTouched = false;
    m_environment->setCurrentIndex(m_environment->findData(int(guess)));
    environmentChosen();
    m_problem->hide();
    setBusy(false);
    m_name->setFocus();
    m_name->selectAll();
}

void KeepPage::writeTo(client::Profile &profile) const
{
    profile.name = m_name->text().trimmed();
    profile.environment = Environment(m_environment->currentData().toInt());
    profile.readOnly = m_readOnly->isChecked();
    profile.secretPlace = SecretPlace(m_place->currentData().toInt());
}

void KeepPage::setBusy(bool busy)
{
    m_save->setEnabled(!busy && !m_name->text().trimmed().isEmpty());
}

void KeepPage::showProblem(const QString &sentence)
{
    ui::showProblem(m_problem, sentence, m_place);
    setBusy(false);
}

}  // namespace castellan::ui
