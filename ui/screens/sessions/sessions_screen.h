// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

class QMenu;

namespace castellan::ui {

class Button;
class RecordList;
class SectionHeader;
class SessionsModel;
class WriteGuard;

/// Where one is signed in on a server, and for administrators where somebody else is (the place's subject is the id of
/// the user). One session ends by its menu, all others at once by the button.
class SessionsScreen : public Screen {
    Q_OBJECT
public:
    explicit SessionsScreen(ScreenContext context, QWidget *parent = nullptr);
    [[nodiscard]] QList<Crumb> crumbs() const override;
    [[nodiscard]] QLineEdit *filterField() const override;
    void refresh() override;
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

private:
    [[nodiscard]] bool isOwn() const { return m_context.place.subject.isEmpty(); }
    void learnName();
    void updateHeader();
    void fillMenu(QMenu &menu, int row);
    void end(int row);
    void endMany();

    QString m_name;  ///< of the user whose sessions these are
    SessionsModel *m_model;
    RecordList *m_list;
    SectionHeader *m_header;
    Button *m_endMany;
    WriteGuard *m_guard;
};

}  // namespace castellan::ui
