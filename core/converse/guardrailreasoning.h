// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/view.h"

namespace outcrop::converse
{

/// A statement, as logic and in words.
class GuardrailAutomatedReasoningStatement : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, logic, setLogic);                     ///< 0..1000 characters
    OUTCROP_MEMBER(QString, naturalLanguage, setNaturalLanguage); ///< 0..1000 characters
};

/// A part of the text that was not translated.
class GuardrailAutomatedReasoningInputTextReference : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, text, setText); ///< 0..1000 characters
};

/// The text as logic.
class GuardrailAutomatedReasoningTranslation : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningStatement>, premises, setPremises);
    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningStatement>, claims, setClaims);
    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningInputTextReference>, untranslatedPremises,
                   setUntranslatedPremises);
    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningInputTextReference>, untranslatedClaims,
                   setUntranslatedClaims);
    OUTCROP_MEMBER(double, confidence, setConfidence); ///< 0..1
};

/// Statements that hold together.
class GuardrailAutomatedReasoningScenario : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningStatement>, statements, setStatements);
};

/// A rule of the policy.
class GuardrailAutomatedReasoningRule : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, identifier, setIdentifier);             ///< 0..12 characters; `[a-z0-9]{12}`
    OUTCROP_MEMBER(QString, policyVersionArn, setPolicyVersionArn); ///< 0..2048 characters
};

/// A flaw in the translation's own logic.
class GuardrailAutomatedReasoningLogicWarning : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, type, setType); ///< one of ALWAYS_FALSE, ALWAYS_TRUE
    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningStatement>, premises, setPremises);
    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningStatement>, claims, setClaims);
};

/// The claims follow from the rules.
class GuardrailAutomatedReasoningValidFinding : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(GuardrailAutomatedReasoningTranslation, translation, setTranslation);
    OUTCROP_MEMBER(GuardrailAutomatedReasoningScenario, claimsTrueScenario, setClaimsTrueScenario);
    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningRule>, supportingRules, setSupportingRules);
    OUTCROP_MEMBER(GuardrailAutomatedReasoningLogicWarning, logicWarning, setLogicWarning);
};

/// The claims contradict the rules.
class GuardrailAutomatedReasoningInvalidFinding : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(GuardrailAutomatedReasoningTranslation, translation, setTranslation);
    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningRule>, contradictingRules, setContradictingRules);
    OUTCROP_MEMBER(GuardrailAutomatedReasoningLogicWarning, logicWarning, setLogicWarning);
};

/// The claims can be true or false.
class GuardrailAutomatedReasoningSatisfiableFinding : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(GuardrailAutomatedReasoningTranslation, translation, setTranslation);
    OUTCROP_MEMBER(GuardrailAutomatedReasoningScenario, claimsTrueScenario, setClaimsTrueScenario);
    OUTCROP_MEMBER(GuardrailAutomatedReasoningScenario, claimsFalseScenario, setClaimsFalseScenario);
    OUTCROP_MEMBER(GuardrailAutomatedReasoningLogicWarning, logicWarning, setLogicWarning);
};

/// The premises contradict the rules or each other.
class GuardrailAutomatedReasoningImpossibleFinding : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(GuardrailAutomatedReasoningTranslation, translation, setTranslation);
    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningRule>, contradictingRules, setContradictingRules);
    OUTCROP_MEMBER(GuardrailAutomatedReasoningLogicWarning, logicWarning, setLogicWarning);
};

/// One way to read the text.
class GuardrailAutomatedReasoningTranslationOption : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningTranslation>, translations, setTranslations);
};

/// The text can be read in several ways.
class GuardrailAutomatedReasoningTranslationAmbiguousFinding : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningTranslationOption>, options, setOptions); ///< 0..2 items
    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningScenario>, differenceScenarios,
                   setDifferenceScenarios); ///< 0..2 items
};

/// The text is too complex. No members: `{}`.
class GuardrailAutomatedReasoningTooComplexFinding : public View
{
public:
    using View::View;
};

/// Nothing in the text concerns the policy. No members: `{}`.
class GuardrailAutomatedReasoningNoTranslationsFinding : public View
{
public:
    using View::View;
};

/// One finding of automated reasoning. A union.
class GuardrailAutomatedReasoningFinding : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(GuardrailAutomatedReasoningValidFinding, valid, setValid);
    OUTCROP_UNION_MEMBER(GuardrailAutomatedReasoningInvalidFinding, invalid, setInvalid);
    OUTCROP_UNION_MEMBER(GuardrailAutomatedReasoningSatisfiableFinding, satisfiable, setSatisfiable);
    OUTCROP_UNION_MEMBER(GuardrailAutomatedReasoningImpossibleFinding, impossible, setImpossible);
    OUTCROP_UNION_MEMBER(GuardrailAutomatedReasoningTranslationAmbiguousFinding, translationAmbiguous,
                         setTranslationAmbiguous);
    OUTCROP_UNION_MEMBER(GuardrailAutomatedReasoningTooComplexFinding, tooComplex, setTooComplex);
    OUTCROP_UNION_MEMBER(GuardrailAutomatedReasoningNoTranslationsFinding, noTranslations, setNoTranslations);
};

/// Findings of automated reasoning.
class GuardrailAutomatedReasoningPolicyAssessment : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<GuardrailAutomatedReasoningFinding>, findings, setFindings);
};

} // namespace outcrop::converse
