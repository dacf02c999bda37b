// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace outcrop::connections
{

/// The smallest IAM policy, as JSON, with which @p modelId can be called in @p region, streamed or not
/// (protocol/converse.md, 2: the two actions). A cross-region profile calls the model in whichever region it
/// likes, so the model stands there with any region. Of an ARN it allows just that.
QString accessPolicy(const QString &modelId, const QString &region, const QStringList &profilePrefixes);

} // namespace outcrop::connections
