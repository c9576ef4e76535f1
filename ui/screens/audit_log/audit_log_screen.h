// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

class AuditPane;

/// The audit log of one server, or of all merged by time.
class AuditLogScreen : public Screen {
    Q_OBJECT
public:
    explicit AuditLogScreen(ScreenContext context, QWidget *parent = nullptr);

    [[nodiscard]] QList<Crumb> crumbs() const override;
    [[nodiscard]] QLineEdit *filterField() const override;
    void refresh() override;
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    [[nodiscard]] QWidget *inspector() const override;
    [[nodiscard]] QList<QAction *> viewActions() const override;

private:
    AuditPane *m_pane;
};

}  // namespace castellan::ui
