// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/views.h"

#include <QAbstractButton>
#include <QPointer>
#include <QWidget>

#include <map>

class QVBoxLayout;

namespace castellan::ui {

/// One entry of the navigation: icon, word, count.
class NavigationEntry : public QAbstractButton {
    Q_OBJECT
public:
    NavigationEntry(Theme &theme, const View &view, QWidget *parent);
    void setCount(const QString &text);
    [[nodiscard]] const View &view() const { return m_view; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    const View &m_view;
    QString m_count;
};

/// The views of the current server (or of all servers). What a server does not offer is greyed with the reason.
class Navigation : public QWidget {
    Q_OBJECT
public:
    Navigation(Theme &theme, const Views &views, QWidget *parent = nullptr);
    /// Null: all servers.
    void setServer(client::Server *server);
    void setCurrent(const QString &viewId);
    void setCount(const QString &viewId, const QString &text);
    [[nodiscard]] NavigationEntry *entry(const QString &viewId) const;

Q_SIGNALS:
    void chosen(const QString &viewId);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void rebuild();
    Theme &m_theme;
    const Views &m_views;
    QPointer<client::Server> m_server;
    QVBoxLayout *m_entries;
    std::map<QString, NavigationEntry *> m_byId;
    std::map<QString, QString> m_counts;
    QString m_current;
};

}  // namespace castellan::ui
