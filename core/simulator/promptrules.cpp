// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/conversationrules.h"

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;

bool isPromptArn(const QString &modelId)
{
    return modelId.startsWith("arn:"_L1) && modelId.section(u':', 5).startsWith("prompt/"_L1);
}

std::optional<QString> promptViolation(const QString &modelId, const json::Json &body)
{
    if (!isPromptArn(modelId)) {
        if (body.contains("promptVariables"_L1))
            return QStringLiteral(
                "The promptVariables field is only allowed when modelId is the ARN of a prompt.");
        return std::nullopt;
    }
    for (const auto member :
         {"additionalModelRequestFields"_L1, "inferenceConfig"_L1, "system"_L1, "toolConfig"_L1}) {
        if (body.contains(member))
            return QStringLiteral("The %1 field is not allowed when modelId is the ARN of a prompt.")
                .arg(member);
    }
    return std::nullopt;
}

} // namespace outcrop::simulator
