// SPDX-License-Identifier: GPL-3.0-or-later
#include "tst_deltascan.h"
#include "tst_messageassembler.h"

#include <QTest>

int main(int argc, char **argv)
{
    TestMessageAssembler assembler;
    TestDeltaScan deltaScan;
    const int failed = QTest::qExec(&assembler, argc, argv) + QTest::qExec(&deltaScan, argc, argv);
    return failed == 0 ? 0 : 1;
}
