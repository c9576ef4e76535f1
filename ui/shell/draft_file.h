// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "ui/screen/place.h"

#include <QDateTime>
#include <QJsonObject>

#include <vector>

namespace castellan::ui {

/// What is typed on one screen and not applied yet.
struct Draft {
    Place place;
    QString title;        ///< "Factory – Security"
    QJsonObject content;  ///< of Screen::draft()

    bool operator==(const Draft &) const = default;
};

struct KeptDrafts {
    QDateTime at;  ///< when they were written
    std::vector<Draft> drafts;
};

/// drafts.json: `{"version":1,"at":…,"drafts":[{"server":…,"view":…,"subject":…,"part":…,"title":…,"content":{…}}]}`,
/// readable by its owner alone. No secrets.
///
/// ErrorCode::corrupt names the member that is wrong, newer_file is a version that this program doesn't know, io what
/// the system said. No file is no drafts.
[[nodiscard]] Result<KeptDrafts> readDrafts(const QString &path);
/// Written whole or not at all; without drafts, the file goes.
[[nodiscard]] Result<void> writeDrafts(const QString &path, const KeptDrafts &kept);

}  // namespace castellan::ui
