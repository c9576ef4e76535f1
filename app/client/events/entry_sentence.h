// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/audit.h"

#include <QString>

#include <string>
#include <vector>

namespace castellan::client {

/// One translated sentence that says what happened: "Ann changed the role of Bob: Member → Owner". For events
/// without a text, from the parts of the event's word: "Ann: device moved (pump-7)". `team` is the team whose log
/// the entry comes from, for a body that names none.
[[nodiscard]] QString sentenceOf(const records::AuditEntry &entry, const QString &team = {});

/// The event's word by which it is listed, counted and filtered: the server's, but for a failed sign-in, which FlowFuse
/// writes as a sign-in with an error.
[[nodiscard]] std::string eventOf(const records::AuditEntry &entry);
/// The actor, for people: the user name, "the system", "the host", or that the server lost it.
[[nodiscard]] QString actorOf(const records::AuditEntry &entry);
/// The actor together with the means, if it was no session: "Ann (access token 18)", "Ann (mcp)".
[[nodiscard]] QString actorWithMeansOf(const records::AuditEntry &entry);
/// The target: name of the user, team, instance … in the body; empty if the body names none.
[[nodiscard]] QString targetOf(const records::AuditEntry &entry);

/// One line of "old → new", taken from `body.updates`; values as people read them (roles by name, masked ones as dots).
struct FieldChange {
    QString key;
    QString before;  ///< empty if there was none
    QString after;   ///< empty if it was taken away
    bool hadBefore = false;
    bool hasAfter = false;
    bool hidden = false;  ///< the server masked the values
};
[[nodiscard]] std::vector<FieldChange> changesOf(const records::AuditEntry &entry);
/// "role: Member → Owner", or "note: x removed" of a value that was taken away.
[[nodiscard]] QString changeText(const FieldChange &change, bool withKey = true);
/// What the body's `error` says; empty if the act succeeded.
[[nodiscard]] QString failureOf(const records::AuditEntry &entry);

}  // namespace castellan::client
