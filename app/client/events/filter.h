// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringList>
#include <QTimeZone>

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <vector>

/// The filter language of the audit log: terms separated by blanks, all of which must hold.
///
///     refused                      some column contains "refused" (case never matters)
///     "Line One"                   blanks belong to the term
///     /role-(changed|added)/       regular expression
///     actor:ann  event:team.user   that column contains the value
///     actor:"ann"                  quoted after a key: that column is exactly the value
///     event:(login OR logout)      one of several
///     -event:login                 not
///     outcome:failed               success, refused or failed
///     level:team                   whose log: platform, user, team, application, instance or device
///     asset:"Press 7"              that application, instance or device
///     ip:10.0.0.0/8                network, or part of the address
///     after:2026-11-22  before:2026-11-22T14:05  after:30m  after:yesterday
///     id:…  request:…              exactly that entry, or the entries of one request
namespace castellan::client {

enum class FilterKey : std::uint8_t {
    text,  ///< no key: any column
    actor,
    event,
    team,
    level,
    asset,
    target,
    ip,
    server,
    detail,
    outcome,
    id,
    request,
    after,
    before,
};

struct FilterPattern {
    QString text;
    bool exact = false;
    std::optional<QRegularExpression> regex;
};

struct FilterClause {
    FilterKey key = FilterKey::text;
    bool negated = false;
    std::vector<FilterPattern> anyOf;
    qint64 micros = 0;  ///< of after and before: UTC, since 1970
    /// Where it stands in the text: for chips and for taking one clause out.
    qsizetype position = 0;
    qsizetype length = 0;
};

struct FilterError {
    QString message;         ///< one translated sentence: what is wrong and what would be right
    qsizetype position = 0;  ///< in the text
    qsizetype length = 0;
};

/// What relative times and dates without a zone mean.
struct FilterTime {
    QDateTime now;
    QTimeZone zone;
};

/// A parsed filter. An empty one lets everything through.
struct Filter {
    std::vector<FilterClause> clauses;
    [[nodiscard]] bool isEmpty() const { return clauses.empty(); }
};

[[nodiscard]] tl::expected<Filter, FilterError> parseFilter(const QString &text, const FilterTime &time);

/// Keys as they are typed, for completion and help.
[[nodiscard]] QStringList filterKeys();
/// The clause "this column is exactly this value" (or is not), quoted as needed: for "Only this" and "Not this".
[[nodiscard]] QString filterClause(FilterKey key, const QString &value, bool negated = false);

}  // namespace castellan::client
