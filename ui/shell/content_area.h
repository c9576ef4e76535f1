// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"
#include "ui/shell/draft_file.h"
#include "ui/shell/view_memory.h"

#include <QWidget>

#include <map>
#include <vector>

class QStackedLayout;

namespace castellan::ui {

class SessionOverlay;

/// The screens, one on top; each keeps its filter and draft while another is shown. The sign-in covers the screens of a
/// server whose session has ended, and no others.
class ContentArea : public QWidget {
    Q_OBJECT
public:
    ContentArea(ScreenContext base, ViewMemory &memory, QWidget *parent = nullptr);
    ~ContentArea() override;

    /// Null if there is no such view or server.
    Screen *show(const Place &place);
    [[nodiscard]] Screen *current() const { return m_current; }
    [[nodiscard]] SessionOverlay *overlay() const { return m_overlay; }
    void forgetServer(const QString &serverId);
    void saveStates();
    /// What is typed and not applied on the screens, but those of a temporary server.
    [[nodiscard]] std::vector<Draft> drafts() const;
    /// False if its view or server is gone. The screen on top stays there.
    [[nodiscard]] bool restoreDraft(const Draft &draft);

Q_SIGNALS:
    void navigate(const castellan::ui::Place &place);
    void crumbsChanged();
    void inspectorChanged();
    void inspectorRequested();
    void viewActionsChanged();
    void sealedFileRequested();
    void toast(const QString &text, const QString &act, const std::function<void()> &onAct);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using Key = std::pair<QString, QString>;
    Screen *make(const Place &place);
    /// Made if it is not there yet; null if there is no such view or server.
    Screen *screenAt(const Place &place);
    void save(const Key &key, const Screen &screen);
    void watchSession();
    void watchCover();

    ScreenContext m_base;
    ViewMemory &m_memory;
    QStackedLayout *m_stack;
    std::map<Key, Screen *> m_screens;
    Screen *m_current = nullptr;
    SessionOverlay *m_overlay;
};

}  // namespace castellan::ui
