// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/security/security_screen.h"

#include "client/display_text.h"
#include "client/platform/security.h"
#include "ui/guards/confirm_dialog.h"
#include "ui/guards/review_acts.h"
#include "ui/guards/state_view.h"
#include "ui/guards/write_guard.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/screens/security/review_dialog.h"
#include "ui/screens/security/review_model.h"
#include "ui/screens/security/security_draft.h"
#include "ui/screens/security/setting_row.h"
#include "ui/screens/security/setting_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/label.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/tool_tip.h"

#include <QJsonDocument>
#include <QMenu>
#include <QPointer>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace castellan::ui {

class SecurityScreen final : public Screen {
    Q_OBJECT
public:
    SecurityScreen(ScreenContext context, QWidget *parent);
    void refresh() override;
    [[nodiscard]] QJsonObject draft() const override;
    void restoreDraft(const QJsonObject &draft) override;
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
};

SecurityScreen::SecurityScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), tr("Security"), parent), m_guard(new WriteGuard(*server(), this))
{
    build();
    connect(&m_draft, &SecurityDraft::draftChanged, this, [this] {
        updateHeader();
        updateTabs();
        updateFoot();
    });
    connect(m_state, &StateView::retryRequested, this, &SecurityScreen::refresh);
    connect(server(), &client::Server::stateChanged, this, [this](client::ConnectionState state) {
        if (state == client::ConnectionState::connected)
            refresh();
    });
    connect(server(), &client::Server::userChanged, this, &SecurityScreen::updateRights);
    connect(m_guard, &WriteGuard::reasonChanged, this, &SecurityScreen::updateFoot);
    updateHeader();
    updateFoot();
    refresh();
}

void SecurityScreen::build()
{
    const Metrics &m = theme().metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), m.units(5));
    layout->setSpacing(m.units(3));
    m_header = new SectionHeader(theme(), this);
    m_header->setTitle(tr("Security"));
    m_presets = new Button(theme(), tr("Fill from preset"), ButtonKind::secondary, this);
    m_presets->setMenu(new QMenu(m_presets));
    m_header->addAct(m_presets);
    layout->addWidget(m_header);

    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_tabs = new QTabBar(content);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Setting groups"));
    auto *bar = new QWidget(content);
    setGround(bar, "surface", "bottom");
    auto *barLayout = new QHBoxLayout(bar);
    barLayout->setContentsMargins(0, 0, 0, 1);
    barLayout->addWidget(m_tabs);
    barLayout->addStretch();
    column->addWidget(bar);
    m_pages = new QStackedWidget(content);
    for (int i = 0; i < settingGroups; ++i) {
        const auto group = SettingGroup(i);
        m_tabs->addTab(titleOf(group));
        auto *scroll = new QScrollArea(m_pages);
        scroll->setWidgetResizable(true);
        scroll->setFocusPolicy(Qt::NoFocus);
        scroll->setAccessibleName(titleOf(group));
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        auto *inner = new QWidget(scroll);
        inner->setProperty("ground", QStringLiteral("none"));
        auto *rows = new QVBoxLayout(inner);
        rows->setContentsMargins(0, m.units(4), m.units(3), m.units(4));
        rows->setSpacing(m.units(4.5));
        rows->addWidget(makeParagraph(introductionOf(group), inner, Tone::muted));
        rows->addStretch(1);
        scroll->setWidget(inner);
        m_scrolls[std::size_t(i)] = scroll;
        m_pages->addWidget(scroll);
    }
    column->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_state = new StateView(theme(), content, this);
    m_state->follow(server());
    layout->addWidget(m_state, 1);
    layout->addWidget(makeFoot());
}

QWidget *SecurityScreen::makeFoot()
{
    const Metrics &m = theme().metrics();
    m_foot = new QWidget(this);
    m_foot->setObjectName(QStringLiteral("reviewBar"));
    m_foot->setAccessibleName(tr("Changes in the draft"));
    setGround(m_foot, "raised");
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(m.barMargin(), m.units(3), m.barMargin(), m.units(3));
    foot->setSpacing(m.units(4));
    m_summary = makeLabel({}, m_foot, TextSize::heading);
    m_warning = makeLabel({}, m_foot, TextSize::body, Tone::warning);
    m_discard = new Button(theme(), tr("Discard"), ButtonKind::secondary, m_foot);
    m_review = new Button(theme(), tr("Review"), ButtonKind::primary, m_foot);
    m_review->setObjectName(QStringLiteral("review"));
    m_review->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_S));
    foot->addWidget(m_summary);
    foot->addWidget(m_warning, 1);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(m.gap());
    acts->addWidget(m_discard);
    acts->addWidget(m_review);
    foot->addLayout(acts);
    connect(m_discard, &QPushButton::clicked, &m_draft, &SecurityDraft::discard);
    connect(m_review, &QPushButton::clicked, this, &SecurityScreen::review);
    return m_foot;
}

