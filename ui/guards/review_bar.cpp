// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/review_bar.h"

#include "ui/guards/environment.h"
#include "ui/guards/guard.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace castellan::ui {

ReviewBar::ReviewBar(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    const Metrics &m = theme.metrics();
    setObjectName(QStringLiteral("reviewBar"));
    setGround(this, "raised");
    setAccessibleName(tr("Review of changes"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(m.barMargin(), m.units(3.5), m.barMargin(), m.units(4));
    layout->setSpacing(m.units(6));
    auto *words = new QVBoxLayout;
    words->setSpacing(m.units(1.5));
    m_title = makeLabel({}, this, TextSize::heading);
    m_lines = makeParagraph({}, this);
    m_lines->setTextFormat(Qt::RichText);
    m_error = makeParagraph({}, this, Tone::danger);
    words->addWidget(m_title);
    words->addWidget(m_lines);
    words->addWidget(m_error);
    words->addStretch();
    layout->addLayout(words, 1);

    auto *side = new QVBoxLayout;
    side->setSpacing(m.gap());
    m_where = makeLabel({}, this, TextSize::small, Tone::muted);
    m_reviewed = new QCheckBox(this);
    m_actsRow = new QWidget(this);
    auto *acts = new QHBoxLayout(m_actsRow);
    acts->setContentsMargins(0, 0, 0, 0);
    acts->setSpacing(m.gap());
    m_discard = new Button(theme, tr("Discard"), ButtonKind::secondary, m_actsRow);
    m_apply = new Button(theme, {}, ButtonKind::primary, m_actsRow);
    acts->addWidget(m_discard);
    acts->addWidget(m_apply);
    side->addWidget(m_where);
    side->addWidget(m_reviewed);
    side->addWidget(m_actsRow);
    side->addStretch();
    layout->addLayout(side);

    connect(m_discard, &QPushButton::clicked, this, &ReviewBar::discardRequested);
    connect(m_apply, &QPushButton::clicked, this, &ReviewBar::applyRequested);
    connect(m_reviewed, &QCheckBox::toggled, this, &ReviewBar::updateActs);
    hide();
}

void ReviewBar::review(const std::vector<ReviewLine> &lines, const QString &verb, const client::Profile &server,
                       client::Tier tier)
{
    if (lines.empty()) {
        clear();
        return;
    }
    m_title->setText(tr("Review %n change(s)", nullptr, int(lines.size())));
    QStringList html;
    const QString muted = m_theme.color(ColorRole::muted).name();
    for (const ReviewLine &line : lines) {
        QString text = QStringLiteral("<b style='font-weight:600'>%1</b>: %2 → <b style='font-weight:600'>%3</b>.")
                           .arg(line.subject.toHtmlEscaped(), line.before.toHtmlEscaped(), line.after.toHtmlEscaped());
        if (!line.consequence.isEmpty())
            text += QStringLiteral(" <span style='color:%1'>%2</span>").arg(muted, line.consequence.toHtmlEscaped());
        html << text;
    }
    m_lines->setText(html.join(QStringLiteral("<br>")));
    m_error->hide();
    m_where->setText(server.name + QStringLiteral(" · ") + environmentName(server.environment).toUpper());
    m_reviewed->setText(tr("I reviewed this for %1").arg(environmentTag(server.environment)));
    m_reviewed->setVisible(guardOf(tier, server.environment).ticks);
    m_reviewed->setChecked(false);
    m_apply->setText(verb);
    m_busy = false;
    updateActs();
    show();
}

void ReviewBar::clear()
{
    m_busy = false;
    hide();
}

void ReviewBar::setBusy(bool busy)
{
    m_busy = busy;
    updateActs();
}

void ReviewBar::setBlocked(const QString &why)
{
    m_blocked = why;
    updateActs();
}

void ReviewBar::showError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->show();
    m_busy = false;
    updateActs();
}

void ReviewBar::addAct(QWidget *button)
{
    button->setParent(m_actsRow);
    static_cast<QHBoxLayout *>(m_actsRow->layout())->insertWidget(m_actsRow->layout()->count() - 2, button);
}

void ReviewBar::updateActs()
{
    const bool ticked = m_reviewed->isHidden() || m_reviewed->isChecked();
    m_discard->setEnabled(!m_busy);
    m_apply->setEnabled(!m_busy && ticked && m_blocked.isEmpty());
    m_apply->setToolTip(m_blocked);
    m_apply->setAccessibleDescription(m_blocked);
}

}  // namespace castellan::ui
