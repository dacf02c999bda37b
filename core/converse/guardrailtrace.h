// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/guardrailpolicies.h"
#include "core/converse/guardrailreasoning.h"

namespace outcrop::converse
{

/// Units charged, by policy.
class GuardrailUsage : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, topicPolicyUnits, setTopicPolicyUnits);                               ///< required
    OUTCROP_MEMBER(qint64, contentPolicyUnits, setContentPolicyUnits);                           ///< required
    OUTCROP_MEMBER(qint64, wordPolicyUnits, setWordPolicyUnits);                                 ///< required
    OUTCROP_MEMBER(qint64, sensitiveInformationPolicyUnits, setSensitiveInformationPolicyUnits); ///< required
    OUTCROP_MEMBER(qint64, sensitiveInformationPolicyFreeUnits,
                   setSensitiveInformationPolicyFreeUnits);                                    ///< required
    OUTCROP_MEMBER(qint64, contextualGroundingPolicyUnits, setContextualGroundingPolicyUnits); ///< required
    OUTCROP_MEMBER(qint64, contentPolicyImageUnits, setContentPolicyImageUnits);
    OUTCROP_MEMBER(qint64, automatedReasoningPolicyUnits, setAutomatedReasoningPolicyUnits);
    OUTCROP_MEMBER(qint64, automatedReasoningPolicies, setAutomatedReasoningPolicies);
};

/// Characters looked at.
class GuardrailTextCharactersCoverage : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, guarded, setGuarded);
    OUTCROP_MEMBER(qint64, total, setTotal);
};

/// Images looked at.
class GuardrailImageCoverage : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, guarded, setGuarded);
    OUTCROP_MEMBER(qint64, total, setTotal);
};

/// How much was looked at.
class GuardrailCoverage : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(GuardrailTextCharactersCoverage, textCharacters, setTextCharacters);
    OUTCROP_MEMBER(GuardrailImageCoverage, images, setImages);
};

/// Time (`guardrailProcessingLatency`, milliseconds) and units of a guardrail.
class GuardrailInvocationMetrics : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, guardrailProcessingLatency, setGuardrailProcessingLatency);
    OUTCROP_MEMBER(GuardrailUsage, usage, setUsage);
    OUTCROP_MEMBER(GuardrailCoverage, guardrailCoverage, setGuardrailCoverage);
};

/// Which guardrail it was.
class AppliedGuardrailDetails : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, guardrailId, setGuardrailId);           ///< 0..2048 characters; `([a-z0-9]+)`
    OUTCROP_MEMBER(QString, guardrailVersion, setGuardrailVersion); ///< `(|([1-9][0-9]{0,7})|(DRAFT))`
    OUTCROP_MEMBER(QString, guardrailArn, setGuardrailArn);         ///< 0..2048 characters
    OUTCROP_MEMBER(List<QString>, guardrailOrigin,
                   setGuardrailOrigin); ///< each one of REQUEST, ACCOUNT_ENFORCED, ORGANIZATION_ENFORCED
    OUTCROP_MEMBER(QString, guardrailOwnership, setGuardrailOwnership); ///< one of SELF, CROSS_ACCOUNT
};

/// What a guardrail found.
class GuardrailAssessment : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(GuardrailTopicPolicyAssessment, topicPolicy, setTopicPolicy);
    OUTCROP_MEMBER(GuardrailContentPolicyAssessment, contentPolicy, setContentPolicy);
    OUTCROP_MEMBER(GuardrailWordPolicyAssessment, wordPolicy, setWordPolicy);
    OUTCROP_MEMBER(GuardrailSensitiveInformationPolicyAssessment, sensitiveInformationPolicy,
                   setSensitiveInformationPolicy);
    OUTCROP_MEMBER(GuardrailContextualGroundingPolicyAssessment, contextualGroundingPolicy,
                   setContextualGroundingPolicy);
    OUTCROP_MEMBER(GuardrailAutomatedReasoningPolicyAssessment, automatedReasoningPolicy,
                   setAutomatedReasoningPolicy);
    OUTCROP_MEMBER(GuardrailInvocationMetrics, invocationMetrics, setInvocationMetrics);
    OUTCROP_MEMBER(AppliedGuardrailDetails, appliedGuardrailDetails, setAppliedGuardrailDetails);
};

/// What the guardrails of a call found; maps by guardrail id.
class GuardrailTraceAssessment : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<QString>, modelOutput, setModelOutput);
    OUTCROP_MEMBER(Map<GuardrailAssessment>, inputAssessment, setInputAssessment);
    OUTCROP_MEMBER(Map<List<GuardrailAssessment>>, outputAssessments, setOutputAssessments);
    OUTCROP_MEMBER(QString, actionReason, setActionReason);
};

} // namespace outcrop::converse
