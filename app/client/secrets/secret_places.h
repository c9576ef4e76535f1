// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/profile.h"
#include "client/secrets/secret_store.h"

namespace castellan::client {

/// The stores behind the places that a profile can name. Owned by the composition of the program.
struct SecretPlaces {
    SecretStore &keychain;
    SecretStore &session;  ///< memory only: for sign-ins, never for data keys
    SecretStore &file;     ///< sealed with a passphrase

    [[nodiscard]] SecretStore &at(SecretPlace place) const
    {
        switch (place) {
        case SecretPlace::keychain:
            return keychain;
        case SecretPlace::session:
            return session;
        case SecretPlace::file:
            return file;
        }
        return session;
    }
};

}  // namespace castellan::client
