// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include "app/cli/decodecommand.h"
#include "app/cli/output.h"
#include "app/cli/runcommand.h"
#include "app/cli/signcommand.h"
#include "app/cli/simulatecommand.h"
#include "app/gui/processguard.h"
#include "core/aws/endpoint.h"

#if __has_include("app/gui/rungui.h")
#include "app/gui/rungui.h"
#define OUTCROP_HAS_WINDOW
#endif

#include <CLI/CLI.hpp>

#include <QFile>

#include <csignal>
#include <functional>
#include <string>

namespace outcrop::app
{

namespace
{

/// Options as CLI11 stores them, and what to run once they are all read.
struct Arguments {
    int &argc;
    char **argv;
    std::function<ExitCode()> command = {}; ///< of the subcommand that was named
    std::string file = {};                  ///< every subcommand has at most one
    std::string dataDir = {};
    bool invoke = false;
    bool explain = false;
    bool signBody = false;
};

QString text(const std::string &bytes)
{
    return QString::fromLocal8Bit(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QByteArray bytesOf(const std::string &bytes)
{
    return QByteArray::fromStdString(bytes);
}

ExitCode refuse(const QString &message)
{
    Output::note(QStringLiteral("outcrop: ") + message);
    return ExitCode::BadInput;
}

void addDecode(CLI::App &program, Arguments &arguments)
{
    CLI::App *const command =
        program.add_subcommand("decode", "Take a recorded event stream apart, frame by frame");
    command->add_flag("--invoke", arguments.invoke, "The body of an InvokeModelWithResponseStream");
    command->add_option("FILE", arguments.file, "Recording, or - for standard input")->required();
    command->callback([&arguments] {
        arguments.command = [&arguments] { return runDecode({text(arguments.file), arguments.invoke}); };
    });
}

void addSign(CLI::App &program, Arguments &arguments)
{
    CLI::App *const command = program.add_subcommand("sign", "Sign a request that is written down in a file");
    command->footer(
        "FILE holds {\"request\": {\"method\", \"requestTarget\", \"headers\": [[name, value], ...], "
        "\"body\"},\n\"credentials\": {\"accessKeyId\", \"secretAccessKey\", \"sessionToken\"}, "
        "\"region\", \"service\", \"amzDate\"}.\nWithout --explain the headers to send are printed.");
    command->add_flag("--explain", arguments.explain, "Print every step of the signature as JSON");
    command->add_flag("--sign-body", arguments.signBody, "Send and sign X-Amz-Content-Sha256");
    command->add_option("FILE", arguments.file, "Request, or - for standard input")->required();
    command->callback([&arguments] {
        arguments.command = [&arguments] {
            return runSign({text(arguments.file), arguments.explain, arguments.signBody});
        };
    });
}

/// What `outcrop run` takes.
struct RunArguments {
    std::string model = {}, endpoint = {}, region = {}, profile = {}, connection = {}, auth = {}, record = {};
    bool whole = false;
    bool json = false;
    double timeout = 0;
};

ExitCode run(Arguments &arguments, const RunArguments &given)
{
    using Auth = client::ConnectionTarget::Auth;
    RunOptions options;
    options.file = text(arguments.file);
    options.model = text(given.model);
    options.endpoint = text(given.endpoint);
    options.region = text(given.region);
    options.profile = text(given.profile);
    options.connection = text(given.connection);
    options.dataDir = text(arguments.dataDir);
    if (!given.auth.empty())
        options.auth = given.auth == "none"     ? Auth::None
                       : given.auth == "bearer" ? Auth::Bearer
                                                : Auth::SigV4;
    options.stream = !given.whole;
    options.json = given.json;
    options.record = text(given.record);
    options.timeoutSeconds = given.timeout;
    return runRequest(arguments.argc, arguments.argv, options);
}

void addRun(CLI::App &program, Arguments &arguments, RunArguments &given)
{
    constexpr double longestSeconds = 24 * 3600;
    CLI::App *const command = program.add_subcommand("run", "Send a Converse request and print the answer");
    command->add_option("FILE", arguments.file, "Request body as JSON, or - for standard input")->required();
    command->add_option("--model", given.model, "Model id, inference profile or ARN; else modelId in FILE");
    command->add_option("--endpoint", given.endpoint,
                        "Base URL; else AWS_ENDPOINT_URL_BEDROCK_RUNTIME, else AWS");
    command->add_option("--region", given.region, "Region; else AWS_REGION, else the profile's");
    command->add_option("--connection", given.connection, "Name of a connection made in the window");
    command->add_option("--profile", given.profile, "Profile of the AWS config and credentials files");
    command
        ->add_option("--auth", given.auth,
                     "sigv4, bearer or none; else bearer if AWS_BEARER_TOKEN_BEDROCK is set")
        ->check(CLI::IsMember({"sigv4", "bearer", "none"}));
    command->add_flag("--no-stream", given.whole,
                      "Wait for the whole answer (Converse instead of ConverseStream)");
    command->add_flag("--json", given.json, "One JSON object a line: every event, and last the result");
    command->add_option("--record", given.record, "File for the bytes of the answer, for outcrop decode");
    command->add_option("--timeout", given.timeout, "Seconds the whole call may take")
        ->check(CLI::Range(0.0, longestSeconds));
    command->footer("Credentials come from AWS_BEARER_TOKEN_BEDROCK, else from where the AWS tools look: "
                    "AWS_ACCESS_KEY_ID\n"
                    "and AWS_SECRET_ACCESS_KEY, the profile (keys, role, SSO, login, process), the "
                    "container.\nExit codes: 0 complete answer, 2 bad input, 3 credentials or "
                    "authorization, 4 service error, 5 network,\n6 stream incomplete, 130 stopped.");
    command->callback(
        [&arguments, &given] { arguments.command = [&arguments, &given] { return run(arguments, given); }; });
}

/// What `outcrop simulate` takes.
struct SimulateArguments {
    int port = 0;
    std::string accessKeyId = {}, secretAccessKey = {}, sessionToken = {}, bearer = {};
    bool noAuthentication = false;
    std::string region = "us-east-1";
};

ExitCode simulate(Arguments &arguments, const SimulateArguments &given)
{
    simulator::Options options;
    options.port = static_cast<quint16>(given.port);
    options.region = text(given.region);
    if (!aws::isRegionName(options.region))
        return refuse(QStringLiteral("\"%1\" is not a region name").arg(options.region));
    if (given.accessKeyId.empty() != given.secretAccessKey.empty())
        return refuse(QStringLiteral("--access-key-id and --secret-access-key belong together"));
    if (!given.sessionToken.empty() && given.accessKeyId.empty())
        return refuse(QStringLiteral("--session-token needs --access-key-id and --secret-access-key"));
    options.accessKeyId = bytesOf(given.accessKeyId);
    options.secretAccessKey = base::SecretString(bytesOf(given.secretAccessKey));
    options.sessionToken = base::SecretString(bytesOf(given.sessionToken));
    options.bearerToken = base::SecretString(bytesOf(given.bearer));
    if (given.noAuthentication)
        options.authentication = simulator::Authentication::None;
    else if (!given.bearer.empty())
        options.authentication = simulator::Authentication::Bearer;
    return runSimulate(arguments.argc, arguments.argv, options);
}

void addSimulate(CLI::App &program, Arguments &arguments, SimulateArguments &given)
{
    CLI::App *const command =
        program.add_subcommand("simulate", "Serve a Bedrock endpoint on this computer, offline");
    command->add_option("--port", given.port, "Port on 127.0.0.1; 0 takes any free one")
        ->check(CLI::Range(0, 65535));
    auto *const id =
        command->add_option("--access-key-id", given.accessKeyId, "Key requests must be signed with");
    auto *const secret = command->add_option("--secret-access-key", given.secretAccessKey, "Its secret");
    auto *const token =
        command->add_option("--session-token", given.sessionToken, "Token requests must carry");
    auto *const bearer =
        command->add_option("--bearer", given.bearer, "Take this bearer token instead of signatures");
    auto *const none = command->add_flag("--no-auth", given.noAuthentication, "Let every request in");
    for (CLI::Option *const key : {id, secret, token})
        key->excludes(bearer)->excludes(none);
    bearer->excludes(none);
    command->add_option("--region", given.region, "Region requests must be signed for")
        ->capture_default_str();
    command->footer(
        "Keys that are not given are made up. Then point any SDK at it with the lines that are printed.");
    command->callback([&arguments, &given] {
        arguments.command = [&arguments, &given] { return simulate(arguments, given); };
    });
}

/// What the window takes.
struct WindowArguments {
    std::string theme, file;
};

ExitCode openWindow(Arguments &arguments, const WindowArguments &given)
{
    if (!given.file.empty() && !QFile::exists(text(given.file)))
        return refuse(QStringLiteral("\"%1\" is neither a subcommand nor a file; see \"outcrop --help\"")
                          .arg(text(given.file)));
#ifdef OUTCROP_HAS_WINDOW
    GuiOptions options;
    options.theme = text(given.theme);
    options.dataDir = text(arguments.dataDir);
    options.file = text(given.file);
    return static_cast<ExitCode>(runGui(arguments.argc, arguments.argv, options));
#else
    Q_UNUSED(arguments)
    return refuse(QStringLiteral("this build has no window; see \"outcrop --help\" for the subcommands"));
#endif
}

void addWindow(CLI::App &program, Arguments &arguments, WindowArguments &given)
{
    program.add_option("--theme", given.theme, "Of the window: system, light or dark");
    program.add_option("--data-dir", arguments.dataDir, "Folder for everything that is kept");
    program.add_option("FILE", given.file, "Conversation or request body to open in the window");
}

} // namespace

int runCommandLine(int argc, char **argv)
{
    hardenProcess();
    // A reader that goes away is a failed write, after which what was begun is ended in order.
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App program("Workbench for the Amazon Bedrock Converse API. Without a subcommand the window opens.",
                     "outcrop");
    program.set_version_flag("--version", "outcrop " OUTCROP_VERSION);
    program.require_subcommand(0, 1);
    Arguments arguments{argc, argv};
    RunArguments runArguments;
    SimulateArguments simulateArguments;
    WindowArguments windowArguments;
    addRun(program, arguments, runArguments);
    addDecode(program, arguments);
    addSign(program, arguments);
    addSimulate(program, arguments, simulateArguments);
    addWindow(program, arguments, windowArguments);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError &problem) {
        return program.exit(problem) == 0 ? 0 : static_cast<int>(ExitCode::BadInput);
    }
    if (!arguments.command)
        arguments.command = [&] { return openWindow(arguments, windowArguments); };
    return static_cast<int>(arguments.command());
}

} // namespace outcrop::app
