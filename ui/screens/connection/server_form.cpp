// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/connection/server_form.h"

#include "ui/guards/environment.h"
#include "ui/guards/state_view.h"
#include "ui/widgets/field_problem.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>

namespace castellan::ui {

using client::Environment;
using client::SecretPlace;

ServerForm::ServerForm(Theme &theme, QWidget *parent)
    : QWidget(parent), m_name(new QLineEdit(this)), m_environment(new QComboBox(this)),
      m_readOnly(new QCheckBox(tr("&Read-only until unlocked"), this)), m_placePart(new QWidget(this)),
      m_place(new QComboBox(m_placePart))
{
    auto *column = new FormColumn(theme, this);
    column->addTitle(tr("In this console"), TextSize::heading);
    m_name->setMaxLength(80);
    column->addField(tr("&Name"), m_name, "name");
    m_nameProblem = column->addProblemOf(m_name);
    for (const auto one :
         {Environment::production, Environment::staging, Environment::development, Environment::local}) {
        QString name = environmentName(one);
        name[0] = name.at(0).toUpper();
        m_environment->addItem(name, int(one));
    }
    column->addField(tr("&Environment"), m_environment, "environment", Qt::AlignLeft);
    m_readOnly->setObjectName(QStringLiteral("readOnly"));
    column->addSpacing(theme.metrics().unit());
    column->addWidget(m_readOnly);
    column->addWidget(m_placePart);
    auto *place = new FormColumn(theme, m_placePart);
    m_place->addItem(tr("In the keychain of this computer"), int(SecretPlace::keychain));
    m_place->addItem(tr("Until Castellan quits"), int(SecretPlace::session));
    m_place->addItem(tr("In a file protected by a passphrase"), int(SecretPlace::file));
    place->addSpacing(0);
    place->addField(tr("&Keep sign-in and passwords"), m_place, "place", Qt::AlignLeft);
    column->addField(tr("A&ddress"), makeAddress(theme));
    column->addWidget(makePin(theme));

    connect(m_name, &QLineEdit::textChanged, this, &ServerForm::changed);
    for (auto *box : {m_environment, m_place})
        connect(box, &QComboBox::currentIndexChanged, this, &ServerForm::changed);
    connect(m_readOnly, &QCheckBox::toggled, this, &ServerForm::changed);
}

QWidget *ServerForm::makeAddress(Theme &theme)
{
    auto *whole = new QWidget(this);
    auto *row = new QHBoxLayout(whole);
    row->setContentsMargins({});
    row->setSpacing(theme.metrics().gap());
    m_address = new QLineEdit(whole);
    m_address->setObjectName(QStringLiteral("shownAddress"));
    m_address->setProperty("fixed", true);
    m_address->setReadOnly(true);
    m_address->setAccessibleName(tr("Address"));
    auto *copy = new Button(theme, Icon::copy, tr("Copy address"), ButtonKind::secondary, whole);
    row->addWidget(m_address, 1);
    row->addWidget(copy);
    whole->setFocusProxy(m_address);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_address->text()); });
    return whole;
}

QWidget *ServerForm::makePin(Theme &theme)
{
    m_pinPart = new QWidget(this);
    auto *column = new FormColumn(theme, m_pinPart);
    column->addSpacing(theme.metrics().units(2.5));
    column->addWidget(makeLabel(tr("Trusted key"), m_pinPart));
    m_pinText = makeCode({}, m_pinPart, Tone::muted);
    m_pinText->setWordWrap(true);
    m_pinText->setAccessibleName(tr("Trusted key, SHA-256"));
    column->addWidget(m_pinText);
    auto *forget = new Button(theme, tr("Trust the authorities instead"), ButtonKind::link, m_pinPart);
    forget->setObjectName(QStringLiteral("forgetPin"));
    column->addWidget(forget, 0, Qt::AlignLeft);
    connect(forget, &QPushButton::clicked, this, [this] {
        m_pin.clear();
        m_pinPart->hide();
        Q_EMIT changed();
    });
    return m_pinPart;
}

void ServerForm::show(const client::Profile &profile)
{
    m_name->setText(profile.name);
    m_environment->setCurrentIndex(m_environment->findData(int(profile.environment)));
    m_readOnly->setChecked(profile.readOnly);
    m_place->setCurrentIndex(m_place->findData(int(profile.secretPlace)));
    m_placePart->setVisible(!profile.embedded);
    m_address->setText(profile.url.toString(QUrl::RemoveUserInfo));
    m_address->setCursorPosition(0);
    m_pin = profile.pin;
    QString grouped = m_pin;
    for (qsizetype at = grouped.size() - 8; at > 0; at -= 8)
        grouped.insert(at, u' ');
    m_pinText->setText(grouped);
    m_pinPart->setVisible(!m_pin.isEmpty());
    m_nameProblem->clear();
}

void ServerForm::writeTo(client::Profile &profile) const
{
    profile.name = m_name->text().trimmed();
    profile.environment = Environment(m_environment->currentData().toInt());
    profile.readOnly = m_readOnly->isChecked();
    profile.secretPlace = SecretPlace(m_place->currentData().toInt());
    profile.pin = m_pin;
}

bool ServerForm::showError(const Error &error)
{
    if (error.path != "name")
        return false;
    m_nameProblem->sayAt(sentenceOf(error));
    return true;
}

void ServerForm::focusFirst()
{
    m_name->setFocus();
}

}  // namespace castellan::ui
