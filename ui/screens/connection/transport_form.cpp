// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/connection/transport_form.h"

#include "ui/guards/state_view.h"
#include "ui/widgets/field_problem.h"
#include "ui/widgets/file_field.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"
#include "ui/widgets/secret_field.h"

#include <QComboBox>
#include <QIntValidator>
#include <QLineEdit>
#include <QUrl>

namespace castellan::ui {
namespace {

constexpr int httpPort = 3128;
constexpr int socksPort = 1080;

/// A field of a file with its label and its problem.
std::pair<FileField *, FieldProblem *> addFile(Theme &theme, FormColumn *column, QWidget *page, const QString &label,
                                               const QString &purpose, const char *name)
{
    auto *field = new FileField(theme, purpose,
                                TransportForm::tr("Certificates and keys (*.pem *.crt *.cer *.key);;"
                                                  "All files (*)"),
                                page);
    column->addField(label, field);
    field->edit().setObjectName(QLatin1String(name));
    field->edit().setAccessibleName(field->accessibleName());
    return {field, column->addProblemOf(&field->edit())};
}

}  // namespace

TransportForm::TransportForm(Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.metrics().units(8));
    column->addWidget(makeTls(theme));
    column->addWidget(makeProxy(theme));
    showFields();
}

QWidget *TransportForm::makeTls(Theme &theme)
{
    auto *page = new QWidget(this);
    auto *column = new FormColumn(theme, page);
    column->addTitle(tr("Certificates"), TextSize::heading);
    std::tie(m_ca, m_caProblem) = addFile(theme, column, page, tr("&Authorities to trust (PEM file)"),
                                          tr("Choose the file of authorities"), "caFile");
    m_ca->edit().setPlaceholderText(tr("Those of this computer", "certificate authorities"));
    std::tie(m_certificate, m_certificateProblem) = addFile(theme, column, page, tr("&Client certificate (PEM file)"),
                                                            tr("Choose the client certificate"), "clientCertificate");
    m_certificate->edit().setPlaceholderText(tr("None", "client certificate"));
    m_keyPart = new QWidget(page);
    auto *key = new FormColumn(theme, m_keyPart);
    key->addSpacing(0);
    std::tie(m_key, m_keyProblem) =
        addFile(theme, key, m_keyPart, tr("Private &key (PEM file)"), tr("Choose the private key"), "clientKey");
    m_key->edit().setPlaceholderText(tr("In the file of the certificate", "the private key"));
    m_passphrase = new SecretField(theme, m_keyPart);
    m_passphrase->setMaxLength(1024);
    key->addField(tr("&Passphrase of the key"), m_passphrase, "keyPassphrase");
    m_passphraseProblem = key->addProblemOf(m_passphrase);
    column->addWidget(m_keyPart);
    for (auto *field : {m_ca, m_certificate, m_key})
        connect(field, &FileField::changed, this, &TransportForm::showFields);
    connect(m_passphrase, &QLineEdit::textChanged, this, &TransportForm::changed);
    return page;
}

