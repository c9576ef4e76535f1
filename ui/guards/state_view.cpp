// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/state_view.h"

#include "client/display_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace castellan::ui {

/// Placeholder rows; not animated, so that nothing flickers.
class StateView::Skeleton final : public QWidget {
public:
    Skeleton(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
    {
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, theme.metrics().units(20), 0, 0);
        m_wait = new QWidget(this);
        auto *row = new QHBoxLayout(m_wait);
        row->addStretch();
        row->addWidget(makeLabel(tr("Still waiting for the server"), m_wait, TextSize::body, Tone::muted));
        cancel = new Button(theme, tr("Cancel"), ButtonKind::secondary, m_wait);
        row->addWidget(cancel);
        row->addStretch();
        m_wait->hide();
        layout->addWidget(m_wait, 0, Qt::AlignTop);
        layout->addStretch();
        setAccessibleName(tr("Loading"));
    }
    void setWaiting(bool on) { m_wait->setVisible(on); }
    void setDrawn(bool on)
    {
        m_drawn = on;
        update();
    }
    Button *cancel = nullptr;

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (!m_drawn)
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(ColorRole::hover));
        const Metrics &m = m_theme.metrics();
        const int bar = m.units(2.5);
        const double widths[] = {0.16, 0.11, 0.13, 0.28};
        const int rows = std::min(8, height() / m.rowHeight());
        for (int row = 0; row < rows; ++row) {
            double x = m.units(2);
            const int y = m.units(2) + row * m.rowHeight() + (m.rowHeight() - bar) / 2;
            for (int column = 0; column < 4; ++column) {
                // Lengths vary a little, always the same way: text does too.
                const double share = widths[column] * (0.72 + 0.07 * ((row * 3 + column * 5) % 5));
                painter.drawRoundedRect(QRectF(x, y, width() * share, bar), bar / 2.0, bar / 2.0);
                x += width() * (widths[column] + 0.05);
            }
        }
    }

private:
    Theme &m_theme;
    QWidget *m_wait = nullptr;
    bool m_drawn = false;
};

/// Dims stale content; clicks go through.
class StateView::Veil final : public QWidget {
public:
    Veil(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QColor ground = m_theme.color(ColorRole::surface);
        // No more: what is dimmed must still be read (4.5:1).
        ground.setAlphaF(0.1F);
        QPainter(this).fillRect(rect(), ground);
    }

private:
    Theme &m_theme;
};

