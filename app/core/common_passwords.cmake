# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
# Makes the elements of an array from the list of common passwords: cmake -DFROM=… -DTO=… -P common_passwords.cmake
file(READ "${FROM}" text)
string(STRIP "${text}" text)
string(REPLACE "\n" "\",\n\"" text "${text}")
file(WRITE "${TO}" "\"${text}\"\n")
