// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestDeltaScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheUsualPayloads_data();
    void readsTheUsualPayloads();
    void leavesEverythingElseToTheTree_data();
    void leavesEverythingElseToTheTree();
    void agreesWithTheTreeOnEveryRecordedPayload();
    void agreesWithTheTreeOnMutations();
};