QJsonObject SecurityScreen::saveState() const
{
    return {{QStringLiteral("group"), m_tabs->currentIndex()}};
}

void SecurityScreen::restoreState(const QJsonObject &state)
{
    m_tabs->setCurrentIndex(std::clamp(state.value(QStringLiteral("group")).toInt(), 0, settingGroups - 1));
}

QJsonObject SecurityScreen::draft() const
{
    const auto text = json::serialize(m_draft.kept());
    return QJsonDocument::fromJson({text.data(), qsizetype(text.size())}).object();
}

void SecurityScreen::restoreDraft(const QJsonObject &draft)
{
    const auto text = QJsonDocument(draft).toJson(QJsonDocument::Compact);
    auto kept = json::parse({text.constData(), std::size_t(text.size())});
    if (kept && kept->is_object())
        m_draft.restore(std::move(kept->get_object()));
}

void SecurityScreen::refresh()
{
    auto *platform = server()->platform();
    auto *security = platform ? platform->security() : nullptr;
    if (platform && !security) {
        const auto info = platform->info();
        m_state->showNotOffered(tr("Security settings are not offered by %1 %2.", "a program and its version")
                                    .arg(client::isolated(info.product), client::isolated(info.version))
                                    .trimmed());
        m_presets->hide();
        return;
    }
    if (!security)
        return m_state->showLoading();
    m_state->showLoading();
    client::whenDone(this, security->read(),
                     [this](Result<records::SecurityDocument> document) { taken(std::move(document)); });
}

void SecurityScreen::taken(Result<records::SecurityDocument> document)
{
    if (!document) {
        if (document.error().code == ErrorCode::forbidden)
            m_state->showForbidden(tr("You do not have permission to see the security settings."),
                                   tr("Administrators and auditors can see them. Ask an administrator for access."));
        else
            m_state->showError(document.error());
        updateHeader();
        return;
    }
    m_draft.take(std::move(*document));
    makeRows();
    fillPresets();
    updateRights();
    m_state->showContent();
}

void SecurityScreen::makeRows()
{
    if (!m_rows.empty())
        return;
    std::array<int, std::size_t(settingGroups)> counts{};
    for (const auto &setting : m_draft.settings()) {
        const auto group = std::size_t(groupOf(setting.key));
        auto *page = m_scrolls[group]->widget();
        auto *rows = static_cast<QVBoxLayout *>(page->layout());
        auto *row = new SettingRow(theme(), m_draft, setting, page);
        rows->insertWidget(rows->count() - 1, row);
        m_rows.push_back(row);
        ++counts[group];
    }
    for (int i = 0; i < settingGroups; ++i)
        m_tabs->setTabVisible(i, counts[std::size_t(i)] > 0);
}

void SecurityScreen::fillPresets()
{
    auto *menu = m_presets->menu();
    menu->clear();
    for (const auto &preset : m_draft.presets()) {
        auto *action = menu->addAction(withoutMnemonic(presetWords(preset.name)));
        setTip(action, {});  // not its text, which comes from the server
        action->setObjectName(verbatim(preset.name));
        connect(action, &QAction::triggered, this, [this, preset] { m_draft.fill(preset); });
    }
}

void SecurityScreen::updateRights()
{
    const bool may = mayDo(*server(), "security:edit");
    const QString why = may ? QString() : tr("Only administrators can change the security settings.");
    for (SettingRow *row : m_rows)
        row->setEditable(may, why);
    m_presets->setEnabled(may);
    setTip(m_presets, why);
    updateHeader();
}

void SecurityScreen::updateHeader()
{
    if (!m_draft.isLoaded()) {
        m_header->setSubtitle({});
        return;
    }
    const auto other = int(std::ranges::count_if(m_draft.settings(), [this](const records::SecuritySetting &setting) {
        return m_draft.onServer(setting.key) != m_draft.defaultOf(setting.key);
    }));
    QStringList parts{tr("%n setting(s)", nullptr, int(m_draft.settings().size())),
                      other == 0 ? tr("all at their defaults") : tr("%n differ(s) from the defaults", nullptr, other)};
    if (!mayDo(*server(), "security:edit"))
        parts << tr("only administrators can change them");
    m_header->setSubtitle(parts.join(QStringLiteral(" · ")));
}

void SecurityScreen::updateTabs()
{
    std::array<int, std::size_t(settingGroups)> changed{};
    for (const auto &key : m_draft.changed())
        ++changed[std::size_t(groupOf(key))];
    for (int i = 0; i < settingGroups; ++i) {
        const int n = changed[std::size_t(i)];
        const QString title = titleOf(SettingGroup(i));
        m_tabs->setTabText(i, n == 0 ? title : tr("%1 • %2", "a group, how many changes").arg(title).arg(n));
        m_tabs->setAccessibleTabName(i, n == 0 ? title : tr("%1, %n change(s)", nullptr, n).arg(title));
    }
}

