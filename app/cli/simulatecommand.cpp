// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/simulatecommand.h"

#include "app/cli/output.h"
#include "app/gui/signalwatcher.h"
#include "core/simulator/simulator.h"

#include <QCoreApplication>

namespace outcrop::app
{

namespace
{

/// For a POSIX shell, whatever is in @p value.
QByteArray exportLine(QByteArrayView name, QByteArray value)
{
    return "export " + name.toByteArray() + "='" + value.replace('\'', "'\\''") + "'\n";
}

QByteArray environmentLines(const simulator::Options &options, const QByteArray &url)
{
    using simulator::Authentication;
    QByteArray lines = exportLine("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", url) +
                       exportLine("AWS_ENDPOINT_URL_BEDROCK", url) +
                       exportLine("AWS_REGION", options.region.toUtf8());
    switch (options.authentication) {
    case Authentication::Bearer:
        return lines + exportLine("AWS_BEARER_TOKEN_BEDROCK", options.bearerToken.reveal());
    case Authentication::None: // SDKs sign nevertheless; any keys do
        return lines + exportLine("AWS_ACCESS_KEY_ID", "simulator") +
               exportLine("AWS_SECRET_ACCESS_KEY", "simulator");
    case Authentication::SigV4:
        break;
    }
    lines += exportLine("AWS_ACCESS_KEY_ID", options.accessKeyId) +
             exportLine("AWS_SECRET_ACCESS_KEY", options.secretAccessKey.reveal());
    if (!options.sessionToken.isEmpty())
        lines += exportLine("AWS_SESSION_TOKEN", options.sessionToken.reveal());
    return lines;
}

} // namespace

ExitCode runSimulate(int &argc, char **argv, const simulator::Options &options)
{
    const QCoreApplication application(argc, argv);
    SignalWatcher signalWatcher; // before the start, so that no signal is missed
    QObject::connect(&signalWatcher, &SignalWatcher::terminationRequested, &application,
                     &QCoreApplication::quit, Qt::QueuedConnection);
    simulator::Simulator simulator(options);
    if (const auto port = simulator.start(); !port) {
        Output::error(port.error());
        return exitCodeFor(port.error().kind);
    }
    const QByteArray url = simulator.url().toEncoded();
    Output::write("listening on " + url + '\n' + environmentLines(simulator.options(), url));
    QCoreApplication::exec();
    simulator.stop();
    return ExitCode::Ok;
}

} // namespace outcrop::app
