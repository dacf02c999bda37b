// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace outcrop::base
{

/// Makes @p folder and what is missing above it, with mode 0700 (reliability.md, P7). A folder that exists is
/// left as it is. Error: Storage, naming the folder that could not be made.
Result<void> makePrivateFolder(const QString &folder);

} // namespace outcrop::base
