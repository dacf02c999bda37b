// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/json/json.h"
#include "core/simulator/route.h"
#include "core/simulator/serviceerror.h"

namespace outcrop::simulator
{

/// The body of ListFoundationModels or ListInferenceProfiles: the simulator's own models, honestly named,
/// with the filters and the paging of the operation (protocol/converse.md, 10). @p query is the raw query
/// string. Errors: ValidationException for a filter value the service model does not allow.
base::Result<json::Json, ServiceError> listModels(Operation operation, const QByteArray &query,
                                                  const QString &region);

} // namespace outcrop::simulator
