// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/security.h"
#include "ui/screen/screen.h"
#include "ui/screens/security/security_draft.h"
#include "ui/screens/security/setting_words.h"

#include <QPointer>

#include <array>
#include <optional>
#include <vector>

class QLabel;
class QScrollArea;
class QStackedWidget;
class QTabBar;

namespace castellan::ui {

class Button;
class ReviewDialog;
class SectionHeader;
class SettingRow;
class StateView;
class WriteGuard;

/// The security settings of a server, in groups. Everything that is typed is a draft; nothing reaches the server before
/// the difference was reviewed.
class SecurityScreen : public Screen {
    Q_OBJECT
public:
    explicit SecurityScreen(ScreenContext context, QWidget *parent = nullptr);
    [[nodiscard]] QList<Crumb> crumbs() const override;
    void refresh() override;
    [[nodiscard]] bool hasDraft() const override { return !m_draft.isEmpty(); }
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

private:
    void build();
    QWidget *makeFoot();
    void fillPresets();
    void taken(Result<records::SecurityDocument> document);
    void makeRows();
    void updateHeader();
    void updateTabs();
    void updateFoot();
    void updateRights();
    void review();
    /// None while the platform is not known.
    [[nodiscard]] std::optional<client::Change<records::SecurityDocument>> changeOf(bool confirmLockout) const;
    void apply(const client::Change<records::SecurityDocument> &change);
    void applied(Result<records::SecurityDocument> done);
    void askAboutLockout();
    void showField(const std::string &key);

    SecurityDraft m_draft;
    SectionHeader *m_header = nullptr;
    Button *m_presets = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_pages = nullptr;
    std::array<QScrollArea *, std::size_t(settingGroups)> m_scrolls{};
    std::vector<SettingRow *> m_rows;
    StateView *m_state = nullptr;
    QWidget *m_foot = nullptr;
    QLabel *m_summary = nullptr;
    QLabel *m_warning = nullptr;
    Button *m_review = nullptr;
    Button *m_discard = nullptr;
    WriteGuard *m_guard;
    QPointer<ReviewDialog> m_dialog;
    int m_wantedTab = 0;
};

}  // namespace castellan::ui
