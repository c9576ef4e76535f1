// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace castellan {

template <class T> using Result = tl::expected<T, Error>;

/// An error on its way into a Result of any type, with the same parts to add by name as Error.
class [[nodiscard]] Failure : public tl::unexpected<Error> {
public:
    explicit Failure(Error error) : tl::unexpected<Error>(std::move(error)) {}

    Failure at(std::string wrongMember) && { return Failure(std::move(value()).at(std::move(wrongMember))); }
    Failure because(std::string cause) && { return Failure(std::move(value()).because(std::move(cause))); }
    Failure retryIn(std::chrono::seconds pause) && { return Failure(std::move(value()).retryIn(pause)); }
};

/// The one way to fail: `return fail(ErrorCode::validation, "The name is taken.").at("name");`
inline Failure fail(ErrorCode code, std::string message)
{
    return Failure(Error(code, std::move(message)));
}

/// Forwards an error to a Result of another type, where TRY (core/try.h) cannot be used.
inline Failure fail(Error error)
{
    return Failure(std::move(error));
}

}  // namespace castellan
