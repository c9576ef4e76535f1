// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/review_bar.h"

#include "ui/guards/environment.h"
#include "ui/widgets/label.h"

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
    m_lines->setTextFormat(Qt::RichText);  // lint: markup of our own around escaped values
    auto *error = makeProblem(this);
    words->addWidget(m_title);
    words->addWidget(m_lines);
    words->addWidget(error);
    words->addStretch();
    layout->addLayout(words, 1);

    auto *side = new QVBoxLayout;
    side->setSpacing(m.gap());
    m_where = makeLabel({}, this, TextSize::small, Tone::muted);
    m_acts = new ReviewActs(theme, QBoxLayout::TopToBottom, tr("Discard"), error, this);
    side->addWidget(m_where);
    side->addWidget(m_acts);
    side->addStretch();
    layout->addLayout(side);

    connect(m_acts, &ReviewActs::cancelled, this, &ReviewBar::discardRequested);
    connect(m_acts, &ReviewActs::applyRequested, this, &ReviewBar::applyRequested);
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
    m_where->setText(server.name + QStringLiteral(" · ") + environmentName(server.environment).toUpper());
    m_acts->ask(verb, tier, server.environment);
    show();
}

void ReviewBar::clear()
{
    m_acts->setBusy(false);
    hide();
}

}  // namespace castellan::ui
