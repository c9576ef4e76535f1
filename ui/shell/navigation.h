// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guards/followed_server.h"
#include "ui/screen/views.h"
#include "ui/shell/side_bar.h"
#include "ui/theme/themed.h"

#include <QAbstractButton>
#include <QWidget>

#include <map>

namespace castellan::ui {

/// One entry of the navigation: icon, word, count.
class NavigationEntry : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    NavigationEntry(Theme &theme, const View &view, QWidget *parent);
    void setCount(const QString &text);
    [[nodiscard]] const View &view() const { return m_view; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const View &m_view;
    QString m_count;
};

/// The views of the current server (or of all servers). What a server does not offer is greyed with the reason.
class Navigation : public SideBar {
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

private:
    void rebuild();
    const Views &m_views;
    FollowedServer m_server;
    std::map<QString, NavigationEntry *> m_byId;
    std::map<QString, QString> m_counts;
    QString m_current;
};

}  // namespace castellan::ui
