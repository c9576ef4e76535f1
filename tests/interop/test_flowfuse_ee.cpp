// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/interop/journeys.h"

#include <QTest>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    castellan::client::Journeys journeys(castellan::client::Peer::Kind::flowfuse_ee);
    return QTest::qExec(&journeys, argc, argv);
}
