// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/accesspolicy.h"

#include "core/catalog/modelid.h"
#include "core/json/json.h"

namespace outcrop::connections
{

namespace
{

using namespace Qt::StringLiterals;
using json::Json;

/// The first part of an ARN is that of the region's partition.
QString partitionOf(const QString &region)
{
    if (region.startsWith(u"us-gov-"))
        return u"aws-us-gov"_s;
    return region.startsWith(u"cn-") ? u"aws-cn"_s : u"aws"_s;
}

QStringList resourcesOf(const QString &modelId, const QString &region, const QStringList &profilePrefixes)
{
    if (modelId.startsWith(u"arn:"))
        return {modelId};
    const catalog::ModelId id = catalog::splitModelId(modelId, profilePrefixes);
    const QString partition = partitionOf(region);
    if (id.prefix.isEmpty())
        return {u"arn:%1:bedrock:%2::foundation-model/%3"_s.arg(partition, region, modelId)};
    return {u"arn:%1:bedrock:%2:*:inference-profile/%3"_s.arg(partition, region, modelId),
            u"arn:%1:bedrock:*::foundation-model/%2"_s.arg(partition, id.base)};
}

} // namespace

QString accessPolicy(const QString &modelId, const QString &region, const QStringList &profilePrefixes)
{
    Json resources = Json::array();
    for (const QString &resource : resourcesOf(modelId, region, profilePrefixes))
        resources.append(Json(resource));
    Json actions = Json::array();
    actions.append(Json(u"bedrock:InvokeModel"_s));
    actions.append(Json(u"bedrock:InvokeModelWithResponseStream"_s));
    Json statement = Json::object();
    statement.set(u"Effect", Json(u"Allow"_s));
    statement.set(u"Action", actions);
    statement.set(u"Resource", resources);
    Json statements = Json::array();
    statements.append(statement);
    Json policy = Json::object();
    policy.set(u"Version", Json(u"2012-10-17"_s)); // of the policy language
    policy.set(u"Statement", statements);
    return QString::fromUtf8(json::write(policy, json::Layout::Pretty));
}

} // namespace outcrop::connections
