// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// Gives every frame in @p body whose lengths are possible the checksums it should have, so that mutations
/// reach what stands behind them.
void correctChecksums(QByteArray &body);
