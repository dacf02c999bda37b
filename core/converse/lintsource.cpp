// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/lintsource.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>

namespace outcrop::converse
{

using namespace Qt::StringLiterals;

namespace
{

// The marks of protocol/converse.md.
constexpr QLatin1StringView serviceModel[] = {
    // [M]
    "cache-point-ttl"_L1,
    "cache-point-type"_L1,
    "call-id"_L1,
    "effort"_L1,
    "guardrail-identifier"_L1,
    "guardrail-stream"_L1,
    "guardrail-trace"_L1,
    "guardrail-version"_L1,
    "max-tokens"_L1,
    "media-format"_L1,
    "media-source"_L1,
    "metadata-count"_L1,
    "metadata-text"_L1,
    "one-member"_L1,
    "response-paths-many"_L1,
    "service-tier"_L1,
    "stop-sequence-empty"_L1,
    "stop-sequences-many"_L1,
    "system-empty"_L1,
    "tool-change-unknown"_L1,
    "tool-choice"_L1,
    "tool-description"_L1,
    "tool-name"_L1,
    "tools-empty"_L1,
    "zero-to-one"_L1,
};
constexpr QLatin1StringView documentation[] = {
    // [D]
    "cache-point-first"_L1, "cache-point-order"_L1, "cache-points-many"_L1,     "document-name"_L1,
    "documents-many"_L1,    "images-many"_L1,       "document-without-text"_L1, "media-of-assistant"_L1,
    "media-size"_L1,        "prompt-brings-it"_L1,  "response-path"_L1,         "tool-choice-model"_L1,
    "tool-schema"_L1,
};
constexpr QLatin1StringView models[] = {
    // protocol/models.json
    "model-cache"_L1,  "model-cache-field"_L1, "model-cache-short"_L1,     "model-cache-ttl"_L1,
    "model-media"_L1,  "model-max-tokens"_L1,  "model-streaming-tools"_L1, "model-sampling"_L1,
    "model-system"_L1, "model-tools"_L1,       "temperature-and-top-p"_L1, "tool-strict"_L1,
};

bool isIn(std::span<const QLatin1StringView> rules, QStringView rule)
{
    return std::ranges::any_of(rules, [rule](QLatin1StringView one) { return rule == one; });
}

QString tr(const char *text)
{
    return QCoreApplication::translate("RequestLint", text);
}

} // namespace

QString lintSource(QStringView rule)
{
    if (isIn(serviceModel, rule))
        return tr("the API's own description of its shapes (service model)");
    if (isIn(documentation, rule))
        return tr("the documentation of Amazon Bedrock");
    if (isIn(models, rule))
        return tr("what is known of models");
    return rule == "refused-before"_L1 ? tr("an earlier answer of this service") : QString();
}

} // namespace outcrop::converse
