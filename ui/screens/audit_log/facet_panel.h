// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screens/audit_log/event_facets.h"
#include "ui/theme/themed.h"

#include <QAbstractButton>
#include <QWidget>

#include <array>
#include <functional>

class QBoxLayout;
class QLabel;

namespace castellan::ui {

/// One value of a facet with its count; pressed while the filter has it.
class FacetRow : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    explicit FacetRow(Theme &theme, QWidget *parent = nullptr);
    void set(const EventFacets::Count &count, bool chosen);
    [[nodiscard]] QString value() const { return m_value; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QString m_value;
    QString m_count;
};

/// The values in the log and how often they occur; a click filters by one, another click removes the filter.
class FacetPanel : public QWidget {
    Q_OBJECT
public:
    FacetPanel(Theme &theme, const EventFacets &facets, QWidget *parent = nullptr);

    /// Whether the filter has a clause.
    void setChosen(std::function<bool(const QString &clause)> chosen);
    void setServersShown(bool shown);
    [[nodiscard]] static QString clauseOf(EventFacets::Facet facet, const QString &value);

public Q_SLOTS:
    void update();

Q_SIGNALS:
    void toggled(const QString &clause);

private:
    struct Section {
        QWidget *frame = nullptr;
        QBoxLayout *rows = nullptr;
        std::vector<FacetRow *> shown;
    };

    Theme &m_theme;
    const EventFacets &m_facets;
    std::array<Section, EventFacets::FacetCount> m_sections;
    std::function<bool(const QString &)> m_chosen;
    bool m_servers = true;
};

}  // namespace castellan::ui
