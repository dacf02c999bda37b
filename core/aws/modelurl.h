// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>
#include <utility>
#include <vector>

namespace outcrop::aws
{

/// Why @p modelId cannot be sent, or nothing. Bedrock's ids, ARNs and gateway ids (`openai/gpt-4o`) all pass:
/// refused are only ids that are empty, longer than 2048 bytes (service model), begin or end with a space,
/// hold control, invisible or unpaired characters, or have `.` or `..` between slashes, which a gateway may
/// resolve after decoding. The kind is always BadInput.
std::optional<base::Error> modelIdProblem(QStringView modelId);

/// How a model id stands in the path.
enum class ModelPath {
    Encoded, ///< as one segment: `a%3A0`, `openai%2Fgpt-4o`
    Plain,   ///< `:` and `/` as they are, for gateways whose router decodes nothing. Signed as sent
};

/// `{endpoint}/model/{modelId}/{operation}`, the id percent-encoded once as protocol/converse.md, 2 has it.
/// @p operation is one of `converse`, `converse-stream`, `invoke`, `invoke-with-response-stream`,
/// `count-tokens`. Errors: BadInput, as modelIdProblem(), or if the bytes would not reach the wire as built.
base::Result<QUrl> modelUrl(const QUrl &endpoint, QStringView modelId, QLatin1StringView operation,
                            ModelPath path = ModelPath::Encoded);

/// `{endpoint}/{segments...}?{query}`: segments, names and values are encoded here, once.
/// Errors: BadInput for an empty or dot segment, or if the bytes would not reach the wire as built.
base::Result<QUrl> serviceUrl(const QUrl &endpoint, const std::vector<QString> &segments,
                              const std::vector<std::pair<QString, QString>> &query = {});

} // namespace outcrop::aws
