// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace outcrop::converse
{

/// Where a rule of lint() comes from, for a person: "the documentation of Amazon Bedrock". Empty for rules of
/// which protocol/converse.md names no source that was looked up ([K], [T] or nothing), and unknown ones.
QString lintSource(QStringView rule);

} // namespace outcrop::converse
