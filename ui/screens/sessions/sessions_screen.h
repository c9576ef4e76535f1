// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/lists/record_screen.h"

namespace castellan::ui {

class Button;
class SessionsModel;

/// The sessions of the caller on a server, and for administrators those of another user (the place's subject is the
/// user's id). One session ends by its menu, all others at once by the button.
class SessionsScreen : public RecordScreen {
    Q_OBJECT
public:
    explicit SessionsScreen(ScreenContext context, QWidget *parent = nullptr);
    [[nodiscard]] QList<Crumb> crumbs() const override;

protected:
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<RowAction> actionsOf(int row) override;

private:
    SessionsScreen(ScreenContext context, SessionsModel *model, QWidget *parent);
    [[nodiscard]] bool isOwn() const { return m_context.place.subject.isEmpty(); }
    void learnName();
    void endMany();

    QString m_name;  ///< of the user whose sessions these are
    SessionsModel *m_model;
    Button *m_endMany;
};

}  // namespace castellan::ui
