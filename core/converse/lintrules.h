// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/lint.h"

#include <QCoreApplication>

namespace outcrop::converse
{

/// Collects what the rules find. The parts of lint(): each looks at one section of the body.
class LintReport
{
    Q_DECLARE_TR_FUNCTIONS(RequestLint)

public:
    LintFinding &certain(QLatin1StringView rule, const json::Pointer &place, const QString &message)
    {
        return m_findings.emplace_back(LintFinding{rule, Severity::Certain, place, message, std::nullopt});
    }
    LintFinding &perhaps(QLatin1StringView rule, const json::Pointer &place, const QString &message)
    {
        return m_findings.emplace_back(
            LintFinding{rule, Severity::DependsOnModel, place, message, std::nullopt});
    }
    /// certain(), mended by removing what is there.
    void removable(QLatin1StringView rule, const json::Pointer &place, const QString &message)
    {
        certain(rule, place, message).fix = removal(tr("Remove it"), place);
    }

    static LintFix removal(const QString &label, const json::Pointer &place)
    {
        return {label, {{LintEdit::Kind::Remove, place}}};
    }
    static LintFix setting(const QString &label, const json::Pointer &place, json::Json value)
    {
        return {label, {{LintEdit::Kind::Set, place, std::move(value)}}};
    }
    static LintFix insertion(const QString &label, const json::Pointer &place, json::Json value)
    {
        return {label, {{LintEdit::Kind::Insert, place, std::move(value)}}};
    }

    std::vector<LintFinding> take() { return std::move(m_findings); }

private:
    std::vector<LintFinding> m_findings;
};

void lintMessages(const json::Json &body, LintReport &report);
void lintMedia(const json::Json &messages, LintReport &report);
void lintSystem(const json::Json &body, LintReport &report);
void lintTools(const json::Json &body, LintReport &report);
void lintCachePoints(const json::Json &body, LintReport &report);
void lintSettings(const json::Json &body, LintReport &report);
/// What the facts about a model add, take away and make certain.
void lintForModel(const json::Json &body, const LintFacts &facts, std::vector<LintFinding> &findings);

} // namespace outcrop::converse