QWidget *TransportForm::makeProxy(Theme &theme)
{
    const Metrics &m = theme.metrics();
    auto *page = new QWidget(this);
    auto *column = new FormColumn(theme, page);
    column->addTitle(tr("Proxy"), TextSize::heading);
    m_proxy = new QComboBox(page);
    m_proxy->addItem(tr("None", "proxy"), int(Proxy::none));
    m_proxy->addItem(tr("As this computer is set up", "proxy"), int(Proxy::system));
    m_proxy->addItem(tr("HTTP proxy"), int(Proxy::http));
    m_proxy->addItem(tr("SOCKS 5 proxy"), int(Proxy::socks));
    column->addField(tr("Connect through a pro&xy"), m_proxy, "proxyKind", Qt::AlignLeft);
    m_proxyPart = new QWidget(page);
    auto *part = new FormColumn(theme, m_proxyPart);
    auto *address = new QWidget(m_proxyPart);
    auto *row = new QHBoxLayout(address);
    row->setContentsMargins({});
    row->setSpacing(m.gap());
    m_host = new QLineEdit(address);
    m_port = new QLineEdit(address);
    m_host->setObjectName(QStringLiteral("proxyHost"));
    m_port->setObjectName(QStringLiteral("proxyPort"));
    m_port->setValidator(new QIntValidator(1, 65'535, m_port));
    m_port->setFixedWidth(m.units(22));
    m_port->setAccessibleName(tr("Port of the proxy"));
    m_host->setPlaceholderText(tr("proxy.example.com", "an example of a host name"));
    row->addWidget(m_host, 1);
    row->addWidget(m_port);
    address->setFocusProxy(m_host);
    part->addSpacing(0);
    part->addField(tr("&Host and port"), address);
    m_host->setAccessibleName(tr("Host of the proxy"));
    m_hostProblem = part->addProblemOf(m_host);
    m_user = new QLineEdit(m_proxyPart);
    part->addField(tr("&User name at the proxy"), m_user, "proxyUser");
    m_user->setPlaceholderText(tr("None", "user name"));
    m_password = new SecretField(theme, m_proxyPart);
    m_password->setMaxLength(1024);
    part->addField(tr("Pass&word at the proxy"), m_password, "proxyPassword");
    column->addWidget(m_proxyPart);
    connect(m_proxy, &QComboBox::currentIndexChanged, this, &TransportForm::showFields);
    for (QLineEdit *edit : {m_host, m_port, m_user, static_cast<QLineEdit *>(m_password)})
        connect(edit, &QLineEdit::textChanged, this, &TransportForm::showFields);
    return page;
}

TransportForm::Proxy TransportForm::proxyKind() const
{
    return Proxy(m_proxy->currentData().toInt());
}

void TransportForm::showFields()
{
    m_keyPart->setVisible(!m_certificate->path().isEmpty());
    const auto kind = proxyKind();
    m_proxyPart->setVisible(kind == Proxy::http || kind == Proxy::socks);
    m_port->setPlaceholderText(QString::number(kind == Proxy::socks ? socksPort : httpPort));
    m_password->setEnabled(!m_user->text().isEmpty());
    Q_EMIT changed();
}

void TransportForm::show(const client::Profile &profile)
{
    m_ca->setPath(profile.caFile);
    m_certificate->setPath(profile.clientCertificate);
    m_key->setPath(profile.clientKey);
    const QUrl url(profile.proxy);
    const Proxy kind = profile.proxy.isEmpty()                    ? Proxy::none
                       : profile.proxy == QLatin1String("system") ? Proxy::system
                       : url.scheme() == QLatin1String("socks5")  ? Proxy::socks
                                                                  : Proxy::http;
    const bool manual = kind == Proxy::http || kind == Proxy::socks;
    m_proxy->setCurrentIndex(m_proxy->findData(int(kind)));
    m_host->setText(manual ? url.host() : QString());
    m_port->setText(manual && url.port() > 0 ? QString::number(url.port()) : QString());
    m_user->setText(profile.proxyUser);
    const QString stored = tr("Stored; type to replace it", "a passphrase or password");
    m_passphrase->wipe();
    m_password->wipe();
    m_passphrase->setPlaceholderText(profile.clientCertificate.isEmpty() ? QString()
                                                                         : tr("As stored, if the key needs one"));
    m_password->setPlaceholderText(profile.proxyUser.isEmpty() ? QString() : stored);
    for (auto *problem : {m_caProblem, m_certificateProblem, m_keyProblem, m_passphraseProblem, m_hostProblem})
        problem->clear();
    showFields();
}

QString TransportForm::proxyUrl() const
{
    const auto kind = proxyKind();
    if (kind == Proxy::none)
        return {};
    if (kind == Proxy::system)
        return QStringLiteral("system");
    QUrl url;
    url.setScheme(kind == Proxy::socks ? QStringLiteral("socks5") : QStringLiteral("http"));
    url.setHost(m_host->text().trimmed());
    if (!m_port->text().isEmpty())
        url.setPort(m_port->text().toInt());
    return url.toString();
}

void TransportForm::writeTo(client::Profile &profile) const
{
    profile.caFile = m_ca->path();
    profile.clientCertificate = m_certificate->path();
    profile.clientKey = profile.clientCertificate.isEmpty() ? QString() : m_key->path();
    profile.proxy = proxyUrl();
    profile.proxyUser = m_proxyPart->isHidden() ? QString() : m_user->text().trimmed();
}

client::TransportSecretsUpdate TransportForm::secrets() const
{
    client::TransportSecretsUpdate update;
    if (!m_passphrase->isEmpty())
        update.keyPassphrase = m_passphrase->peek();
    if (!m_password->isEmpty())
        update.proxyPassword = m_password->peek();
    return update;
}

bool TransportForm::hasSecrets() const
{
    return !m_passphrase->isEmpty() || !m_password->isEmpty();
}

bool TransportForm::showError(const Error &error)
{
    const std::pair<const char *, FieldProblem *> fields[] = {{"caFile", m_caProblem},
                                                              {"clientCertificate", m_certificateProblem},
                                                              {"clientKey", m_keyProblem},
                                                              {"keyPassphrase", m_passphraseProblem},
                                                              {"proxy", m_hostProblem}};
    for (const auto &[member, problem] : fields) {
        if (error.path != member)
            continue;
        problem->sayAt(sentenceOf(error));
        return true;
    }
    return false;
}

}  // namespace castellan::ui
