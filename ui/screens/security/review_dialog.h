// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/change.h"
#include "client/profile/profile.h"
#include "ui/screens/security/review_model.h"
#include "ui/theme/theme.h"

#include <QDialog>

namespace castellan::ui {

class ReviewActs;

/// The changes of a draft of security settings, field by field, before they are applied, with the tick that the tier
/// may demand. Stays open until the server has answered.
class ReviewDialog : public QDialog {
    Q_OBJECT
public:
    ReviewDialog(Theme &theme, const SecurityDraft &draft, const client::Profile &server, client::Tier tier,
                 QWidget *parent);

    [[nodiscard]] ReviewActs &acts() const { return *m_acts; }

private:
    ReviewActs *m_acts;
};

}  // namespace castellan::ui
