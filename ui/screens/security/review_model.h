// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/lists/column_model.h"
#include "ui/screens/security/security_draft.h"

namespace castellan::ui {

/// The changes of a draft: field, value on the server, new value, effect. Follows the draft.
class ReviewModel : public ColumnModel<std::string> {
    Q_OBJECT
public:
    enum { FieldColumn, NowColumn, NextColumn, EffectColumn };

    explicit ReviewModel(const SecurityDraft &draft, QObject *parent = nullptr);

    /// The number of changes that take protection away.
    [[nodiscard]] int weaker() const;

private:
    const SecurityDraft &m_draft;
};

}  // namespace castellan::ui
