// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/enrol_form.h"

#include "ui/guards/state_view.h"
#include "ui/sign_in/backup_codes_page.h"
#include "ui/sign_in/credential_page.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pages.h"
#include "ui/widgets/qr_code.h"
#include "ui/widgets/secret_clipboard.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace castellan::ui {
namespace {

enum Page { scanPage, codesPage };

QString inGroups(const QString &key)
{
    QString out;
    for (qsizetype i = 0; i < key.size(); ++i) {
        if (i > 0 && i % 4 == 0)
            out += i % 16 == 0 ? u'\n' : u' ';
        out += key.at(i);
    }
    return out;
}

}  // namespace

EnrolForm::EnrolForm(Theme &theme, QWidget *parent)
    : QWidget(parent), m_pages(new Pages(this)), m_scan(new CredentialPage(theme, m_pages)),
      m_codes(new BackupCodesPage(theme, m_pages)), m_image(new QrCode(theme, m_scan)), m_key(makeCode({}, m_scan))
{
    (new FormColumn(theme, this))->addWidget(m_pages);
    m_pages->add(m_scan);
    m_pages->add(m_codes);
    auto &column = m_scan->column();
    column.setSpacing(theme.metrics().units(2));
    column.addWidget(makeParagraph(tr("Scan the QR code with an authenticator app. Your account changes only after you "
                                      "have entered a code."),
                                   m_scan, Tone::muted));
    column.addLayout(makeKey(theme));
    m_code = m_scan->addCode(tr("&Code from the app"), "enrolmentCode", tr("Enter the code."));
    m_code->setFixedWidth(theme.metrics().units(40));
    m_problem = column.addProblem();
    m_verify = column.addButton(theme, tr("Verify"), "verify");
    connect(m_verify, &QPushButton::clicked, this, &EnrolForm::verify);
    connect(m_scan, &CredentialPage::submitted, this, &EnrolForm::verify);
    connect(m_codes, &BackupCodesPage::stored, this, [this] {
        m_pages->setCurrentIndex(scanPage);
        Q_EMIT done();
    });
}

QLayout *EnrolForm::makeKey(Theme &theme)
{
    const Metrics &m = theme.metrics();
    auto *row = new QHBoxLayout;
    row->setSpacing(m.units(5));
    row->addWidget(m_image, 0, Qt::AlignTop);
    auto *side = new QVBoxLayout;
    side->setSpacing(m.labelGap());
    side->addWidget(makeLabel(tr("Can't scan?"), m_scan, TextSize::heading));
    side->addWidget(makeLabel(tr("Enter this key in the app:"), m_scan, TextSize::body, Tone::muted));
    m_key->setObjectName(QStringLiteral("enrolmentKey"));
    m_key->setAccessibleName(tr("Key for the authenticator"));
    copyAsSecret(m_key);
    side->addWidget(m_key);
    side->addStretch();
    row->addLayout(side, 1);
    return row;
}

bool EnrolForm::isShowingCodes() const
{
    return m_codes->hasCodes();
}

void EnrolForm::begin(client::SignIn &signIn)
{
    if (isShowingCodes() || (m_signIn == &signIn && !m_key->text().isEmpty()))
        return;
    m_signIn = &signIn;
    m_wrong = 0;
    m_scan->wipe();
    m_problem->hide();
    m_pages->setCurrentIndex(scanPage);
    client::whenDone(this, signIn.submit(client::EnrolAnswer{}), [this](const Result<client::SignInStep> &next) {
        if (!next)
            return showProblem(m_problem, sentenceOf(next.error()), m_code);
        if (const auto *enrol = std::get_if<client::EnrolStep>(&*next))
            show(enrol->enrolment);
    });
}

void EnrolForm::show(const client::Enrolment &enrolment)
{
    m_image->setText(enrolment.url);
    m_key->setText(inGroups(enrolment.key));
    focusFirst();
}

void EnrolForm::focusFirst()
{
    m_scan->focusFirst();
}

void EnrolForm::verify()
{
    if (!m_verify->isEnabled() || !m_signIn)
        return;
    if (const QString problem = m_scan->problem(); !problem.isEmpty())
        return showProblem(m_problem, problem);
    m_problem->hide();
    m_verify->setEnabled(false);
    client::whenDone(this, m_signIn->submit(client::CodeAnswer{codeIn(*m_code)}),
                     [this](const Result<client::SignInStep> &next) { verified(next); });
}

void EnrolForm::verified(const Result<client::SignInStep> &next)
{
    m_verify->setEnabled(true);
    if (!next) {
        m_scan->wipe();
        QString problem = sentenceOf(next.error());
        if (++m_wrong >= 2)
            problem +=
                u' ' + tr("If codes keep failing, compare the clocks of this computer, your phone and the server.");
        return showProblem(m_problem, problem, m_code);
    }
    m_key->clear();
    m_image->setText({});
    const auto *keep = std::get_if<client::KeepCodesStep>(&*next);
    if (!keep || keep->codes.isEmpty()) {
        Q_EMIT done();
        return;
    }
    m_pages->setCurrentIndex(codesPage);
    m_codes->show(keep->codes);
}

}  // namespace castellan::ui
