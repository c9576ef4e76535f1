// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/filter.h"
#include "ui/widgets/filter_field.h"

#include <QHash>

class QCompleter;
class QStringListModel;

namespace castellan::ui {

/// The filter field of the audit log: clauses with a key look like chips, keys and values that were seen are offered
/// during typing.
class AuditFilterField : public FilterField {
    Q_OBJECT
public:
    explicit AuditFilterField(Theme &theme, QWidget *parent = nullptr);

    /// Adds a clause, or takes it out if it is there.
    void toggleClause(const QString &clause);
    [[nodiscard]] bool hasClause(const QString &clause) const;
    void addClause(const QString &clause);
    /// Shows the parsed text: chips for its clauses, or its error.
    void show(const client::Filter &filter, const std::optional<client::FilterError> &error);
    /// For completion after `key:`.
    void setSeenValues(const QString &key, const QStringList &values);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void applyChips();
    void offerCompletions();
    void complete(const QString &completion);
    /// The word that is being typed: where it starts, and its text up to the cursor.
    [[nodiscard]] std::pair<qsizetype, QString> currentWord() const;

    Theme &m_theme;
    QCompleter *m_completer;
    QStringListModel *m_completions;
    QHash<QString, QStringList> m_seen;
    client::Filter m_filter;
    QString m_shownText;  ///< the text that m_filter was parsed from
};

}  // namespace castellan::ui