StateView::StateView(Theme &theme, QWidget *content, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_content(content)
{
    const Metrics &m = theme.metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);

    m_strip = new QWidget(this);
    setGround(m_strip, "warning");
    auto *strip = new QHBoxLayout(m_strip);
    strip->setContentsMargins(m.units(3), m.units(1), m.units(2), m.units(1));
    m_stripText = makeParagraph({}, m_strip);
    m_stripRetry = new Button(theme, tr("Retry"), ButtonKind::quiet, m_strip);
    m_stripDetails = new Button(theme, tr("Details"), ButtonKind::quiet, m_strip);
    m_stripCopy = new Button(theme, tr("Copy"), ButtonKind::quiet, m_strip);
    strip->addWidget(m_stripText, 1);
    strip->addWidget(m_stripRetry);
    strip->addWidget(m_stripDetails);
    strip->addWidget(m_stripCopy);
    m_strip->hide();
    layout->addWidget(m_strip);

    auto *body = new QWidget(this);
    m_stack = new QStackedLayout(body);
    m_stack->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(body, 1);
    m_blank = new QWidget(body);
    m_skeleton = new Skeleton(theme, body);
    m_content->setParent(body);

    m_page = new QWidget(body);
    auto *page = new QVBoxLayout(m_page);
    page->setContentsMargins(m.pageMargin(), m.units(12), m.pageMargin(), m.pageMargin());
    page->setSpacing(m.gap());
    m_icon = makeLabel({}, m_page);
    m_sentence = makeParagraph({}, m_page, Tone::normal, TextSize::heading);
    m_hint = makeParagraph({}, m_page, Tone::muted);
    m_detailText = makeCode({}, m_page, Tone::muted);
    m_detailText->setWordWrap(true);
    m_detailText->hide();
    for (QLabel *label : {m_sentence, m_hint, m_detailText}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setMaximumWidth(m.units(130));
    }
    page->addWidget(m_icon, 0, Qt::AlignHCenter);
    // Paragraphs take their width from the layout, so they are centred by margins, not by alignment.
    for (QLabel *label : {m_sentence, m_hint}) {
        auto *row = new QHBoxLayout;
        row->addStretch(1);
        row->addWidget(label, 8);
        row->addStretch(1);
        page->addLayout(row);
    }
    auto *acts = new QHBoxLayout;
    acts->setSpacing(m.gap());
    m_primary = new Button(theme, {}, ButtonKind::primary, m_page);
    m_detailsButton = new Button(theme, tr("Details"), ButtonKind::secondary, m_page);
    m_copyButton = new Button(theme, tr("Copy"), ButtonKind::secondary, m_page);
    acts->addStretch();
    acts->addWidget(m_primary);
    acts->addWidget(m_detailsButton);
    acts->addWidget(m_copyButton);
    acts->addStretch();
    page->addSpacing(m.gap());
    page->addLayout(acts);
    page->addSpacing(m.gap());
    auto *detailRow = new QHBoxLayout;
    detailRow->addStretch(1);
    detailRow->addWidget(m_detailText, 8);
    detailRow->addStretch(1);
    page->addLayout(detailRow);
    page->addStretch();

    for (QWidget *widget : {m_blank, static_cast<QWidget *>(m_skeleton), m_content, m_page})
        m_stack->addWidget(widget);
    m_veil = new Veil(theme, body);

    m_skeletonDelay.setSingleShot(true);
    m_skeletonDelay.setInterval(150);
    m_longWait.setSingleShot(true);
    m_longWait.setInterval(10'000);
    m_offlineDelay.setSingleShot(true);
    m_offlineDelay.setInterval(1'500);
    connect(&m_skeletonDelay, &QTimer::timeout, this, [this] { m_skeleton->setDrawn(true); });
    connect(&m_longWait, &QTimer::timeout, this, [this] { m_skeleton->setWaiting(true); });
    connect(&m_offlineDelay, &QTimer::timeout, this, &StateView::updateStale);
    connect(&m_again, &client::Countdown::changed, this, &StateView::countDown);
    connect(&m_again, &client::Countdown::ended, this, &StateView::retryRequested);
    connect(m_skeleton->cancel, &QPushButton::clicked, this, &StateView::cancelRequested);
    connect(m_stripRetry, &QPushButton::clicked, this, &StateView::retryRequested);
    connect(m_primary, &QPushButton::clicked, this, [this] {
        if (m_state == ViewState::empty)
            Q_EMIT actRequested();
        else if (m_state == ViewState::filteredEmpty)
            Q_EMIT clearFilterRequested();
        else
            Q_EMIT retryRequested();
    });
    const auto toggle = [this] {
        m_detailText->setText(details());
        m_detailText->setVisible(!m_detailText->isVisible());
    };
    connect(m_detailsButton, &QPushButton::clicked, this, toggle);
    connect(m_stripDetails, &QPushButton::clicked, this, [this] { m_stripText->setText(details()); });
    const auto copy = [this] { QApplication::clipboard()->setText(details()); };
    connect(m_copyButton, &QPushButton::clicked, this, copy);
    connect(m_stripCopy, &QPushButton::clicked, this, copy);
    connect(&theme, &Theme::changed, this, [this] {
        const int side = m_theme.metrics().units(8);
        m_icon->setPixmap(m_theme.pixmap(m_pageIcon, ColorRole::faint, side, devicePixelRatioF()));
    });
    showLoading();
}

StateView::~StateView() = default;

void StateView::follow(client::Server *server)
{
    if (m_server)
        disconnect(m_server, nullptr, this, nullptr);
    m_server = server;
    if (server)
        connect(server, &client::Server::stateChanged, this, &StateView::connectionChanged);
    connectionChanged();
}

void StateView::connectionChanged()
{
    const bool lost = m_server && (m_server->state() == client::ConnectionState::offline ||
                                   m_server->state() == client::ConnectionState::needs_sign_in ||
                                   m_server->state() == client::ConnectionState::tls_error);
    if (lost && !m_stale) {
        if (!m_offlineDelay.isActive())
            m_offlineDelay.start();
    } else if (!lost) {
        m_offlineDelay.stop();
        updateStale();
    }
}

void StateView::updateStale()
{
    const bool lost = m_server && m_server->state() != client::ConnectionState::connected &&
                      m_server->state() != client::ConnectionState::degraded &&
                      m_server->state() != client::ConnectionState::connecting;
    const bool was = m_stale;
    m_stale = lost && hasContent();
    if (m_stale)
        setStrip(tr("As of %1, before the connection was lost").arg(asOf()), false);
    else if (was && m_state == ViewState::content)
        m_strip->hide();
    m_veil->setVisible(m_stale && m_stack->currentWidget() == m_content);
    m_veil->raise();
}

QString StateView::asOf() const
{
    const auto checked = m_checkedAt ? m_checkedAt().toLocalTime() : QDateTime();
    const auto at = checked.isValid() && checked > m_loadedAt ? checked : m_loadedAt;
    return QLocale().toString(at.time(), QLocale::ShortFormat);
}

void StateView::enter(ViewState state)
{
    m_skeletonDelay.stop();
    m_longWait.stop();
    m_again.stop();
    m_skeleton->setWaiting(false);
    m_skeleton->setDrawn(false);
    m_detailText->hide();
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void StateView::showContent()
{
    m_loadedAt = QDateTime::currentDateTime();
    enter(ViewState::content);
    m_stack->setCurrentWidget(m_content);
    m_strip->hide();
    m_stale = false;
    m_veil->hide();
    connectionChanged();
}

void StateView::showLoading()
{
    if (hasContent())
        return;
    enter(ViewState::loading);
    m_strip->hide();
    m_veil->hide();
    m_stack->setCurrentWidget(m_skeleton);
    m_skeletonDelay.start();
    m_longWait.start();
}

void StateView::showMessage(Icon icon, const QString &sentence, const QString &hint)
{
    m_pageIcon = icon;
    const int side = m_theme.metrics().units(8);
    m_icon->setPixmap(m_theme.pixmap(icon, ColorRole::faint, side, devicePixelRatioF()));
    m_sentence->setText(sentence);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_primary->hide();
    m_detailsButton->hide();
    m_copyButton->hide();
    m_strip->hide();
    m_veil->hide();
    m_stack->setCurrentWidget(m_page);
}

void StateView::showEmpty(const QString &sentence, const QString &hint, const QString &act)
{
    m_loadedAt = QDateTime::currentDateTime();
    enter(ViewState::empty);
    showMessage(Icon::box, sentence, hint);
    m_primary->setText(act);
    m_primary->setKind(ButtonKind::primary);
    m_primary->setVisible(!act.isEmpty());
}

void StateView::showFilteredEmpty(const QString &text, const QStringList &choices, qsizetype hidden)
{
    enter(ViewState::filteredEmpty);
    QStringList filters;
    if (const auto words = text.trimmed(); !words.isEmpty())
        filters << tr("“%1”", "a text that is searched for").arg(client::isolated(words));
    for (const auto &choice : choices)
        filters << client::isolated(choice);
    showMessage(Icon::filter,
                filters.isEmpty()
                    ? tr("Nothing matches the filters")
                    : tr("Nothing matches %1", "%1: a quoted text, choices such as “State: locked”, or a list of both")
                          .arg(QLocale().createSeparatedList(filters)),
                tr("%n row(s) hidden by the filter.", nullptr, int(hidden)));
    m_primary->setText(filters.size() > 1 ? tr("Clear filters") : tr("Clear filter"));
    m_primary->setKind(ButtonKind::secondary);
    m_primary->show();
}

void StateView::showForbidden(const QString &sentence, const QString &hint)
{
    enter(ViewState::forbidden);
    // The first sentence says that it is forbidden; what would help follows.
    const auto end = sentence.indexOf(QLatin1StringView(". "));
    const auto help = hint.isEmpty() ? tr("An owner of the team or an administrator can change this.") : hint;
    if (end < 0)
        showMessage(Icon::lock, sentence, help);
    else
        showMessage(Icon::lock, sentence.left(end + 1), tr("%1 %2", "two sentences").arg(sentence.mid(end + 2), help));
}

void StateView::showNotOffered(const QString &sentence)
{
    enter(ViewState::notOffered);
    showMessage(Icon::minus, sentence, {});
}

void StateView::showError(const Error &error)
{
    m_error = error;
    switch (error.code) {
    case ErrorCode::forbidden:
    case ErrorCode::insufficient_scope:
    case ErrorCode::interactive_only:
        showForbidden(sentenceOf(error),
                      m_server && m_server->platform() && m_server->platform()->identity().usesToken()
                          ? tr("Sign in with another token, or with a password, to see this.")
                          : QString());
        return;
    case ErrorCode::not_offered:
        showNotOffered(sentenceOf(error));
        return;
    default:
        break;
    }
    if (error.code == ErrorCode::cancelled && hasContent())
        return;
    if (hasContent()) {
        enter(ViewState::error);
        m_stack->setCurrentWidget(m_content);
        setStrip(tr("%1 Showing data from %2.").arg(sentenceOf(error), asOf()), true);
        m_veil->show();
        m_veil->raise();
        return;
    }
    const bool limited = error.code == ErrorCode::too_many_requests && error.retryAfter > std::chrono::seconds(0);
    enter(limited ? ViewState::rateLimited : ViewState::error);
    const bool offline = error.code == ErrorCode::offline || error.code == ErrorCode::timed_out;
    showMessage(limited ? Icon::clock : offline ? Icon::offline : Icon::warning, sentenceOf(error), {});
    m_primary->setKind(ButtonKind::secondary);
    m_primary->setText(tr("Retry"));
    m_primary->setVisible(!limited);
    m_detailsButton->show();
    m_copyButton->show();
    if (limited) {
        m_hint->show();
        m_again.start(*error.retryAfter);
    }
}

void StateView::countDown()
{
    if (m_again.isRunning())
        m_hint->setText(tr("Trying again in %n second(s).", nullptr, m_again.secondsLeft()));
}

void StateView::setStrip(const QString &text, bool withError)
{
    m_stripText->setText(text);
    // The window's banner reports the lost connection; this strip only gives the age of the rows.
    setTone(m_stripText, withError ? Tone::normal : Tone::muted);
    setGround(m_strip, withError ? "warning" : "surface");
    const Metrics &m = m_theme.metrics();
    m_strip->layout()->setContentsMargins(withError ? m.units(3) : m_inset, m.units(1),
                                          withError ? m.units(2) : m_inset, m.units(1));
    m_stripRetry->setVisible(withError);
    m_stripDetails->setVisible(withError);
    m_stripCopy->setVisible(withError);
    m_strip->show();
}

void StateView::forget()
{
    m_loadedAt = {};
    m_stale = false;
    m_strip->hide();
    m_veil->hide();
}

QString StateView::details() const
{
    QStringList lines{sentenceOf(m_error)};
    if (m_server)
        lines << tr("Server: %1, %2")
                     .arg(client::isolated(m_server->profile().name),
                          m_server->profile().url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery));
    if (!m_error.detail.empty())
        lines << tr("Cause: %1").arg(client::displayText(m_error.detail));
    if (!m_error.path.empty())
        lines << tr("Member: %1").arg(client::displayText(m_error.path));
    if (!m_error.requestId.empty())
        lines << tr("Request: %1").arg(client::displayText(m_error.requestId));
    lines << tr("Code: %1").arg(QLatin1String(wireWord(m_error.code).data(), qsizetype(wireWord(m_error.code).size())));
    return lines.join(QLatin1Char('\n'));
}

void StateView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_veil->setGeometry(m_veil->parentWidget()->rect());
}

QString sentenceOf(const Error &error)
{
    if (!error.message.empty())
        return client::displayText(error.message);
    return QCoreApplication::translate("Error", "An unknown error occurred.");
}

}  // namespace castellan::ui
