// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/teams/slug.h"

namespace castellan::ui {

QString slugOf(const QString &name)
{
    QString out;
    const auto apart = name.toLower().normalized(QString::NormalizationForm_KD);
    for (const auto c : apart) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            out += c;
        else if (!c.isMark() && !out.isEmpty() && !out.endsWith(u'-'))
            out += u'-';
    }
    while (out.endsWith(u'-'))
        out.chop(1);
    return out;
}

}  // namespace castellan::ui
