// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/countdown.h"
#include "client/servers/server.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QLabel;
class QStackedLayout;

namespace castellan::ui {

class Button;

/// The states of a view: shown instead of, or around, its content. Every view uses StateView for them.
enum class ViewState {
    content,
    loading,        ///< nothing for 150 ms, then skeleton rows; after 10 s "still waiting" with Cancel
    empty,          ///< nothing yet
    filteredEmpty,  ///< the filter hides everything
    forbidden,      ///< the role may not see this; no retry
    error,          ///< what failed, Retry, Details, Copy; old data stay visible
    rateLimited,    ///< counts down from Retry-After, then tries again
    notOffered,     ///< this server has no such thing
};

/// Wraps a view's content (usually its table; header and filter stay outside and usable) and shows each ViewState.
/// Follows a server: content from before a lost connection is marked stale, and a strip says so after 1.5 s.
class StateView : public QWidget {
    Q_OBJECT
public:
    StateView(Theme &theme, QWidget *content, QWidget *parent = nullptr);
    ~StateView() override;

    [[nodiscard]] ViewState state() const { return m_state; }

    /// Marks the content stale while this server is offline, and writes the server's name into messages.
    void follow(client::Server *server);
    /// Where the content has a neighbour at its left: the line with its age begins with the content's text.
    void setInset(int pixels) { m_inset = pixels; }

    /// When the server last told that the content is up to date, for content that comes by itself. It counts where it
    /// is later than showContent().
    void setCheckedAt(std::function<QDateTime()> checkedAt) { m_checkedAt = std::move(checkedAt); }

    /// Shows the content and notes the time. Ends loading and errors.
    void showContent();
    /// Content that is there already stays, and only a later failure is reported.
    void showLoading();
    /// One sentence and at most one act.
    void showEmpty(const QString &sentence, const QString &hint = {}, const QString &act = {});
    /// "Nothing matches x": `hidden` rows are not shown because of a filter's text, of choices such as "State: locked",
    /// or of both.
    void showFilteredEmpty(const QString &text, const QStringList &choices, qsizetype hidden);
    /// The missing right, and who can grant it.
    void showForbidden(const QString &sentence, const QString &hint = {});
    /// Chooses by the error's code: forbidden, rate limited, not offered, or error. While there is content it stays,
    /// dimmed, under a strip with "as of 14:02", Retry, Details and Copy.
    void showError(const Error &error);
    /// e.g. "Users are not offered by FlowFuse 2.4.0."
    void showNotOffered(const QString &sentence);

    /// The content is of another team or server: it no longer counts.
    void forget();
    [[nodiscard]] bool isStale() const { return m_stale; }
    [[nodiscard]] bool hasContent() const { return m_loadedAt.isValid(); }

Q_SIGNALS:
    void retryRequested();
    void cancelRequested();
    void clearFilterRequested();
    /// The act of showEmpty.
    void actRequested();
    void stateChanged(castellan::ui::ViewState state);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Skeleton;
    class Veil;

    void enter(ViewState state);
    void showMessage(Icon icon, const QString &sentence, const QString &hint);
    void setStrip(const QString &text, bool withError);
    void connectionChanged();
    void updateStale();
    void countDown();
    [[nodiscard]] QString details() const;
    [[nodiscard]] QString asOf() const;

    Theme &m_theme;
    QWidget *m_content;
    QPointer<client::Server> m_server;
    ViewState m_state = ViewState::loading;
    QDateTime m_loadedAt;
    std::function<QDateTime()> m_checkedAt;
    Error m_error;
    bool m_stale = false;
    int m_inset = 0;

    QTimer m_skeletonDelay;
    QTimer m_longWait;
    QTimer m_offlineDelay;
    client::Countdown m_again;

    QWidget *m_strip = nullptr;
    QLabel *m_stripText = nullptr;
    Button *m_stripRetry = nullptr;
    Button *m_stripDetails = nullptr;
    Button *m_stripCopy = nullptr;
    QStackedLayout *m_stack = nullptr;
    Skeleton *m_skeleton = nullptr;
    QWidget *m_page = nullptr;
    QWidget *m_blank = nullptr;
    Veil *m_veil = nullptr;
    QLabel *m_icon = nullptr;
    QLabel *m_sentence = nullptr;
    QLabel *m_hint = nullptr;
    QLabel *m_detailText = nullptr;
    Button *m_primary = nullptr;
    Button *m_detailsButton = nullptr;
    Button *m_copyButton = nullptr;
    Icon m_pageIcon = Icon::info;
};

/// The sentence for people of an error, with its fall-back.
[[nodiscard]] QString sentenceOf(const Error &error);

}  // namespace castellan::ui
