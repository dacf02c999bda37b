// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/environmentbearerprovider.h"

#include "core/credentials/pastedsecret.h"
#include "core/credentials/shorttermkey.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

const QString variable = QStringLiteral("AWS_BEARER_TOKEN_BEDROCK");

} // namespace

EnvironmentBearerProvider::EnvironmentBearerProvider(QProcessEnvironment environment,
                                                     const base::Clock &clock)
    : m_environment(std::move(environment)), m_clock(clock)
{
}

QString EnvironmentBearerProvider::name() const
{
    return QStringLiteral("environment (%1)").arg(variable);
}

std::unique_ptr<ResolveJob> EnvironmentBearerProvider::resolve()
{
    return std::make_unique<ReadyJob>(find());
}

Resolution EnvironmentBearerProvider::find() const
{
    const QString text = m_environment.value(variable);
    if (text.isEmpty())
        return Resolution::skipped(name(), QStringLiteral("%1 is not set").arg(variable));
    const auto read = readPastedSecret(variable, text);
    if (!read)
        return Resolution::failed(name(), read.error());
    BearerToken token;
    token.token = read->secret;
    token.source = name();
    if (const auto key = readShortTermKey(token.token.reveal())) {
        token.region = key->region;
        token.expiration = key->expires;
    }
    if (const auto problem = bearerProblem(token, {}, m_clock.utcNow()))
        return Resolution::failed(name(), *problem);
    return Resolution::used(name(), token);
}

} // namespace outcrop::credentials
