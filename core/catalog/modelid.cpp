// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/modelid.h"

namespace outcrop::catalog
{

namespace
{

using namespace Qt::StringLiterals;

/// The id inside the ARN of something that names its model; empty for other ARNs.
QString idInArn(const QString &arn)
{
    for (const QLatin1StringView kind : {":foundation-model/"_L1, ":inference-profile/"_L1}) {
        const qsizetype at = arn.indexOf(kind);
        if (at >= 0)
            return arn.mid(at + kind.size());
    }
    return {};
}

} // namespace

ModelId splitModelId(const QString &id, const QStringList &profilePrefixes)
{
    QString plain = id;
    if (plain.startsWith("arn:"_L1)) {
        plain = idInArn(plain);
        if (plain.isEmpty())
            return {{}, id};
    } else if (plain.startsWith("bedrock/"_L1)) {
        plain.remove(0, "bedrock/"_L1.size());
    }
    for (const QString &prefix : profilePrefixes) {
        if (!plain.startsWith(prefix + u'.'))
            continue;
        const QString rest = plain.mid(prefix.size() + 1);
        if (rest.indexOf(u'.') > 0) // a provider must follow
            return {prefix, rest};
    }
    return {{}, plain};
}

bool matchesId(const QString &pattern, const QString &base)
{
    return pattern.endsWith(u'*') ? base.startsWith(QStringView(pattern).chopped(1)) : pattern == base;
}

} // namespace outcrop::catalog
