// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

#include <span>

/// Rules for user names, e-mail addresses, display names and slugs.
namespace castellan::api {

/// ErrorCode::invalid_username. The letters are ASCII, so that no name looks like another in a second script; reserved
/// names are reserved in any case.
[[nodiscard]] Result<void> checkUsername(std::string_view username);
/// Also refuses a name that is the id of a user.
[[nodiscard]] Result<void> checkUsername(const Context &context, std::string_view username);
/// ErrorCode::invalid_email for what core/text/email.h refuses.
[[nodiscard]] Result<void> checkEmail(std::string_view email);
/// ErrorCode::validation naming `member` for what core/text/names.h refuses.
[[nodiscard]] Result<void> checkName(std::string_view member, std::string_view name);
/// ErrorCode::invalid_slug.
[[nodiscard]] Result<void> checkSlug(std::string_view slug);
/// `Line One & More` becomes `line-one-more`; may be empty.
[[nodiscard]] std::string slugOf(std::string_view name);

}  // namespace castellan::api
