// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/server.h"

#include <cstdio>

int main()
{
    std::printf("castellan-server %s\n", castellan::version().data());
    return 0;
}
