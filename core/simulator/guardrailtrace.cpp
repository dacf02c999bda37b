// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/guardrailtrace.h"

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

Json guardrailTrace(const Json &body)
{
    const QString identifier = body.value("guardrailConfig"_L1).value("guardrailIdentifier"_L1).toString();
    const QString id = identifier.isEmpty() ? QStringLiteral("gr0simulated") : identifier.section(u'/', -1);
    const Json usage = Json::object({{"topicPolicyUnits"_L1, Json(1)},
                                     {"contentPolicyUnits"_L1, Json(0)},
                                     {"wordPolicyUnits"_L1, Json(0)},
                                     {"sensitiveInformationPolicyUnits"_L1, Json(0)},
                                     {"sensitiveInformationPolicyFreeUnits"_L1, Json(0)},
                                     {"contextualGroundingPolicyUnits"_L1, Json(0)}});
    const Json topic = Json::object({{"name"_L1, Json("Simulated topic"_L1)},
                                     {"type"_L1, Json("DENY"_L1)},
                                     {"action"_L1, Json("BLOCKED"_L1)},
                                     {"detected"_L1, Json(true)}});
    const Json assessment =
        Json::object({{"topicPolicy"_L1, Json::object({{"topics"_L1, Json::array({topic})}})},
                      {"invocationMetrics"_L1,
                       Json::object({{"guardrailProcessingLatency"_L1, Json(12)}, {"usage"_L1, usage}})}});
    Json byId = Json::object();
    byId.set(id, assessment);
    return Json::object(
        {{"guardrail"_L1,
          Json::object({{"inputAssessment"_L1, byId}, {"actionReason"_L1, Json("Guardrail blocked."_L1)}})}});
}

} // namespace outcrop::simulator
