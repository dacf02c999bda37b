// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/view.h"

namespace outcrop::converse
{

/// A denied topic.
class GuardrailTopic : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, name, setName);     ///< required
    OUTCROP_MEMBER(QString, type, setType);     ///< required; one of DENY
    OUTCROP_MEMBER(QString, action, setAction); ///< required; one of BLOCKED, NONE
    OUTCROP_MEMBER(bool, detected, setDetected);
};

/// Denied topics found.
class GuardrailTopicPolicyAssessment : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<GuardrailTopic>, topics, setTopics); ///< required
};

/// One content filter's finding.
class GuardrailContentFilter : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, type,
                   setType); ///< required; one of INSULTS, HATE, SEXUAL, VIOLENCE, MISCONDUCT, PROMPT_ATTACK
    OUTCROP_MEMBER(QString, confidence, setConfidence);         ///< required; one of NONE, LOW, MEDIUM, HIGH
    OUTCROP_MEMBER(QString, filterStrength, setFilterStrength); ///< one of NONE, LOW, MEDIUM, HIGH
    OUTCROP_MEMBER(QString, action, setAction);                 ///< required; one of BLOCKED, NONE
    OUTCROP_MEMBER(bool, detected, setDetected);
};

/// Content filters' findings.
class GuardrailContentPolicyAssessment : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<GuardrailContentFilter>, filters, setFilters); ///< required
};

/// A word of the guardrail's own list.
class GuardrailCustomWord : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, match, setMatch);   ///< required
    OUTCROP_MEMBER(QString, action, setAction); ///< required; one of BLOCKED, NONE
    OUTCROP_MEMBER(bool, detected, setDetected);
};

/// A word of a list the service keeps.
class GuardrailManagedWord : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, match, setMatch);   ///< required
    OUTCROP_MEMBER(QString, type, setType);     ///< required; one of PROFANITY
    OUTCROP_MEMBER(QString, action, setAction); ///< required; one of BLOCKED, NONE
    OUTCROP_MEMBER(bool, detected, setDetected);
};

/// Words found.
class GuardrailWordPolicyAssessment : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<GuardrailCustomWord>, customWords, setCustomWords);            ///< required
    OUTCROP_MEMBER(List<GuardrailManagedWord>, managedWordLists, setManagedWordLists); ///< required
};

/// Personal data found.
class GuardrailPiiEntityFilter : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, match, setMatch);   ///< required
    OUTCROP_MEMBER(QString, type, setType);     ///< required; one of 31
    OUTCROP_MEMBER(QString, action, setAction); ///< required; one of ANONYMIZED, BLOCKED, NONE
    OUTCROP_MEMBER(bool, detected, setDetected);
};

/// A match of a regular expression.
class GuardrailRegexFilter : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, name, setName);
    OUTCROP_MEMBER(QString, match, setMatch);
    OUTCROP_MEMBER(QString, regex, setRegex);
    OUTCROP_MEMBER(QString, action, setAction); ///< required; one of ANONYMIZED, BLOCKED, NONE
    OUTCROP_MEMBER(bool, detected, setDetected);
};

/// Sensitive information found.
class GuardrailSensitiveInformationPolicyAssessment : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<GuardrailPiiEntityFilter>, piiEntities, setPiiEntities); ///< required
    OUTCROP_MEMBER(List<GuardrailRegexFilter>, regexes, setRegexes);             ///< required
};

/// A grounding or relevance score.
class GuardrailContextualGroundingFilter : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, type, setType);          ///< required; one of GROUNDING, RELEVANCE
    OUTCROP_MEMBER(double, threshold, setThreshold); ///< required; 0..1
    OUTCROP_MEMBER(double, score, setScore);         ///< required; 0..1
    OUTCROP_MEMBER(QString, action, setAction);      ///< required; one of BLOCKED, NONE
    OUTCROP_MEMBER(bool, detected, setDetected);
};

/// Grounding and relevance scores.
class GuardrailContextualGroundingPolicyAssessment : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<GuardrailContextualGroundingFilter>, filters, setFilters);
};

} // namespace outcrop::converse
