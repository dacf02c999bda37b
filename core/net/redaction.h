// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace outcrop::net
{

/// @p url as it may be shown and logged: scheme, host, port and path. User info, query and fragment, where
/// keys are passed, are left out and marked with an ellipsis.
QString redactedUrl(const QUrl &url);

/// @p text with every URL in it redacted like redactedUrl(). Qt's error strings quote the whole URL
/// (reliability.md, N13).
QString withRedactedUrls(const QString &text);

} // namespace outcrop::net
