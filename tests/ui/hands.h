// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QKeyEvent>
#include <QMenu>
#include <QTest>

/// A user's actions in a window: finding controls by their text, clicking, typing.
namespace castellan::test {

template <class W> W *find(QWidget *in, const std::function<bool(W *)> &is)
{
    const auto all = in->findChildren<W *>();
    for (auto *one : all)
        if (one->isVisible() && is(one))
            return one;
    return nullptr;
}

inline QAbstractButton *button(QWidget *in, const QString &words)
{
    return find<QAbstractButton>(in, [&](QAbstractButton *b) {
        return QString(b->text()).remove(u'&') == words || b->accessibleName() == words;
    });
}

inline void click(QWidget *widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}

/// Key by key, any letter (QTest::keyClicks knows ASCII only).
inline void type(QWidget *into, const QString &text)
{
    into->setFocus();
    for (const auto c : text) {
        QKeyEvent press(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, QString(c));
        QApplication::sendEvent(into, &press);
    }
}

/// The dialog that is open, if it has this title.
inline QDialog *dialog(const QString &title)
{
    for (auto *widget : QApplication::topLevelWidgets())
        if (auto *open = qobject_cast<QDialog *>(widget); open && open->isVisible() && open->windowTitle() == title)
            return open;
    return nullptr;
}

/// Clicks the button with these words, and waits for the dialog; null if one of the two does not come.
inline QDialog *openDialog(QWidget *in, const QString &words, const QString &title)
{
    if (!QTest::qWaitFor([&] { return button(in, words) != nullptr; }))
        return nullptr;
    click(button(in, words));
    return QTest::qWaitFor([&] { return dialog(title) != nullptr; }) ? dialog(title) : nullptr;
}

inline QMenu *menu()
{
    return qobject_cast<QMenu *>(QApplication::activePopupWidget());
}

/// Chooses in the menu that is open; false if it has no such entry, or it is off.
inline bool choose(QMenu *menu, const QString &words)
{
    for (auto *action : menu->actions()) {
        if (QString(action->text()).remove(u'&') != words || !action->isEnabled())
            continue;
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        return true;
    }
    return false;
}

inline int rowWith(const QAbstractItemView *view, const QString &text)
{
    for (int row = 0; row < view->model()->rowCount(); ++row)
        for (int column = 0; column < view->model()->columnCount(); ++column)
            if (view->model()->index(row, column).data().toString() == text)
                return row;
    return -1;
}

inline void clickCell(QAbstractItemView *view, int row, int column)
{
    const auto index = view->model()->index(row, column);
    view->scrollTo(index);
    const auto rect = view->visualRect(index);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, rect.center());
}

/// Saves a picture of the widget if CASTELLAN_PICTURES names a folder.
inline void picture(QWidget *widget, const QString &name)
{
    const auto folder = qEnvironmentVariable("CASTELLAN_PICTURES");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    QTest::qWait(300);  // pictures only: layouts and fades come to rest
    widget->grab().save(folder + u'/' + name + QStringLiteral(".png"));
}

}  // namespace castellan::test