void SecurityScreen::updateFoot()
{
    const auto changed = m_draft.changed();
    m_foot->setVisible(!changed.empty() || m_draft.hasProblems());
    m_summary->setText(tr("%n change(s)", nullptr, int(changed.size())));
    const ReviewModel model(m_draft);
    const int weaker = model.weaker();
    m_warning->setText(m_draft.hasProblems()
                           ? tr("A value cannot be used: %1").arg(labelOfSetting(m_draft.firstProblem()))
                       : m_draft.hasMoved() ? tr("Someone else has changed the same settings.")
                       : weaker > 0         ? tr("%n of them weaken(s) protection", nullptr, weaker)
                                            : QString());
    setTone(m_warning, m_draft.hasProblems() ? Tone::danger : Tone::warning);
    m_review->setText(m_draft.hasProblems() ? tr("Show") : tr("Review"));
    m_review->setEnabled(!changed.empty() || m_draft.hasProblems());
    if (m_dialog)
        m_dialog->acts().setBlocked(m_guard->reason());
}

void SecurityScreen::showField(const std::string &key)
{
    const auto it = std::ranges::find(m_rows, key, &SettingRow::key);
    if (it == m_rows.end())
        return;
    m_tabs->setCurrentIndex(int(groupOf(key)));
    (*it)->field()->setFocus(Qt::OtherFocusReason);
    m_scrolls[std::size_t(groupOf(key))]->ensureWidgetVisible(*it);
}

void SecurityScreen::review()
{
    if (m_draft.hasProblems())
        return showField(m_draft.firstProblem());
    const auto change = changeOf(false);
    if (!change)
        return;
    m_dialog = new ReviewDialog(theme(), m_draft, server()->profile(), change->tier(), window());
    m_dialog->acts().setBlocked(m_guard->reason());
    connect(&m_dialog->acts(), &ReviewActs::applyRequested, this, [this] {
        if (const auto made = changeOf(false))
            apply(*made);
    });
    openOver(m_dialog, m_review);
}

std::optional<client::Change<records::SecurityDocument>> SecurityScreen::changeOf(bool confirmLockout) const
{
    auto *security = server()->platform() ? server()->platform()->security() : nullptr;
    if (!security)
        return std::nullopt;
    auto update = m_draft.update();
    if (confirmLockout)
        update.confirmLockout = true;
    return security->update(std::move(update));
}

void SecurityScreen::apply(const client::Change<records::SecurityDocument> &change)
{
    if (m_dialog)
        m_dialog->acts().setBusy(true);
    client::whenDone(this, server()->apply(change),
                     [this](Result<records::SecurityDocument> done) { applied(std::move(done)); });
}

void SecurityScreen::applied(Result<records::SecurityDocument> done)
{
    const auto close = [this] {
        if (m_dialog)
            m_dialog->accept();
    };
    if (done) {
        const int count = int(m_draft.changed().size());
        close();
        m_tabs->setFocus();
        m_draft.take(std::move(*done));
        Q_EMIT toast(tr("Applied %n change(s).", nullptr, count));
        return;
    }
    const Error &error = done.error();
    if (error.code == ErrorCode::conflict) {
        // Changes by others are shown at the fields; the draft is kept and reviewed again.
        close();
        Q_EMIT toast(tr("Someone else has changed the settings. Your draft is kept: review it again."));
        refresh();
        return;
    }
    if (error.path == "values.network.allowedAddresses" && error.message.find("confirmLockout") != std::string::npos) {
        close();
        askAboutLockout();
        return;
    }
    if (m_draft.blame(error)) {
        close();
        showField(m_draft.firstProblem());
        return;
    }
    if (m_dialog)
        m_dialog->acts().showError(sentenceOf(error));
    else
        Q_EMIT toast(sentenceOf(error));
}

void SecurityScreen::askAboutLockout()
{
    const auto mild =
        Error(ErrorCode::validation,
              tr("Your own address is not in the list. Add it, or you lose access to the server.").toStdString())
            .at("values.network.allowedAddresses");
    (void)m_draft.blame(mild);
    showField("network.allowedAddresses");
    const auto change = changeOf(true);
    if (!change)
        return;
    const Confirmation what{
        .title = tr("Lock yourself out of %1?", "a server").arg(client::isolated(server()->profile().name)),
        .consequence = tr("The allowed addresses do not include yours. The server will refuse this "
                          "console, and only a user at an allowed address can undo this."),
        .verb = tr("Apply and lock me out"),
        .nameToType = server()->profile().name};
    guarded(theme(), change->tier(), server()->profile(), what, this, [this, change = *change] { apply(change); });
}

Screen *makeSecurityScreen(ScreenContext context, QWidget *parent)
{
    return new SecurityScreen(std::move(context), parent);
}

}  // namespace castellan::ui

#include "security_screen.moc"
