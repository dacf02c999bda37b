// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/runoptions.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/client/conversecall.h"
#include "core/credentials/codeprompt.h"
#include "core/credentials/secretstore.h"
#include "core/net/qthttptransport.h"

#include <QProcessEnvironment>

namespace outcrop::app
{

/// What a call needs, found from the options, the file and the environment, without sending anything.
struct RunSetup {
    client::ConverseCall call;
    net::TransportOptions transport;
    std::shared_ptr<credentials::SecretStore> secrets = nullptr; ///< of a connection's target
};

/// Reads the request body @p text. The model is --model, else the body's `modelId`; a `modelId` is taken out
/// of the body, which is otherwise sent byte for byte. Endpoint, region, credentials, proxy and CA bundle as
/// protocol/credentials.md has them. @p codes asks for MFA codes and must outlive the setup.
/// Errors: BadInput for JSON that is none (with line and column), a missing model, an unusable endpoint,
/// plain http to another computer, proxy settings or a CA bundle that cannot be used; Credentials for a key
/// that cannot work there.
base::Result<RunSetup> prepareRun(const RunOptions &options, const QByteArray &text,
                                  const QProcessEnvironment &environment, const base::Clock &clock,
                                  credentials::CodePrompt *codes = nullptr);

} // namespace outcrop::app
