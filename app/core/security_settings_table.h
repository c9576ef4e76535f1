// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// clang-format off

/// The security settings, one line each:
/// X(key, member of SecuritySettings, kind, unit, minimum, maximum, castellan = default, flowstack, fluxbase, appflowy, strict)
/// Values are whole numbers, 0 and 1 for booleans, the number of the choice for choices. Where a source says nothing
/// of a setting, its preset has our value. Lists take at most `maximum` entries, start empty, and are in no preset.
/// A burst of 0 is no limit.
#define CASTELLAN_SECURITY_SETTINGS(X) \
    /*                                                                                     least     most   ours  fstk  flux  appf strict */ \
    X("password.minimumLength",      password.minimum,           integer,   characters,        8,      128,    12,    8,   12,   12,   15) \
    X("password.maximumLength",      password.maximum,           integer,   characters,       64,      128,   128,  128,  128,  128,  128) \
    X("password.requireLower",       password.requireLower,      boolean,   none,              0,        1,     1,    1,    0,    1,    0) \
    X("password.requireUpper",       password.requireUpper,      boolean,   none,              0,        1,     1,    1,    0,    1,    0) \
    X("password.requireDigit",       password.requireDigit,      boolean,   none,              0,        1,     1,    1,    0,    1,    0) \
    X("password.requireSpecial",     password.requireSpecial,    boolean,   none,              0,        1,     0,    0,    0,    1,    0) \
    X("password.refuseCommon",       password.refuseCommon,      boolean,   none,              0,        1,     1,    1,    1,    1,    1) \
    X("password.minimumStrength",    password.strength,          integer,   none,              0,        4,     3,    0,    0,    0,    4) \
    X("password.expiresAfterDays",   password.expiresAfter,      integer,   days,              0,     3650,     0,    0,    0,    0,    0) \
    X("lockout.failures",            lockout.perAddress,         integer,   failures,          3,     1000,    10,   10,    5,   10,    5) \
    X("lockout.accountFailures",     lockout.perAccount,         integer,   failures,          3,   100000,   100,  100,  100,  100,  100) \
    X("lockout.minutes",             lockout.span,               integer,   minutes,           1,     1440,    30,   30,   15,   30,   60) \
    X("lockout.wholeAccount",        lockout.wholeAccount,       boolean,   none,              0,        1,     0,    1,    1,    0,    0) \
    X("session.idleMinutes",         session.idle,               integer,   minutes,           5,    43200,  1440, 1440, 1440, 1440,   30) \
    X("session.absoluteHours",       session.absolute,           integer,   hours,             1,     8760,   168,  168,  168,  168,   12) \
    X("session.stepUpMinutes",       session.stepUp,             integer,   minutes,           1,       60,     5,    5,    5,    5,    5) \
    X("secondFactor.enforcement",    secondFactor.enforcement,   choice,    none,              0,        0,     1,    1,    1,    2,    2) \
    X("secondFactor.graceDays",      secondFactor.grace,         integer,   days,              0,      365,    14,   14,   14,   14,    0) \
    X("secondFactor.window",         secondFactor.window,        integer,   steps,             0,        2,     1,    1,    1,    1,    1) \
    X("keys.defaultDays",            keys.standard,              integer,   days,              1,     3650,    90,   90,   90,   90,   30) \
    X("keys.maximumDays",            keys.maximum,               integer,   days,              1,     3650,   365,  365,  365,  365,   90) \
    X("keys.rotationOverlapHours",   keys.rotationOverlap,       integer,   hours,             0,      720,    24,   24,   24,   24,    4) \
    X("limits.login.burst",          limits.login.burst,         integer,   requests,          1,     1000,     5,    5,   10,    5,    5) \
    X("limits.login.perSeconds",     limits.login.per,           integer,   seconds,           1,    86400,    60,   60,   60,   60,   60) \
    X("limits.secondFactor.burst",   limits.secondFactor.burst,  integer,   requests,          1,     1000,     5,    5,    5,    5,    5) \
    X("limits.secondFactor.perSeconds", limits.secondFactor.per, integer,   seconds,           1,    86400,   300,  300,  300,  300,  300) \
    X("limits.reset.burst",          limits.reset.burst,         integer,   requests,          1,     1000,     5,    5,    5,    5,    3) \
    X("limits.reset.perSeconds",     limits.reset.per,           integer,   seconds,           1,    86400,   900,  900,  900,  900,  900) \
    X("limits.password.burst",       limits.password.burst,      integer,   requests,          1,     1000,     5,    5,    5,    5,    5) \
    X("limits.password.perSeconds",  limits.password.per,        integer,   seconds,           1,    86400,    60,   60,   60,   60,   60) \
    X("limits.address.burst",        limits.address.burst,       integer,   requests,          0,  1000000,   100,  100,  100,  100,   60) \
    X("limits.address.perSeconds",   limits.address.per,         integer,   seconds,           1,    86400,    60,   60,   60,   60,   60) \
    X("limits.user.burst",           limits.user.burst,          integer,   requests,          0, 10000000,  6000, 6000, 6000, 6000, 1200) \
    X("limits.user.perSeconds",      limits.user.per,            integer,   seconds,           1,    86400,    60,   60,   60,   60,   60) \
    X("limits.key.burst",            limits.key.burst,           integer,   requests,          0, 10000000,  6000, 6000, 6000, 6000, 1200) \
    X("limits.key.perSeconds",       limits.key.per,             integer,   seconds,           1,    86400,    60,   60,   60,   60,   60) \
    X("limits.write.burst",          limits.write.burst,         integer,   requests,          0, 10000000,  3000, 3000, 3000, 3000,  300) \
    X("limits.write.perSeconds",     limits.write.per,           integer,   seconds,           1,    86400,    60,   60,   60,   60,   60) \
    X("limits.dailyWrite.burst",     limits.dailyWrite.burst,    integer,   requests,          0, 10000000, 50000, 50000, 50000, 50000, 10000) \
    X("limits.dailyWrite.perSeconds", limits.dailyWrite.per,     integer,   seconds,        3600,    86400, 86400, 86400, 86400, 86400, 86400) \
    X("network.allowedAddresses",    network.allowedAddresses,   addresses, none,              0,      256,     0,    0,    0,    0,    0) \
    X("network.trustedProxies",      network.trustedProxies,     addresses, none,              0,       64,     0,    0,    0,    0,    0) \
    X("network.allowedOrigins",      network.allowedOrigins,     origins,   none,              0,       64,     0,    0,    0,    0,    0) \
    X("headers.xssProtection",       headers.xssProtection,      choice,    none,              0,        0,     0,    0,    1,    1,    0) \
    X("audit.retentionDays",         audit.retention,            integer,   days,              0,    36500,   365,  365,  365,  365,  365) \
    X("audit.signInDays",            audit.signIn,               integer,   days,              0,    36500,     0,    0,    0,    0,    0) \
    X("audit.peopleDays",            audit.people,               integer,   days,              0,    36500,     0,    0,    0,    0,    0) \
    X("audit.keysDays",              audit.keys,                 integer,   days,              0,    36500,     0,    0,    0,    0,    0) \
    X("audit.teamsDays",             audit.teams,                integer,   days,              0,    36500,     0,    0,    0,    0,    0) \
    X("audit.platformDays",          audit.platform,             integer,   days,              0,    36500,     0,    0,    0,    0,    0) \
    X("audit.refusalsDays",          audit.refusals,             integer,   days,              0,    36500,     0,    0,    0,    0,    0)

// clang-format on
