// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/draft_banner.h"

#include "client/display_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLocale>

namespace castellan::ui {

QString titlesOf(const std::vector<Draft> &drafts)
{
    QStringList titles;
    for (const auto &draft : drafts)
        titles << client::isolated(draft.title);
    return QLocale().createSeparatedList(titles);
}

DraftBanner::DraftBanner(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    const Metrics &m = theme.metrics();
    setObjectName(QStringLiteral("draftBanner"));
    setGround(this, "bg", "bottom");
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(m.barMargin(), m.units(0.5), m.barMargin(), m.units(0.5));
    layout->setSpacing(m.gap());
    m_icon = makeLabel({}, this);
    m_text = makeParagraph({}, this);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    auto *restore = new Button(theme, tr("Restore"), ButtonKind::primary, this);
    restore->setObjectName(QStringLiteral("restoreDrafts"));
    auto *discard = new Button(theme, tr("Discard"), ButtonKind::secondary, this);
    discard->setObjectName(QStringLiteral("discardDrafts"));
    layout->addWidget(restore);
    layout->addWidget(discard);
    connect(restore, &QPushButton::clicked, this, &DraftBanner::restoreRequested);
    connect(discard, &QPushButton::clicked, this, &DraftBanner::discardRequested);
    connect(&theme, &Theme::changed, this, &DraftBanner::paintIcon);
    paintIcon();
    hide();
}

void DraftBanner::paintIcon()
{
    m_icon->setPixmap(m_theme.pixmap(Icon::edit, ColorRole::muted, m_theme.metrics().iconSize(), devicePixelRatioF()));
}

void DraftBanner::show(const KeptDrafts &kept)
{
    setVisible(!kept.drafts.empty());
    if (kept.drafts.empty())
        return;
    const QString when = QLocale().toString(kept.at.toLocalTime(), QLocale::ShortFormat);
    m_text->setText(tr("Not applied before the console ended on %1: %2", "%1 date and time, %2 names of screens")
                        .arg(when, titlesOf(kept.drafts)));
}

}  // namespace castellan::ui
