// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/password.h"

namespace castellan {

/// The effort for durability and for password hashing. A host with disposable data (a demo) makes less.
struct Care {
    PasswordCost passwordCost = {};
    bool durable = true;  ///< a commit is on the disk before it is answered, and room on the disk is kept in reserve
};

}  // namespace castellan
