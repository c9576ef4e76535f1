// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

class QSettings;

namespace castellan::ui {

/// Stores the state of views per server (filter, columns, scroll, selection) and of the window. Never a secret.
class ViewMemory {
public:
    explicit ViewMemory(QSettings &settings) : m_settings(settings) {}
    [[nodiscard]] QJsonObject state(const QString &serverId, const QString &view) const;
    void setState(const QString &serverId, const QString &view, const QJsonObject &state);
    void forgetServer(const QString &serverId);
    [[nodiscard]] QSettings &settings() const { return m_settings; }

private:
    QSettings &m_settings;
};

}  // namespace castellan::ui
