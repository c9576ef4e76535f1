// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/audit_log_screen.h"

#include "ui/screens/audit_log/audit_filter_field.h"
#include "ui/screens/audit_log/audit_pane.h"
#include "ui/screens/audit_log/event_inspector.h"

#include <QVBoxLayout>

namespace castellan::ui {

AuditLogScreen::AuditLogScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), parent),
      m_pane(new AuditPane(m_context.theme, m_context.servers, m_context.events, m_context.clock,
                           {.server = m_context.server, .source = {}, .teamName = {}}, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_pane);
    connect(m_pane, &AuditPane::inspectorRequested, this, &Screen::inspectorRequested);
    connect(m_pane, &AuditPane::toast, this, &Screen::toast);
}

QList<Crumb> AuditLogScreen::crumbs() const
{
    return {{tr("Audit log"), m_context.place}};
}

QLineEdit *AuditLogScreen::filterField() const
{
    return m_pane->filterField();
}

void AuditLogScreen::refresh()
{
    m_pane->focusFeed();
}

QJsonObject AuditLogScreen::saveState() const
{
    return m_pane->saveState();
}

void AuditLogScreen::restoreState(const QJsonObject &state)
{
    m_pane->restoreState(state);
}

QWidget *AuditLogScreen::inspector() const
{
    return m_pane->inspector();
}

QList<QAction *> AuditLogScreen::viewActions() const
{
    return m_pane->viewActions();
}

}  // namespace castellan::ui
