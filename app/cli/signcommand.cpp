// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/signcommand.h"

#include "app/cli/inputfile.h"
#include "app/cli/output.h"
#include "app/cli/signinput.h"
#include "core/base/limits.h"

namespace outcrop::app
{

namespace
{

ExitCode fail(const base::Error &error)
{
    Output::error(error);
    return exitCodeFor(error.kind);
}

/// The members of @p expected that @p made has otherwise.
QStringList differences(const json::Json &made, const json::Json &expected)
{
    QStringList names;
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QString name = expected.keyAt(i);
        if (made.contains(name) && !(made.value(name) == expected.at(i)))
            names += name;
    }
    return names;
}

void printHeaders(const aws::Signature &signature)
{
    QByteArray lines;
    for (const auto &[name, value] : signature.headersToSend)
        lines += name + ": " + value + '\n';
    Output::write(lines);
}

} // namespace

ExitCode runSign(const SignOptions &options)
{
    const auto text = readWhole(options.file, base::limits::jsonBytes);
    if (!text)
        return fail(text.error());
    const auto input = parseInput(options.file, *text);
    if (!input)
        return fail(input.error());
    auto request = readSignInput(*input);
    if (!request)
        return fail(request.error());
    request->signBody = request->signBody || options.signBody;
    const auto signature = aws::sign(request->signingInput(), request->credentials);
    if (!signature)
        return fail(signature.error());

    const json::Json steps = signatureToJson(*signature);
    if (options.explain)
        Output::write(json::write(steps, json::Layout::Pretty) + '\n');
    else
        printHeaders(*signature);
    const QStringList different = differences(steps, input->value(u"expected"));
    if (different.isEmpty())
        return ExitCode::Ok;
    Output::note(
        QStringLiteral("outcrop: differs from what the input expects: %1").arg(different.join(u", ")));
    return ExitCode::Internal;
}

} // namespace outcrop::app
