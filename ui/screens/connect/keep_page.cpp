// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/connect/keep_page.h"

#include "ui/guards/environment.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace castellan::ui {

using client::Environment;
using client::SecretPlace;

KeepPage::KeepPage(Theme &theme, QWidget *parent) : QWidget(parent)
{
    const Metrics &m = theme.metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m.labelGap());
    layout->addWidget(makeLabel(tr("Name it"), this, TextSize::title));
    m_who = makeParagraph({}, this, Tone::muted);
    layout->addWidget(m_who);
    layout->addSpacing(m.units(4));

    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setMaxLength(80);
    layout->addWidget(makeFieldLabel(tr("&Name in this console"), m_name, this));
    layout->addWidget(m_name);
    layout->addSpacing(m.units(3));

    m_environment = new QComboBox(this);
    m_environment->setObjectName(QStringLiteral("environment"));
    for (const Environment one :
         {Environment::production, Environment::staging, Environment::development, Environment::local}) {
        QString name = environmentName(one);
        name[0] = name.at(0).toUpper();
        m_environment->addItem(name, int(one));
    }
    layout->addWidget(makeFieldLabel(tr("&Environment"), m_environment, this));
    layout->addWidget(m_environment, 0, Qt::AlignLeft);
    m_readOnly = new QCheckBox(tr("&Read-only until I unlock it"), this);
    m_readOnly->setObjectName(QStringLiteral("readOnly"));
    layout->addSpacing(m.units(1));
    layout->addWidget(m_readOnly);
    layout->addSpacing(m.units(3));

    m_place = new QComboBox(this);
    m_place->setObjectName(QStringLiteral("place"));
    m_place->addItem(tr("In this computer's keychain"), int(SecretPlace::keychain));
    m_place->addItem(tr("Until this console is closed"), int(SecretPlace::session));
    m_place->addItem(tr("In a file sealed with a passphrase"), int(SecretPlace::file));
    layout->addWidget(makeFieldLabel(tr("&Keep the sign-in"), m_place, this));
    layout->addWidget(m_place, 0, Qt::AlignLeft);
    m_placeMeaning = makeParagraph({}, this, Tone::muted, TextSize::small);
    layout->addWidget(m_placeMeaning);
    m_problem = makeParagraph({}, this, Tone::danger);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    layout->addWidget(m_problem);
    layout->addSpacing(m.units(4));
    m_save = new Button(theme, tr("Add server"), ButtonKind::primary, this);
    m_save->setObjectName(QStringLiteral("save"));
    layout->addWidget(m_save, 0, Qt::AlignLeft);
    layout->addStretch();

    connect(m_save, &QPushButton::clicked, this, &KeepPage::saveRequested);
    connect(m_name, &QLineEdit::returnPressed, this, [this] {
        if (m_save->isEnabled())
            Q_EMIT saveRequested();
    });
    connect(m_name, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_environment, &QComboBox::currentIndexChanged, this, &KeepPage::environmentChosen);
    connect(m_readOnly, &QCheckBox::clicked, this, [this] { m_readOnlyTouched = true; });
    connect(m_place, &QComboBox::currentIndexChanged, this, [this] {
        switch (SecretPlace(m_place->currentData().toInt())) {
        case SecretPlace::keychain:
            m_placeMeaning->setText(tr("The password itself is never kept, only what the server gave for it."));
            return;
        case SecretPlace::session:
            m_placeMeaning->setText(tr("The next start asks to sign in again."));
            return;
        case SecretPlace::file:
            m_placeMeaning->setText(tr("For computers without a keychain. The next start asks for the passphrase."));
            return;
        }
    });
    Q_EMIT m_place->currentIndexChanged(0);
}

void KeepPage::environmentChosen()
{
    // Production starts read-only unless the user has chosen otherwise.
    if (!m_readOnlyTouched)
        m_readOnly->setChecked(Environment(m_environment->currentData().toInt()) == Environment::production);
}

void KeepPage::show(const client::Profile &profile, const QString &signedInAs)
{
    m_who->setText(signedInAs);
    m_name->setText(profile.name.isEmpty() ? profile.url.host() : profile.name);
    const QString host = profile.url.host();
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
    m_problem->setText(sentence);
    m_problem->show();
    m_place->setAccessibleDescription(sentence);
    setBusy(false);
}

}  // namespace castellan::ui
