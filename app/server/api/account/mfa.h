// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// One's own second factor. The paths are FlowFuse's where it has them.
namespace castellan::api::mfa {

[[nodiscard]] Result<http::Response> state(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> enrol(WriteContext &, const http::Request &);
[[nodiscard]] Result<Prepared> prepareVerify(const Services &, const identity::PrincipalPtr &, const http::Request &);
/// A wrong code leaves the enrolment as it is.
[[nodiscard]] Result<http::Response> verify(WriteContext &, const http::Request &);
[[nodiscard]] Result<Prepared> prepareDisable(const Services &, const identity::PrincipalPtr &, const http::Request &);
[[nodiscard]] Result<http::Response> disable(WriteContext &, const http::Request &);
[[nodiscard]] Result<Prepared> prepareBackupCodes(const Services &, const identity::PrincipalPtr &,
                                                  const http::Request &);
[[nodiscard]] Result<http::Response> renewBackupCodes(WriteContext &, const http::Request &);

/// Removes a user's second factor and the tickets of unfinished sign-ins. False if there was none.
[[nodiscard]] Result<bool> remove(WriteContext &act, UserId user);

}  // namespace castellan::api::mfa
