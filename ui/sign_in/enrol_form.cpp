// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/enrol_form.h"

#include "ui/guards/state_view.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pages.h"
#include "ui/widgets/qr_code.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

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

EnrolForm::EnrolForm(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_pages(new Pages(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_pages->add(makeScanPage(m_pages));
    m_pages->add(makeCodesPage(m_pages));
    layout->addWidget(m_pages);
}

QWidget *EnrolForm::makeScanPage(QWidget *parent)
{
    const Metrics &m = m_theme.metrics();
    auto *page = new QWidget(parent);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m.units(3));
    layout->addWidget(makeParagraph(tr("Scan this with any app that makes six-digit codes. Nothing has changed on your "
                                       "account yet."),
                                    page, Tone::muted));
    auto *row = new QHBoxLayout;
    row->setSpacing(m.units(5));
    m_code = new QrCode(m_theme, page);
    row->addWidget(m_code, 0, Qt::AlignTop);
    auto *side = new QVBoxLayout;
    side->setSpacing(m.labelGap());
    side->addWidget(makeLabel(tr("Can't scan?"), page, TextSize::heading));
    side->addWidget(makeLabel(tr("Type this key into the app:"), page, TextSize::body, Tone::muted));
    m_key = makeCode({}, page);
    m_key->setObjectName(QStringLiteral("enrolmentKey"));
    m_key->setAccessibleName(tr("Key for the authenticator"));
    side->addWidget(m_key);
    side->addStretch();
    row->addLayout(side, 1);
    layout->addLayout(row);
    m_answer = new QLineEdit(page);
    m_answer->setObjectName(QStringLiteral("enrolmentCode"));
    m_answer->setProperty("fixed", true);
    m_answer->setMaxLength(12);
    m_answer->setInputMethodHints(Qt::ImhDigitsOnly);
    m_answer->setFixedWidth(m.units(40));
    auto *field = new QVBoxLayout;
    field->setSpacing(m.labelGap());
    field->addWidget(makeFieldLabel(tr("Enter the &code that the app shows"), m_answer, page));
    field->addWidget(m_answer);
    layout->addLayout(field);
    m_problem = makeParagraph({}, page, Tone::danger);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    layout->addWidget(m_problem);
    m_verify = new Button(m_theme, tr("Verify"), ButtonKind::primary, page);
    m_verify->setObjectName(QStringLiteral("verify"));
    layout->addWidget(m_verify, 0, Qt::AlignLeft);
    connect(m_verify, &QPushButton::clicked, this, &EnrolForm::verify);
    connect(m_answer, &QLineEdit::returnPressed, this, &EnrolForm::verify);
    return page;
}

QWidget *EnrolForm::makeCodesPage(QWidget *parent)
{
    const Metrics &m = m_theme.metrics();
    auto *page = new QWidget(parent);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m.units(3));
    layout->addWidget(makeLabel(tr("Keep these backup codes"), page, TextSize::heading));
    layout->addWidget(makeParagraph(
        tr("Each signs you in once without the authenticator. They are shown this once only."), page, Tone::muted));
    m_codes = makeCode({}, page);
    m_codes->setObjectName(QStringLiteral("backupCodes"));
    m_codes->setAccessibleName(tr("Backup codes"));
    layout->addWidget(m_codes);
    m_stored = new QCheckBox(tr("I stored them where I will find them"), page);
    layout->addWidget(m_stored);
    m_done = new Button(m_theme, tr("Done"), ButtonKind::primary, page);
    m_done->setObjectName(QStringLiteral("enrolled"));
    m_done->setEnabled(false);
    layout->addWidget(m_done, 0, Qt::AlignLeft);
    connect(m_stored, &QCheckBox::toggled, m_done, &QWidget::setEnabled);
    connect(m_done, &QPushButton::clicked, this, [this] {
        m_codes->clear();
        m_pages->setCurrentIndex(scanPage);
        Q_EMIT done();
    });
    return page;
}

bool EnrolForm::isShowingCodes() const
{
    return !m_codes->text().isEmpty();
}

void EnrolForm::begin(client::SignIn &signIn)
{
    if (isShowingCodes() || (m_signIn == &signIn && !m_key->text().isEmpty()))
        return;
    m_signIn = &signIn;
    m_wrong = 0;
    m_answer->clear();
    m_problem->hide();
    m_pages->setCurrentIndex(scanPage);
    client::whenDone(this, signIn.submit(client::EnrolAnswer{}), [this](const Result<client::SignInStep> &next) {
        if (!next)
            return say(sentenceOf(next.error()));
        if (const auto *enrol = std::get_if<client::EnrolStep>(&*next))
            show(enrol->enrolment);
    });
}

void EnrolForm::show(const client::Enrolment &enrolment)
{
    m_code->setText(enrolment.url);
    m_key->setText(inGroups(enrolment.key));
    focusFirst();
}

void EnrolForm::focusFirst()
{
    m_answer->setFocus();
}

void EnrolForm::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->show();
    m_answer->setAccessibleDescription(problem);
}

void EnrolForm::verify()
{
    if (!m_verify->isEnabled() || !m_signIn)
        return;
    QString code = m_answer->text();
    code.remove(u' ');
    if (code.isEmpty())
        return say(tr("Type the code."));
    m_problem->hide();
    m_verify->setEnabled(false);
    client::whenDone(this, m_signIn->submit(client::CodeAnswer{code}), [this](const Result<client::SignInStep> &next) {
        m_verify->setEnabled(true);
        if (next) {
            m_key->clear();
            m_code->setText({});
            const auto *keep = std::get_if<client::KeepCodesStep>(&*next);
            showCodes(keep ? keep->codes : QStringList());
            return;
        }
        m_answer->clear();
        focusFirst();
        QString problem = sentenceOf(next.error());
        if (++m_wrong >= 2)
            problem +=
                u' ' + tr("If codes keep failing, compare the clocks of this computer, the phone and the server.");
        say(problem);
    });
}

void EnrolForm::showCodes(const QStringList &codes)
{
    if (codes.isEmpty()) {
        Q_EMIT done();
        return;
    }
    QString text;
    for (qsizetype i = 0; i < codes.size(); ++i)
        text += QStringLiteral("%1  %2%3")
                    .arg(i + 1, 2)
                    .arg(codes.at(i), i % 2 == 0 ? QStringLiteral("    ") : QStringLiteral("\n"));
    m_codes->setText(text);
    m_stored->setChecked(false);
    m_pages->setCurrentIndex(codesPage);
    m_stored->setFocus();
}

}  // namespace castellan::ui
