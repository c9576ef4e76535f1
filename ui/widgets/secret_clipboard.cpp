// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/secret_clipboard.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QTimer>

namespace castellan::ui {
namespace {

QByteArray digestOf(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

/// The words by which clipboard managers know a secret, one for each desktop.
QMimeData *markedSecret(const QString &secret)
{
    auto *data = new QMimeData;
    data->setText(secret);
#if defined(Q_OS_WIN)
    const auto windows = [data](const char *name) {
        data->setData(QStringLiteral("application/x-qt-windows-mime;value=\"%1\"").arg(QLatin1String(name)),
                      QByteArray(4, '\0'));  // a DWORD of 0: no
    };
    windows("ExcludeClipboardContentFromMonitorProcessing");
    windows("CanIncludeInClipboardHistory");
    windows("CanUploadToCloudClipboard");
#elif defined(Q_OS_MACOS)
    data->setData(QStringLiteral("application/x-nspasteboard-concealed-type"), secret.toUtf8());
#else
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
#endif
    return data;
}

void clearIfStill(const QByteArray &digest)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (digestOf(clipboard->text()) == digest)
        clipboard->clear();
}

/// Takes the place of the label's own ways to the clipboard.
class SecretCopies final : public QObject {
public:
    explicit SecretCopies(QLabel *label) : QObject(label), m_label(label)
    {
        label->installEventFilter(this);
        keepOutOfPrimarySelection(label, [this] { return selectedText(); });
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
            copy();
            return true;
        }
        if (event->type() != QEvent::ContextMenu)
            return QObject::eventFilter(watched, event);
        auto *menu = new QMenu(m_label);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        QAction *entry = menu->addAction(QCoreApplication::translate("SecretClipboard", "&Copy for 30 seconds"));
        entry->setEnabled(m_label->hasSelectedText());
        connect(entry, &QAction::triggered, this, &SecretCopies::copy);
        menu->popup(static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    }

private:
    [[nodiscard]] QString selectedText() const
    {
        return m_label->selectedText().replace(QChar(QChar::ParagraphSeparator), QLatin1Char('\n'));
    }
    void copy() const
    {
        if (m_label->hasSelectedText())
            (void)copySecret(selectedText());
    }

    QLabel *m_label;
};

}  // namespace

void keepOutOfPrimarySelection(QWidget *widget, std::function<QString()> selectedText)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (!clipboard->supportsSelection())
        return;
    // Requests of other programs are answered by the event loop, thus not before this has returned.
    QObject::connect(clipboard, &QClipboard::selectionChanged, widget,
                     [clipboard, selectedText = std::move(selectedText)] {
                         if (!clipboard->ownsSelection())
                             return;
                         const QString text = clipboard->text(QClipboard::Selection);
                         if (!text.isEmpty() && text == selectedText())
                             clipboard->clear(QClipboard::Selection);
                     });
}

void copyAsSecret(QLabel *label)
{
    new SecretCopies(label);
}

bool copySecret(const QString &secret, std::chrono::milliseconds life)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    clipboard->setMimeData(markedSecret(secret));
    const QByteArray digest = digestOf(secret);
    if (digestOf(clipboard->text()) != digest)
        return false;
    auto *end = new QTimer(clipboard);
    end->setSingleShot(true);
    const auto clear = [digest, end] {
        clearIfStill(digest);
        end->deleteLater();
    };
    QObject::connect(end, &QTimer::timeout, end, clear);
    QObject::connect(qApp, &QCoreApplication::aboutToQuit, end, clear);
    end->start(life);
    return true;
}

}  // namespace castellan::ui
