// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runsetup.h"

#include "app/cli/inputfile.h"
#include "app/gui/apppaths.h"
#include "core/aws/modelurl.h"
#include "core/base/regularfile.h"
#include "core/connections/connectionfile.h"
#include "core/connections/connectiontargets.h"
#include "core/connections/environmentconnection.h"
#include "core/credentials/keychainstore.h"

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

base::Result<void> useConnection(const RunOptions &options, const QProcessEnvironment &environment,
                                 const base::Clock &clock, credentials::CodePrompt *codes, RunSetup &setup)
{
    if (!options.endpoint.isEmpty() || !options.region.isEmpty() || !options.profile.isEmpty() ||
        options.auth)
        return makeError(ErrorKind::BadInput,
                         QStringLiteral("--connection says where to send and how; --endpoint, --region, "
                                        "--profile and --auth cannot stand beside it."));
    const auto paths = choosePaths(environment, options.dataDir);
    if (!paths)
        return makeError(ErrorKind::BadInput, QStringLiteral("There is no folder with connections."),
                         QStringLiteral("Set HOME, or give --data-dir before \"run\"."));
    const auto read =
        base::RegularFile::read(paths->connectionsFile(), connections::ConnectionFile::mostBytes);
    connections::ConnectionFile file;
    if (read) {
        const auto parsed = connections::ConnectionFile::parse(read->bytes, paths->connectionsFile());
        if (!parsed)
            return parsed.error();
        file = *parsed;
    } else if (read.error().code != QLatin1StringView("ENOENT")) {
        return read.error();
    }
    QStringList names;
    for (const connections::ConnectionSpec &spec : file.connections) {
        names += spec.name;
        if (spec.name != options.connection)
            continue;
        setup.secrets = std::make_shared<credentials::KeychainStore>();
        const auto target = connections::makeTarget(spec, {&clock, environment, setup.secrets.get(), codes});
        if (!target)
            return target.error();
        setup.call.target = *target;
        return {};
    }
    return makeError(
        ErrorKind::BadInput, QStringLiteral("There is no connection \"%1\".").arg(options.connection),
        names.isEmpty() ? QStringLiteral("Connections are made in the window.")
                        : QStringLiteral("There are: %1.").arg(names.join(QStringLiteral(", "))));
}

} // namespace

base::Result<RunSetup> prepareRun(const RunOptions &options, const QByteArray &text,
                                  const QProcessEnvironment &environment, const base::Clock &clock,
                                  credentials::CodePrompt *codes)
{
    RunSetup setup;
    if (const auto done = readBody(options, text, setup.call); !done)
        return done.error();
    if (!options.connection.isEmpty()) {
        if (const auto done = useConnection(options, environment, clock, codes, setup); !done)
            return done.error();
        return setup;
    }
    const connections::EnvironmentConnection connection = connections::environmentConnection(
        environment, clock, {options.region, options.endpoint, options.auth, options.profile, codes});
    if (connection.problem)
        return *connection.problem;
    setup.call.target = connection.target;
    setup.transport = connection.transport;
    return setup;
}

} // namespace outcrop::app
