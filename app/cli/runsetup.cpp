// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runsetup.h"

#include "app/cli/inputfile.h"
#include "core/aws/modelurl.h"
#include "core/connections/environmentconnection.h"

namespace outcrop::app
{

namespace
{

using base::ErrorKind;
using base::makeError;

base::Result<void> readBody(const RunOptions &options, const QByteArray &text, client::ConverseCall &call)
{
    const auto parsed = parseInput(options.file, text);
    if (!parsed)
        return parsed.error();
    if (!parsed->isObject())
        return makeError(ErrorKind::BadInput,
                         QStringLiteral("%1 is not a Converse request: a JSON object is needed.")
                             .arg(inputName(options.file)));
    const QString ownModel = parsed->value(u"modelId").toString();
    call.modelId = options.model.isEmpty() ? ownModel : options.model;
    if (call.modelId.isEmpty())
        return makeError(
            ErrorKind::BadInput, QStringLiteral("No model is given."),
            QStringLiteral("Use --model, or the member modelId in %1.").arg(inputName(options.file)));
    if (const auto problem = aws::modelIdProblem(call.modelId))
        return *problem;
    call.body = text;
    if (parsed->contains(u"modelId")) { // it belongs to the path, and the service refuses it in the body
        json::Json body = *parsed;
        body.remove(u"modelId");
        call.body = json::write(body, json::Layout::AsWritten);
    }
    call.stream = options.stream;
    return {};
}

} // namespace

base::Result<RunSetup> prepareRun(const RunOptions &options, const QByteArray &text,
                                  const QProcessEnvironment &environment, const base::Clock &clock,
                                  credentials::CodePrompt *codes)
{
    RunSetup setup;
    if (const auto done = readBody(options, text, setup.call); !done)
        return done.error();
    const connections::EnvironmentConnection connection = connections::environmentConnection(
        environment, clock, {options.region, options.endpoint, options.auth, options.profile, codes});
    if (connection.problem)
        return *connection.problem;
    setup.call.target = connection.target;
    setup.transport = connection.transport;
    return setup;
}

} // namespace outcrop::app
