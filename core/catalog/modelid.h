// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace outcrop::catalog
{

/// A model id taken apart (protocol/models.json, idGrammar).
struct ModelId {
    QString prefix; ///< of a cross-region profile: "global", "us"; empty for a model called in its region
    QString base;   ///< "anthropic.claude-sonnet-5"; what facts are kept by

    friend bool operator==(const ModelId &, const ModelId &) = default;
};

/// Takes @p id apart: an id, a profile id (`us.amazon.nova-lite-v1:0`), a gateway's (`bedrock/...`), or the
/// ARN of a foundation model or a system-defined profile. Only a prefix of @p profilePrefixes before a
/// provider counts as one. Of anything else, such as the ARN of an application profile or a prompt, the whole
/// text is the base, because it does not say which model stands behind it.
ModelId splitModelId(const QString &id, const QStringList &profilePrefixes);

/// Whether @p pattern, an id in which a `*` at the end stands for anything, is @p base.
bool matchesId(const QString &pattern, const QString &base);

} // namespace outcrop::catalog
