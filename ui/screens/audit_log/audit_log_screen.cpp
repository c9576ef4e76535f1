// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/audit_log_screen.h"

#include "ui/screens/audit_log/audit_filter_field.h"
#include "ui/screens/audit_log/audit_pane.h"
#include "ui/screens/audit_log/event_inspector.h"

#include <QVBoxLayout>

namespace castellan::ui {

class AuditLogScreen final : public Screen {
    Q_OBJECT
public:
    AuditLogScreen(ScreenContext context, QWidget *parent);

    [[nodiscard]] QLineEdit *filterField() const override;
    void refresh() override;
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    [[nodiscard]] QWidget *inspector() const override;
    [[nodiscard]] QList<QAction *> viewActions() const override;

private:
    AuditPane *m_pane;
};

AuditLogScreen::AuditLogScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), tr("Audit log"), parent),
      m_pane(new AuditPane(m_context.theme, m_context.servers, m_context.events, m_context.clock,
                           {.server = m_context.server, .source = {}, .teamName = {}}, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_pane);
    connect(m_pane, &AuditPane::inspectorRequested, this, &Screen::inspectorRequested);
    connect(m_pane, &AuditPane::toast, this, &Screen::toast);
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

Screen *makeAuditLogScreen(ScreenContext context, QWidget *parent)
{
    return new AuditLogScreen(std::move(context), parent);
}

}  // namespace castellan::ui

#include "audit_log_screen.moc"
