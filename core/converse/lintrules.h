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
        certain(rule, place, message).fix = LintFix{tr("Remove it"), place, std::nullopt};
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

} // namespace outcrop::converse
